/**
 * What the database keeps: what Matrix cannot. One repository a subject; `openStore` (store.ts) gives them over SQLite
 * (and PostgreSQL). Times are ISO 8601 in UTC, passed in by the caller: the store has no clock of its own.
 */
import type { Application } from '../school/application.ts'
import type { SchoolChange } from '../school/changes.ts'
import type { ClassId, PersonId, RoomId, RoomKey, SchoolId, UserId } from '../school/ids.ts'
import type { Role, School, SchoolInfo } from '../school/people.ts'
import type { AccountState, PersonAccount } from './account-state.ts'
import type { LettingInStore, NewApplication } from './letting-in-ports.ts'
import type {
  EndingRepository,
  FactRepository,
  FigureRepository,
  IntakeRepository,
  MarkRepository,
  SessionRepository,
  StandingCheckRepository,
  TalkRepository,
  TombstoneRepository,
} from './live-ports.ts'
import type { PersonalRepository, RetentionRepository } from './personal-ports.ts'

/** Who brought a record: `roster` (or another roster source's name) or `console`. An import touches only its own. */
export type Source = string

/** Of who and what is in the school now. */
export interface Origins {
  readonly school: Source
  readonly people: ReadonlyMap<PersonId, Source>
  readonly classes: ReadonlyMap<ClassId, Source>
}

/** The source's id -> the stored one. */
export interface ExternalIds {
  readonly people: ReadonlyMap<PersonId, PersonId>
  readonly classes: ReadonlyMap<ClassId, ClassId>
}

export interface SchoolRepository {
  /** Counts the changes of a school's data; 0 for an unknown school. */
  revision(school: SchoolId): Promise<number>
  /** Ordered by id. */
  list(): Promise<readonly SchoolInfo[]>
  /** Undefined for an unknown school. With `source` only the records that this source brought; archived classes are left out. */
  load(school: SchoolId, source?: Source): Promise<School | undefined>
  /** Who brought what; undefined for an unknown school. */
  origins(school: SchoolId): Promise<Origins | undefined>
  /** Ids by which the source calls people and classes that are stored under another one. */
  externalIds(school: SchoolId, source: Source): Promise<ExternalIds>
  /** Ids of classes that were archived and still have rooms. */
  archivedClasses(school: SchoolId): Promise<readonly ClassId[]>
  /**
   * All or nothing. Adding what another source already brought leaves it as that source brought it. Throws
   * `unknown-school`, `unknown-class`, `unknown-person` when at the end of the list a place or relation names somebody
   * or something that is not (or no longer) there. Removing a person revokes the person's open invitations of the school.
   */
  change(
    school: SchoolId,
    source: Source,
    changes: readonly SchoolChange[],
    at: string,
  ): Promise<void>
}

export interface AccountRepository {
  /** Accounts of everybody who is or was in the school, `ended` ones too. */
  ofSchool(school: SchoolId): Promise<readonly PersonAccount[]>
  ofPerson(person: PersonId): Promise<PersonAccount | undefined>
  /** One account may stand for several persons. */
  personsOf(user: UserId): Promise<readonly PersonId[]>
  /** Schools in which the person is. */
  schoolsOf(person: PersonId): Promise<readonly SchoolId[]>
  setState(person: PersonId, state: AccountState): Promise<void>
  /**
   * Binds the person to an account that was named for them, without an invitation; `active` at once. May be repeated.
   * Throws `person-has-account` for a person with another one that has not ended.
   */
  bind(person: PersonId, user: UserId, at: string): Promise<void>
  /** Of accounts of the school that stand for several persons or schools: all of these. Unordered. */
  shared(
    school: SchoolId,
  ): Promise<
    ReadonlyMap<UserId, readonly { readonly person: PersonId; readonly school: SchoolId }[]>
  >
  /** Who must still be brought into rooms: `entering`, after a crash or a restart too. */
  entering(): Promise<readonly PersonAccount[]>
  /** Counts by state, of one school: invited (in the roster, no account), entering, active, ended. */
  counts(school: SchoolId): Promise<Record<'invited' | Exclude<AccountState, 'ending'>, number>>
}

export type InvitationStatus = 'open' | 'used' | 'expired' | 'revoked'

/** `enter`: a personal invitation; `reset`: a new password for the account the person already has. */
export type InvitationPurpose = 'enter' | 'reset'

export interface Invitation {
  readonly id: string
  readonly purpose: InvitationPurpose
  readonly school: SchoolId
  readonly class: ClassId | undefined
  readonly role: Role
  readonly person: PersonId
  readonly status: InvitationStatus
  readonly createdAt: string
  readonly expiresAt: string
  /** Whose right it rests on; undefined: the operator's. */
  readonly issuedBy: UserId | undefined
}

export interface NewInvitation {
  readonly purpose: InvitationPurpose
  readonly school: SchoolId
  readonly class: ClassId | undefined
  readonly role: Role
  readonly person: PersonId
  readonly expiresAt: string
  readonly issuedBy?: UserId | undefined
}

/** The only moment at which the secrets exist in clear: 26 characters (130 bits) for links, 12 for typing. */
export interface IssuedInvitation {
  readonly invitation: Invitation
  readonly token: string
  /** Grouped `XXXX-XXXX-XXXX`, Crockford base32. */
  readonly code: string
}

