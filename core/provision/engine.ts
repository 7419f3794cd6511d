/** What every step of the engine needs. One engine a process; the clock and the owner's name are passed in. */
import pLimit, { type LimitFunction } from 'p-limit'
import type { Logger } from 'pino'
import type { Homeserver } from '../homeserver/ports.ts'
import { accountsOnActivation, type AccountSettings } from '../school/account-settings.ts'
import type { BlueprintSettings } from '../school/blueprint-settings.ts'
import type { RoomAlias, RoomKey } from '../school/ids.ts'
import { defaultLettingIn, type LettingInSettings } from '../school/letting-in-settings.ts'
import { defaultPolicy, type PolicySettings } from '../school/policy/settings.ts'
import type { Store } from '../store/ports.ts'
import { aliasLocalpart } from './alias.ts'
import { LevelWriter } from './levels.ts'

export interface EngineInput {
  readonly store: Store
  readonly homeserver: Homeserver
  readonly blueprint: BlueprintSettings
  /** Without it accounts are made when people enter. */
  readonly accounts?: AccountSettings | undefined
  /** Without it the default table. */
  readonly policy?: PolicySettings | undefined
  /** Without it the defaults. */
  readonly lettingIn?: LettingInSettings | undefined
  /** Secret: makes aliases that nobody can guess. */
  readonly aliasKey: string
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
  now(): Date
  /** Names this process in locks: `host/pid`. */
  readonly owner: string
}

export interface Engine extends EngineInput {
  readonly accounts: AccountSettings
  readonly policy: PolicySettings
  readonly lettingIn: LettingInSettings
  aliasOf(key: RoomKey): RoomAlias
  /**
   * Every request to the homeserver goes through here. Synapse handles one event after another whatever the
   * concurrency, so a short queue of our own keeps requests fair and far from any time-out.
   */
  readonly limit: LimitFunction
  /** How many people are brought in side by side: who came first is done first. */
  readonly entrances: LimitFunction
  readonly levels: LevelWriter
}

/** Enough to keep the homeserver busy; more only lengthens its queue. */
const concurrency = 6

export function createEngine(input: EngineInput): Engine {
  const engine: Omit<Engine, 'levels'> = {
    ...input,
    accounts: input.accounts ?? accountsOnActivation,
    policy: input.policy ?? defaultPolicy,
    lettingIn: input.lettingIn ?? defaultLettingIn,
    limit: pLimit(concurrency),
    entrances: pLimit(4),
    aliasOf(key) {
      return `#${aliasLocalpart(key, input.aliasKey)}:${input.homeserver.serverName}` as RoomAlias
    },
  }
  return Object.assign(engine, { levels: new LevelWriter(engine) })
}
