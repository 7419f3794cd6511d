/** The tables of `migrations/0004-letting-in.ts`, by the rules of `schema.ts`. */
import type { Generated } from 'kysely'
import type { ApplicationKind, ApplicationState } from '../school/application.ts'
import type { ChatId, ClassId, PersonId, RoomId, RoomKey, SchoolId, UserId } from '../school/ids.ts'
import type { Role } from '../school/people.ts'
import type { NoticeKind } from './notice-ports.ts'
import type { Source } from './ports.ts'

interface SharedLinkRow {
  readonly id: string
  readonly school: SchoolId
  readonly class: ClassId | null
  readonly role: Role
  readonly token_hash: string
  readonly code_hash: string
  /** How many may apply by it; null: no limit. */
  readonly uses: number | null
  readonly created_by: string
  readonly created_at: string
  readonly expires_at: string
  readonly revoked_at: string | null
}

interface ApplicationRow {
  readonly id: string
  readonly kind: ApplicationKind
  /** Shared link by which it came; null from the home page or the bot. */
  readonly link: string | null
  readonly school: SchoolId
  readonly role: Role
  readonly class: ClassId | null
  /** JSON lists of text. */
  readonly classes: string
  readonly subjects: string
  readonly chat: ChatId | null
  readonly given_name: string
  readonly family_name: string
  readonly middle_name: string | null
  /** As a parent wrote it. */
  readonly child_name: string | null
  /** Whom the one who accepts found it to be. */
  readonly child: PersonId | null
  readonly user_id: UserId
  /** 1: this application made the account, which is suspended until accepted. */
  readonly made_account: number
  /** 1: the account was erased since; the login may be somebody else's by now. */
  readonly account_gone: number
  /** Proposed from the roster; once accepted, who it became. */
  readonly person: PersonId | null
  readonly state: ApplicationState
  /** Of the waiting page's own session. */
  readonly waiting_hash: string | null
  readonly consent_version: string | null
  readonly created_at: string
  readonly decided_at: string | null
  readonly decided_by: string | null
  readonly reason: string | null
  /** When what the decision asks for (let in, erased) was finished. */
  readonly done_at: string | null
}

/** A login of which an applicant of a shared link is making an account. */
interface LoginClaimRow {
  readonly user_id: UserId
  readonly school: SchoolId
  readonly link: string
  /** Of the password, keyed. */
  readonly proof_hash: string
  readonly claimed_at: string
  /** Until when it holds a place of the link. */
  readonly until: string
}

/** A message of the bot about something that is to be decided, so that a reaction or reply to it decides. */
interface NoticeRow {
  readonly event: string
  readonly room_id: RoomId
  readonly kind: NoticeKind
  readonly subject: string
  /** To whom; null: to a room of the school. */
  readonly user_id: UserId | null
  /** Names what it was last changed to. */
  readonly shown: string | null
}

/** What somebody has still to be told. */
interface OwedNoticeRow {
  readonly kind: NoticeKind
  readonly subject: string
  readonly at: string
}

/** The account of an application that came to nothing was erased: the login may be taken again. */
interface FreeLoginRow {
  readonly user_id: UserId
  readonly at: string
}

/** A parent said of a pupil: not my child. */
interface DenialRow {
  readonly school: SchoolId
  readonly pupil: PersonId
  readonly user_id: UserId
  readonly at: string
}

interface ConsentRow {
  readonly user_id: UserId
  readonly school: SchoolId
  readonly version: string
  readonly at: string
  readonly withdrawn_at: string | null
}

interface ConfirmationRow {
  readonly school: SchoolId
  readonly pupil: PersonId
  readonly state: 'waiting' | 'confirmed' | 'refused'
  readonly asked_at: string
  readonly decided_by: string | null
  readonly decided_at: string | null
}

interface PhoneRow {
  readonly user_id: UserId
  readonly number_hash: string
  readonly checked_at: string
}

interface PhoneCheckRow {
  readonly id: string
  readonly number_hash: string
  readonly code_hash: string
  readonly attempts: number
  readonly sent_at: string
  readonly expires_at: string
}

export interface ChatRow {
  readonly school: SchoolId
  readonly id: ChatId
  readonly class: ClassId | null
  readonly name: string
  /** JSON lists of roles. */
  readonly members: string
  readonly writers: string
  readonly open_to: string
  readonly source: Source
  readonly archived_at: string | null
}

export interface ChatPlaceRow {
  readonly school: SchoolId
  readonly chat: ChatId
  readonly person: PersonId
  readonly source: Source
}

interface ReportRow {
  readonly id: string
  readonly school: SchoolId | null
  readonly room_id: RoomId
  readonly event: string
  readonly reporter: UserId
  readonly sender: UserId
  readonly at: string
  readonly state: 'open' | 'handled'
  readonly handled_by: string | null
  readonly handled_at: string | null
  /** JSON list of what was done. */
  readonly actions: Generated<string>
}

/** Up to where something that is numbered elsewhere was read. */
interface PositionRow {
  readonly name: string
  readonly value: number
}

interface SilenceRow {
  readonly school: SchoolId
  readonly room_key: RoomKey
  readonly user_id: UserId
  readonly until: string
}

export interface LettingInTables {
  shared_links: SharedLinkRow
  applications: ApplicationRow
  login_claims: LoginClaimRow
  notices: NoticeRow
  owed_notices: OwedNoticeRow
  free_logins: FreeLoginRow
  denials: DenialRow
  consents: ConsentRow
  confirmations: ConfirmationRow
  phones: PhoneRow
  phone_checks: PhoneCheckRow
  chats: ChatRow
  chat_places: ChatPlaceRow
  reports: ReportRow
  positions: PositionRow
  silences: SilenceRow
}
