/**
 * What the database keeps of a school that lives: what is new since a cache looked, events of the homeserver that wait to
 * be handled, sessions of pages, direct rooms that were made for people, and who was erased. As in `ports.ts`.
 */
import type { Ending, EndingOf } from '../school/endings.ts'
import type { RoomId, RoomKey, SchoolId, UserId } from '../school/ids.ts'
import type { PersonAccount } from './account-state.ts'

/** Counters that every write of that kind raises, in its transaction. */
export interface FactVersions {
  readonly schools: number
  readonly accounts: number
  readonly rooms: number
  /** Rooms or accounts are there no longer: whoever keeps them reads them all again. */
  readonly forgotten: number
  readonly botRooms: number
}

export interface FactRepository {
  /** One small query: asked before every judgement of the policy. */
  versions(): Promise<FactVersions>
  /** Every school's count of changes. */
  revisions(): Promise<ReadonlyMap<SchoolId, number>>
  /** Accounts changed after the version, ended ones too; with 0 all. */
  accountsSince(version: number): Promise<readonly PersonAccount[]>
  /** Rooms remembered after the version; with 0 all of every school. */
  roomsSince(
    version: number,
  ): Promise<readonly { readonly room: RoomId; readonly school: SchoolId; readonly key: RoomKey }[]>
  /** Rooms of the bot changed after the version; `person` is undefined for one that is closed. */
  botRoomsSince(
    version: number,
  ): Promise<readonly { readonly room: RoomId; readonly person: UserId | undefined }[]>
}

/** An event as it is stored. */
export interface WaitingEvent {
  readonly event: string
  readonly room: RoomId
  /** JSON text. */
  readonly kept: string
  readonly attempts: number
}

interface IntakeCounts {
  readonly waiting: number
  readonly dead: number
  /** Of the oldest that waits; undefined where none does. */
  readonly oldestAt: string | undefined
}

export interface IntakeRepository {
  /**
   * A transaction and its events in one database transaction, in their order. False when the transaction was taken before
   * (`source`: a hash of the homeserver's token). Events that were taken before, also in another transaction, are passed
   * over; new ones are taken even so, for a homeserver made anew counts its transactions from 1 again.
   */
  take(
    source: string,
    txn: string,
    events: readonly { readonly event: string; readonly room: RoomId; readonly kept: string }[],
    at: string,
  ): Promise<boolean>
  /** The first waiting event of each room, by arrival, whose time has come; `except`: rooms that are busy. */
  next(at: string, limit: number, except: ReadonlySet<RoomId>): Promise<readonly WaitingEvent[]>
  /** What was kept of it is gone afterwards. */
  handled(events: readonly string[], at: string): Promise<void>
  /** Counts the attempt; the rest of its room waits behind it. `error`: a code, never a text. */
  failed(event: string, error: string, nextAt: string): Promise<void>
  /** Given up: shown in `status`, and its room goes on. */
  bury(event: string, error: string, at: string): Promise<void>
  dead(
    limit: number,
  ): Promise<readonly (WaitingEvent & { readonly error: string; readonly at: string })[]>
  /** Lets dead ones wait again; gives how many. */
  revive(at: string): Promise<number>
  counts(): Promise<IntakeCounts>
  /** Transactions and handled events of before. */
  forget(before: string): Promise<void>
}

export interface Session {
  readonly user: UserId
  /** Undefined: of a page that stands alone. */
  readonly room: RoomId | undefined
  /** The person's power level in the room when it was opened; whoever has less now has lost the session. */
  readonly level: number | undefined
  readonly createdAt: string
  readonly usedAt: string
  readonly expiresAt: string
}

/** Tokens are known by their hash alone. */
export interface SessionRepository {
  open(tokenHash: string, session: Session): Promise<void>
  find(tokenHash: string): Promise<Session | undefined>
  touch(tokenHash: string, at: string): Promise<void>
  end(tokenHash: string): Promise<void>
  /** All of the person, or those of one room. Gives how many. */
  endOf(user: UserId, room?: RoomId): Promise<number>
  /** Who holds sessions of the room, with the highest level of each. */
  holders(room: RoomId): Promise<ReadonlyMap<UserId, number>>
  /** Expired before. */
  forget(before: string): Promise<void>
}

export interface TalkRepository {
  /** The room made for the two, in whatever order they are named. */
  find(one: UserId, other: UserId): Promise<RoomId | undefined>
  remember(one: UserId, other: UserId, room: RoomId): Promise<void>
  /** The bot is alone with the person there. False when that was known. */
  openBotRoom(room: RoomId, person: UserId): Promise<boolean>
  /** Somebody else is there too: nothing of the room is kept any more. Of a room that was none nothing changes. */
  closeBotRoom(room: RoomId): Promise<void>
  isAnswered(event: string): Promise<boolean>
  /** The bot has answered the event. May be repeated. */
  answered(event: string, at: string): Promise<void>
}

/** Whose standing a change touched: asked before the change, done when the private rooms that rested on it are left. */
export interface StandingCheckRepository {
  /** May be repeated. */
  ask(school: SchoolId, users: readonly UserId[]): Promise<void>
  waiting(school: SchoolId): Promise<readonly UserId[]>
  done(school: SchoolId, user: UserId): Promise<void>
}

/** What this installation last brought to its end, by name: a digest, never anything about people. */
export interface MarkRepository {
  get(name: string): Promise<string | undefined>
  set(name: string, value: string): Promise<void>
}

export interface TombstoneRepository {
  /** Keyed hashes of the ids by which a source names the person. */
  add(hashes: readonly string[], at: string): Promise<void>
  /** Those of the given that are there. */
  among(hashes: readonly string[]): Promise<ReadonlySet<string>>
  remove(hashes: readonly string[]): Promise<void>
}

/** What was ended by hand and stays ended, whatever rosters say. */
export interface EndingRepository {
  /** False when it stood already: the first one keeps its time and its hand. */
  add(ending: Ending): Promise<boolean>
  /** The oldest first. */
  ofSchool(school: SchoolId): Promise<readonly Ending[]>
  /** False when there was none. The next roster may bring it back. */
  remove(school: SchoolId, ending: EndingOf): Promise<boolean>
}

/** Numbers, of all schools together. */
export interface StoreFigures {
  readonly schools: number
  /** In use. */
  readonly accounts: number
  /** Not expired. */
  readonly sessions: number
  /** Waiting for a decision; likewise pupils for a confirmation, and reports for somebody to act. */
  readonly applications: number
  readonly confirmations: number
  readonly reports: number
}

export interface FigureRepository {
  at(now: string): Promise<StoreFigures>
}
