/** The configuration after defaults and checks: what the rest of the code reads. `schema.ts` makes it from config.yaml. */
import type { AccountSettings } from '../school/account-settings.ts'
import type { BlueprintSettings } from '../school/blueprint-settings.ts'
import type { LettingInSettings } from '../school/letting-in-settings.ts'
import type { PolicySettings } from '../school/policy/settings.ts'
import type { Language, Role } from '../school/people.ts'

export interface Config {
  /** The folder the configuration stands in; relative paths count from it. */
  readonly folder: string
  readonly serverName: string
  readonly homeserver: {
    /** Where Lyceum reaches it: `http://127.0.0.1:8008`. */
    readonly url: string
    /** What people type into a client. */
    readonly publicUrl: string
    /** Localpart of the appservice's sender. */
    readonly bot: string
    /** Started and stopped by `lyceum up`; false for one that exists. */
    readonly embedded: boolean
  }
  readonly public: {
    readonly url: string
    readonly host: string
    readonly port: number
    /** Matrix clients that may frame the pages. */
    readonly clients: readonly string[]
  }
  /** Loopback or the internal network: `/healthz`, `/readyz`, and what the homeserver asks. */
  readonly internal: { readonly host: string; readonly port: number }
  readonly database:
    | { readonly sqlite: string }
    | { readonly postgres: { readonly url: string; readonly password?: string } }
  readonly language: Language
  readonly timeZone: string
  readonly accounts: AccountSettings
  readonly invitations: { readonly expireDays: number }
  readonly limits: { readonly maxRemovePercent: number; readonly minExisting: number }
  /** What roles are called in the school's system, in small letters; `none` is left out in silence. */
  readonly roster: { readonly roles: Readonly<Record<string, Role | 'none'>> }
  readonly blueprint: BlueprintSettings
  readonly policy: PolicySettings
  readonly lettingIn: LettingInSettings
  /** Undefined: numbers are not checked. */
  readonly phone: PhoneSettings | undefined
  readonly repair: { readonly sweepMinutes: number; readonly privateRoomsHours: number }
  /** Days. */
  readonly retention: {
    readonly journalDays: number
    readonly invitationsDays: number
    readonly logsDays: number
  }
  readonly secrets: Secrets
}

interface PhoneSettings {
  readonly gateway: {
    /** `{number}`, `{text}` and `{code}` stand in it and in the body. */
    readonly url: string
    readonly method: 'POST' | 'GET'
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
    readonly format: 'form' | 'json'
    readonly successContains: string | undefined
  }
  /** `call`: the code is the last digits of the number that calls. */
  readonly kind: 'sms' | 'call'
  /** Who is asked for a number. */
  readonly roles: readonly Role[]
}

/** Read from files of mode 0600, never from the configuration itself. */
export interface Secrets {
  readonly asToken: string
  readonly hsToken: string
  /** Makes room aliases that cannot be guessed. */
  readonly aliasKey: string
  /** Without it the database's hashes of invitation codes are worth nothing. */
  readonly invitationKey: string
}
