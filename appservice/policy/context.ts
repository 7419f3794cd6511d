import type { Facts } from '@lyceum/core/provision/facts.ts'
import type { RefusalReason } from '@lyceum/core/school/policy/verdict.ts'
import type { Log } from '../log.ts'
import type { ModuleSeen } from './module-seen.ts'

export interface PolicyContext {
  readonly facts: Facts
  readonly hsToken: string
  readonly seen: ModuleSeen
  readonly log: Pick<Log, 'debug'>
  /** Told of every answer; for counting. */
  onAnswer?(answer: PolicyAnswer): void
}

export interface PolicyAnswer {
  /** The question's name, as in its path. */
  readonly question: string
  /** Of a refusal; undefined: allowed. */
  readonly reason: RefusalReason | undefined
  readonly seconds: number
}
