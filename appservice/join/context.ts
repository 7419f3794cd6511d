import type { Homeserver } from '@lyceum/core/homeserver/ports.ts'
import type { Engine } from '@lyceum/core/provision/engine.ts'
import type { Facts } from '@lyceum/core/provision/facts.ts'
import type { PersonId } from '@lyceum/core/school/ids.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import type { Log } from '../log.ts'
import type { PhoneChecks } from '../phone/phone-checks.ts'

/** What joining needs. */
export interface JoinContext {
  readonly store: Store
  readonly homeserver: Homeserver
  readonly engine: Engine
  readonly facts: Facts
  /** Resolves when the person is in the school and the first class, or will be once the homeserver answers again. */
  enter(person: PersonId): Promise<void>
  /** The address people type into a client. */
  readonly homeserverUrl: string
  now(): Date
  /** A random whole number below `limit`, not to be guessed. */
  random(limit: number): number
  /** Undefined: numbers are not checked. */
  readonly phone?: PhoneChecks | undefined
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>
}
