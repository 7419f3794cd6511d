/** What the database keeps of letting people in and letting them go. As in `ports.ts`: the clock is the caller's. */
import type { Application, ApplicationState } from '../school/application.ts'
import type { ClassId, PersonId, RoomId, RoomKey, SchoolId, UserId } from '../school/ids.ts'
import type { Role } from '../school/people.ts'
import type { ReportAction } from '../school/report.ts'
import type { FreeLoginRepository, NoticeRepository } from './notice-ports.ts'
import type { PhoneRepository } from './phone-ports.ts'

export interface SharedLink {
  readonly id: string
  readonly school: SchoolId
  readonly class: ClassId | undefined
  readonly role: Role
  /** Undefined: no limit. */
  readonly uses: number | undefined
  readonly used: number
  readonly status: 'open' | 'used' | 'expired' | 'revoked'
  readonly createdBy: string
  readonly createdAt: string
  readonly expiresAt: string
}

export interface NewSharedLink {
  readonly school: SchoolId
  readonly class: ClassId | undefined
  readonly role: Role
  readonly uses: number | undefined
  readonly createdBy: string
  readonly expiresAt: string
}

/** The only moment at which the secrets exist in clear. */
interface IssuedLink {
  readonly link: SharedLink
  readonly token: string
  readonly code: string
}

export interface SharedLinkRepository {
  issue(link: NewSharedLink, at: string): Promise<IssuedLink>
  /** By token or typed code. */
  find(secret: string, at: string): Promise<SharedLink | undefined>
  ofSchool(school: SchoolId, at: string): Promise<readonly SharedLink[]>
  /** False when it was not open. */
  revoke(id: string, at: string): Promise<boolean>
}

export type NewApplication = Omit<
  Application,
  'id' | 'state' | 'createdAt' | 'decidedAt' | 'decidedBy' | 'reason' | 'isDone'
> & {
  readonly waitingHash: string | undefined
  readonly consentVersion: string | undefined
}

export type AddedApplication =
  | { readonly state: 'added'; readonly application: Application }
  /** `link-used`: all its uses; `link-full`: fifty open ones. `already-waiting`: the account's open one for the same is given back. */
  | { readonly state: 'link-used' | 'link-full' | 'link-closed' }
  | { readonly state: 'already-waiting'; readonly application: Application }

export interface ApplicationRepository {
  /** One transaction with the link's counting: 200 at once use a link of one use once. Writes the consent too. */
  add(application: NewApplication, at: string): Promise<AddedApplication>
  find(id: string): Promise<Application | undefined>
  /** By the hash of the waiting page's token, also after the account is gone. */
  ofWaiting(hash: string): Promise<Application | undefined>
  /** Newest first. */
  ofSchool(school: SchoolId, states?: readonly ApplicationState[]): Promise<readonly Application[]>
  /** Newest first; without those of an account that was erased, whose login may be somebody else's by now. */
  ofUser(user: UserId): Promise<readonly Application[]>
  /** Corrections before it is decided: name, class, classes, subjects, child, person. */
  correct(id: string, change: Partial<Application>): Promise<Application | undefined>
  /** Another session of the waiting page takes the place of the one before. */
  renewWaiting(id: string, waitingHash: string): Promise<void>
  /** False when it was decided before: the first one counts. */
  decide(
    id: string,
    decision: {
      readonly state: Exclude<ApplicationState, 'waiting'>
      readonly by: string
      readonly reason: string | undefined
      readonly person: PersonId | undefined
      /** Of a parent: whom the one who accepts found it to be. */
      readonly child?: PersonId | undefined
    },
    at: string,
  ): Promise<boolean>
  /**
   * Accepted and not done is taken back: the person turned out to have entered otherwise (`waiting`), or nobody confirmed
   * the pupil. False when it was done meanwhile.
   */
  takeBack(
    id: string,
    to:
      | { readonly state: 'waiting' }
      | {
          readonly state: 'declined' | 'expired' | 'withdrawn'
          readonly by: string
          readonly reason: string | undefined
        },
    at: string,
  ): Promise<boolean>
  /** What the decision asked for is finished. */
  done(id: string, at: string): Promise<void>
  /** Decided and not done: carried on after a restart. */
  undone(): Promise<readonly Application[]>
  /** Of whoever became the person, or seems to be; of accounts that are there still. */
  ofPerson(person: PersonId): Promise<readonly Application[]>
  /** Waiting since before. */
  olderThan(before: string): Promise<readonly Application[]>
}

export interface NewLoginClaim {
  readonly user: UserId
  readonly school: SchoolId
  /** Id of the shared link. */
  readonly link: string
  readonly password: string
  /** As the homeserver knows it. One that was erased is free where an application came to nothing (`FreeLoginRepository`). */
  readonly account: 'none' | 'erased' | 'there'
}

/** `resumed`: by the same password, as after a crash; then the account may be there already. */
export type LoginClaimResult =
  | 'taken'
  | 'resumed'
  | 'somebody-else'
  | 'link-used'
  | 'link-full'
  | 'link-closed'

