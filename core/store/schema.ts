/**
 * The database's tables, as Kysely reads them. Portable by rule: ids are text, times are ISO 8601 text in UTC (so they
 * compare as text), yes and no are 1 and 0, lists are JSON text. `migrations/` makes the tables; the two change together.
 */
import type { Generated } from 'kysely'
import type { ClassId, PersonId, RoomId, RoomKey, SchoolId, UserId } from '../school/ids.ts'
import type { ClassPlace, Language, Role, StaffPlace } from '../school/people.ts'
import type { LettingInTables } from './letting-in-schema.ts'
import type { AccountState } from './account-state.ts'
import type { InvitationPurpose, Source } from './ports.ts'

export interface SchoolRow {
  readonly id: SchoolId
  readonly name: string
  readonly language: Language
  readonly time_zone: string
  readonly source: Source
  /** Counts changes. */
  readonly revision: number
}

export interface ClassRow {
  readonly school: SchoolId
  readonly id: ClassId
  readonly label: string
  readonly source: Source
  readonly archived_at: string | null
}

/** One for all schools: a parent with children in two is one person with one account. */
export interface PersonRow {
  readonly id: PersonId
  readonly given_name: string
  readonly family_name: string
  readonly middle_name: string | null
}

/** Who is, or with `removed_at` was, in a school. */
export interface SchoolPersonRow {
  readonly school: SchoolId
  readonly person: PersonId
  readonly source: Source
  readonly removed_at: string | null
}

export interface StaffPlaceRow {
  readonly school: SchoolId
  readonly person: PersonId
  readonly role: StaffPlace['role']
  /** JSON list of text. */
  readonly subjects: string
  readonly source: Source
}

export interface ClassPlaceRow {
  readonly school: SchoolId
  readonly class: ClassId
  readonly person: PersonId
  readonly role: ClassPlace['role']
  /** JSON list of text. */
  readonly subjects: string
  readonly source: Source
}

export interface GuardianshipRow {
  readonly school: SchoolId
  readonly guardian: PersonId
  readonly child: PersonId
  readonly source: Source
}

export interface CommitteePlaceRow {
  readonly school: SchoolId
  readonly person: PersonId
  /** Empty for the committee of the school: a key has no null in it. */
  readonly class: ClassId | ''
  readonly source: Source
}

/** Another id by which a source calls a person or class that is stored: its ids changed, the people did not. */
export interface ExternalIdRow {
  readonly school: SchoolId
  readonly source: Source
  readonly kind: 'person' | 'class'
  readonly external: string
  readonly internal: string
}

interface AccountRow {
  readonly person: PersonId
  readonly user_id: UserId
  readonly state: AccountState
  readonly bound_at: string
  /** Of `fact_versions`, at the last change; as in rooms. */
  readonly version: Generated<number>
}

export interface InvitationRow {
  readonly id: string
  readonly purpose: InvitationPurpose
  readonly school: SchoolId
  readonly class: ClassId | null
  readonly role: Role
  readonly person: PersonId
  readonly token_hash: string
  readonly code_hash: string
  readonly created_at: string
  readonly expires_at: string
  readonly used_at: string | null
  readonly used_by: UserId | null
  readonly revoked_at: string | null
  readonly claim_login: string | null
  readonly claim_until: string | null
  readonly issued_by: UserId | null
}

interface RoomRow {
  readonly key: RoomKey
  readonly school: SchoolId
  readonly room_id: RoomId
  readonly version: Generated<number>
}

interface ReturnedRow {
  readonly room_key: RoomKey
  readonly user_id: UserId
  readonly at: string
}

interface LockRow {
  readonly key: string
  readonly owner: string
  readonly until: string
}

export interface JournalRow {
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly school: SchoolId | null
  /** JSON object. */
  readonly details: string
}

/** Raised by every write of that kind, in its transaction: a cache of facts asks what is newer than it has. */
interface FactVersionRow {
  readonly kind: 'schools' | 'accounts' | 'rooms' | 'forgotten' | 'botRooms'
  readonly version: number
}

/** A transaction of the homeserver that was taken; kept for a week. */
interface TransactionRow {
  /** Hash of the homeserver's token: a homeserver made anew counts from 1 again. */
  readonly source: string
  readonly txn: string
  readonly at: string
}

/** An event that somebody here acts on. Handled ones stay for a week, without what was kept of them. */
interface IntakeEventRow {
  readonly event: string
  /** Order of arrival. */
  readonly seq: number
  readonly room: RoomId
  /** JSON of what handlers need; null once handled. */
  readonly kept: string | null
  readonly at: string
  readonly attempts: number
  readonly next_at: string | null
  /** Code of the last failure; never its text. */
  readonly error: string | null
  readonly state: 'waiting' | 'handled' | 'dead'
}

interface SessionRow {
  readonly token_hash: string
  readonly user_id: UserId
  /** The room whose widget it belongs to, and the person's level there when it was opened. */
  readonly room_id: RoomId | null
  readonly level: number | null
  readonly created_at: string
  readonly used_at: string
  readonly expires_at: string
}

/** A direct room that was made for two people; `one` < `other`. */
interface TalkRow {
  readonly one: UserId
  readonly other: UserId
  readonly room_id: RoomId
}

/** A direct room of the bot and one person. Closed (0) as soon as a third person appears in it. */
interface BotRoomRow {
  readonly room_id: RoomId
  readonly user_id: UserId
  readonly is_open: 0 | 1
  readonly version: number
}

/** An event that the bot has answered: it may come again, and the answer may not. */
interface BotAnswerRow {
  readonly event: string
  readonly at: string
}

/** Who was erased, as a keyed hash: the next roster does not bring them back. */
interface TombstoneRow {
  readonly hash: string
  readonly at: string
}

/** What was ended by hand; `what`: the role, class or child, '' where all of the person. */
export interface EndingRow {
  readonly school: SchoolId
  readonly kind: 'person' | 'role' | 'class' | 'child'
  readonly person: PersonId
  readonly what: string
  readonly at: string
  readonly by: string
}

export interface Tables extends LettingInTables {
  schools: SchoolRow
  classes: ClassRow
  people: PersonRow
  school_people: SchoolPersonRow
  staff_places: StaffPlaceRow
  class_places: ClassPlaceRow
  guardianships: GuardianshipRow
  committee_places: CommitteePlaceRow
  external_ids: ExternalIdRow
  accounts: AccountRow
  invitations: InvitationRow
  rooms: RoomRow
  returned: ReturnedRow
  locks: LockRow
  journal: JournalRow
  fact_versions: FactVersionRow
  transactions: TransactionRow
  intake_events: IntakeEventRow
  sessions: SessionRow
  talks: TalkRow
  bot_rooms: BotRoomRow
  bot_answers: BotAnswerRow
  tombstones: TombstoneRow
  endings: EndingRow
  standing_checks: { readonly school: SchoolId; readonly user_id: UserId }
  marks: { readonly name: string; readonly value: string }
  schema_version: { readonly version: number }
}