/** `busy`: somebody is redeeming it at this moment. `not-begun`: with this login nobody has, and nobody may begin. */
export type ClaimResult =
  | { readonly state: 'claimed'; readonly invitation: Invitation; readonly resumed: boolean }
  | { readonly state: 'not-begun'; readonly invitation: Invitation }
  | { readonly state: 'unknown' | 'used' | 'expired' | 'revoked' | 'busy' }

export interface InvitationRepository {
  /**
   * Issuing revokes the person's open ones that were issued before: for `reset` all of them, for `enter` those of the
   * same school (a parent of children in two schools may use either slip; entering by one marks both `used`). All or
   * nothing.
   */
  issue(invitations: readonly NewInvitation[], at: string): Promise<readonly IssuedInvitation[]>
  /** By token or typed code; reading never consumes. */
  find(secret: string, at: string): Promise<Invitation | undefined>
  ofSchool(school: SchoolId, at: string): Promise<readonly Invitation[]>
  /** By invitation id; false when it was not open. */
  revoke(id: string, at: string): Promise<boolean>
  /**
   * Holds the invitation for one redeemer for `leaseSeconds`, remembering the login being made, so that a crash
   * between registering and consuming can be resumed by the same login (`resumed`). `mayBegin`: false for a login that
   * somebody has: it is never remembered, so only who began with it before it was there goes on.
   */
  claim(
    secret: string,
    login: string,
    at: string,
    leaseSeconds: number,
    mayBegin?: boolean,
  ): Promise<ClaimResult>
  /** Gives a claim back; `keepLogin` when the account may have been made, so that the next claim with it is `resumed`. */
  release(id: string, keepLogin: boolean): Promise<void>
  /**
   * Binds the person to the account (`entering`) under the claim, which stays: whoever dies before `consume` goes on with
   * the same login. May be repeated. Throws as `consume`.
   */
  bind(id: string, user: UserId, at: string): Promise<void>
  /**
   * Consumes the claim and, for `enter`, binds the person to the account (`entering`) in one transaction. May be
   * repeated for the same account. Throws `invitation-not-claimed` when it was revoked or used meanwhile,
   * `person-has-account` when the person already has another account that has not ended.
   */
  consume(id: string, user: UserId, at: string): Promise<void>
  /**
   * Consumes the claim without binding anybody: the pupil must still be confirmed. The application is accepted (by
   * `roster`) and not done. One transaction; may be repeated for the same account. Throws as `consume`.
   */
  consumeForApplication(
    id: string,
    user: UserId,
    application: NewApplication,
    at: string,
  ): Promise<Application>
  /** The person's open `enter` slips are used: the person came in by an application. */
  useUp(person: PersonId, user: UserId, at: string): Promise<void>
}

export interface RoomRepository {
  /** Cached room ids by key; the alias is the truth. */
  ofSchool(school: SchoolId): Promise<ReadonlyMap<RoomKey, RoomId>>
  remember(school: SchoolId, key: RoomKey, room: RoomId): Promise<void>
  forget(key: RoomKey): Promise<void>
  /** Who left a class channel by oneself is brought back once; true the first time it is asked. */
  noteReturned(key: RoomKey, user: UserId, at: string): Promise<boolean>
  returned(school: SchoolId): Promise<ReadonlySet<`${RoomKey} ${UserId}`>>
}

export interface LockRepository {
  /** Takes the lock or tells who holds it. A holder that died loses it after `leaseSeconds`; taking one's own again renews it. */
  acquire(
    key: string,
    owner: string,
    at: string,
    leaseSeconds: number,
  ): Promise<{ readonly heldBy: string } | undefined>
  release(key: string, owner: string): Promise<void>
}

/** Who did what, by ids: never names, never secrets. */
export interface JournalEntry {
  readonly at: string
  /** `operator` (the command line), `engine`, or a Matrix id. */
  readonly actor: string
  /** `apply`, `invitation-issued`, `entered`, ... */
  readonly action: string
  readonly school: SchoolId | undefined
  readonly details: Readonly<Record<string, string | number | boolean>>
}

export interface JournalRepository {
  append(entry: JournalEntry): Promise<void>
  /** Newest first. */
  recent(limit: number): Promise<readonly JournalEntry[]>
  /** Of one school, newest first. */
  ofSchool(school: SchoolId, limit: number): Promise<readonly JournalEntry[]>
}

export interface Store extends LettingInStore {
  readonly schools: SchoolRepository
  readonly accounts: AccountRepository
  readonly invitations: InvitationRepository
  readonly rooms: RoomRepository
  readonly locks: LockRepository
  readonly journal: JournalRepository
  readonly facts: FactRepository
  readonly figures: FigureRepository
  readonly intake: IntakeRepository
  readonly sessions: SessionRepository
  readonly talks: TalkRepository
  readonly standingChecks: StandingCheckRepository
  readonly marks: MarkRepository
  readonly tombstones: TombstoneRepository
  readonly endings: EndingRepository
  readonly personal: PersonalRepository
  readonly retention: RetentionRepository
  close(): Promise<void>
}