export interface LoginClaimRepository {
  /** Before the account is made. Holds a place of the link for `leaseSeconds`; who the login is of stays until `forget`. */
  take(claim: NewLoginClaim, at: string, leaseSeconds: number): Promise<LoginClaimResult>
  /** Gives the place of the link back; the same password may still go on. */
  release(user: UserId): Promise<void>
  /** The homeserver refused the password, and nothing can be done with the account yet: another one may go on. */
  reopen(user: UserId): Promise<void>
  /** Whether the login is being made for somebody, or was in the last hours. */
  isClaimed(user: UserId): Promise<boolean>
  forget(user: UserId): Promise<void>
  /** Claimed before the time: they are past, or were given up. */
  before(time: string): Promise<readonly UserId[]>
}

interface Consent {
  readonly user: UserId
  readonly school: SchoolId
  readonly version: string
  readonly at: string
  readonly withdrawnAt: string | undefined
}

export interface ConsentRepository {
  ofUser(user: UserId): Promise<readonly Consent[]>
  withdraw(user: UserId, school: SchoolId, at: string): Promise<boolean>
}

export interface Confirmation {
  readonly school: SchoolId
  readonly pupil: PersonId
  readonly state: 'waiting' | 'confirmed' | 'refused'
  readonly askedAt: string
  readonly decidedBy: string | undefined
  readonly decidedAt: string | undefined
}

export interface ConfirmationRepository {
  /** May be repeated; one that was decided stays. */
  ask(school: SchoolId, pupil: PersonId, at: string): Promise<Confirmation>
  find(school: SchoolId, pupil: PersonId): Promise<Confirmation | undefined>
  waiting(school?: SchoolId): Promise<readonly Confirmation[]>
  /** False when it was decided before. */
  decide(
    school: SchoolId,
    pupil: PersonId,
    decision: { readonly state: 'confirmed' | 'refused'; readonly by: string },
    at: string,
  ): Promise<boolean>
  /** A parent says: not my child. False when it stood already. */
  deny(school: SchoolId, pupil: PersonId, by: UserId, at: string): Promise<boolean>
  /** Parents who said so: their word does not confirm this pupil any more. */
  deniers(school: SchoolId, pupil: PersonId): Promise<ReadonlySet<UserId>>
  /** What came to nothing: the pupil may be asked for anew. */
  forget(school: SchoolId, pupil: PersonId): Promise<void>
}

export interface Report {
  readonly id: string
  /** Of the room; undefined for a room that people made. */
  readonly school: SchoolId | undefined
  readonly room: RoomId
  readonly event: string
  readonly reporter: UserId
  readonly sender: UserId
  readonly at: string
  readonly state: 'open' | 'handled'
  readonly handledBy: string | undefined
  readonly handledAt: string | undefined
  /** What was done, in its order. */
  readonly actions: readonly ReportAction[]
}

export type NewReport = Pick<
  Report,
  'id' | 'school' | 'room' | 'event' | 'reporter' | 'sender' | 'at'
>

export interface ReportRepository {
  /** Of one message and one reporter there is one; undefined when it was there. */
  add(report: NewReport): Promise<Report | undefined>
  find(id: string): Promise<Report | undefined>
  /** Of rooms of these schools, and of all rooms that people made: whose these are is the caller's to say. Newest first. */
  ofSchools(schools: readonly SchoolId[]): Promise<readonly Report[]>
  /** With all reports of the message. The first one has it; true for the same one again. */
  handle(event: string, by: string, at: string): Promise<boolean>
  acted(event: string, action: ReportAction): Promise<void>
  /** Whoever has it could do nothing: it is open again, unless something was done. */
  reopen(event: string, by: string): Promise<void>
  /** How many one person filed since then. */
  countOf(reporter: UserId, since: string): Promise<number>
  ofEvent(event: string): Promise<readonly Report[]>
  /** Up to when the homeserver's reports were taken in, in milliseconds since 1970; undefined before the first look. */
  position(): Promise<number | undefined>
  setPosition(position: number): Promise<void>
}

export interface Silence {
  readonly school: SchoolId
  readonly room: RoomKey
  readonly user: UserId
  readonly until: string
}

/** Level -1 in a room, until a time; written by the engine with the room's other levels. */
export interface SilenceRepository {
  set(silence: Silence): Promise<void>
  lift(room: RoomKey, user: UserId): Promise<void>
  /** Those still in force. */
  ofSchool(school: SchoolId, at: string): Promise<readonly Silence[]>
  /** Over, and not yet taken back. */
  over(at: string): Promise<readonly Silence[]>
  /** Taken back. One that was made longer meanwhile stays. */
  forget(silence: Silence): Promise<void>
}

export interface LettingInStore {
  readonly sharedLinks: SharedLinkRepository
  readonly applications: ApplicationRepository
  readonly loginClaims: LoginClaimRepository
  readonly consents: ConsentRepository
  readonly confirmations: ConfirmationRepository
  readonly reports: ReportRepository
  readonly silences: SilenceRepository
  readonly phones: PhoneRepository
  readonly notices: NoticeRepository
  readonly freeLogins: FreeLoginRepository
}
