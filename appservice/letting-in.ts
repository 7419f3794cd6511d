/** What waits to be let in is looked at every minute: what was cut short, what nobody answered, who was not told. */
import type { Engine } from '@lyceum/core/provision/engine.ts'
import { lookAtLettingIn } from '@lyceum/core/provision/letting-in/look.ts'
import type { Log } from './log.ts'

export interface Looks {
  stop(): Promise<void>
}

const everyMs = 60_000

/** The first look is at once: what a restart cut short goes on. */
export function startLooks(engine: Engine, log: Pick<Log, 'warn'>): Looks {
  let underWay: Promise<void> | undefined
  const look = () => {
    underWay ??= lookAtLettingIn(engine)
      .catch((err: unknown) => log.warn({ err }, 'what waits was not looked at'))
      .finally(() => (underWay = undefined))
  }
  look()
  const timer = setInterval(look, everyMs)
  return {
    async stop() {
      clearInterval(timer)
      await underWay
    },
  }
}
