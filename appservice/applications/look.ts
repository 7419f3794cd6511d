/** What waits to be let in is looked at every minute: what was cut short, what nobody answered, who was not told. */
import type { Engine } from '@lyceum/core/provision/engine.ts'
import { lookAtLettingIn } from '@lyceum/core/provision/letting-in/look.ts'
import type { Log } from '../log.ts'
import { lookAgain, type Looks } from '../look-again.ts'

const everyMs = 60_000

export function watchLettingIn(engine: Engine, log: Pick<Log, 'warn'>): Looks {
  return lookAgain(
    everyMs,
    () => lookAtLettingIn(engine),
    (err) => log.warn({ err }, 'what waits was not looked at'),
  )
}
