/** What is asked of a homeserver about all that one person left there: to hand it out, and to take it away. As in `ports.ts`. */
import type { RoomId, UserId } from '../school/ids.ts'

/** Messages and state alike. */
export interface RoomEvent {
  readonly id: string
  readonly type: string
  /** Undefined: no state event. */
  readonly stateKey: string | undefined
  readonly sender: UserId
  readonly content: Readonly<Record<string, unknown>>
  /** Milliseconds since 1970. */
  readonly sentAt: number
  readonly isRedacted: boolean
}

/** Without a list: all. */
export interface EventFilter {
  readonly senders?: readonly UserId[]
  readonly types?: readonly string[]
}

export interface StoredFile {
  readonly id: string
  readonly type: string
  /** As it was uploaded; a file name may name people. */
  readonly name: string | undefined
  readonly bytes: number
  readonly uploadedAt: number
}

export interface PersonReading {
  /**
   * Every room in which the person is or was and that somebody can still read, with the membership. Admin API, and as the
   * person: rooms that everybody has left are known only there.
   */
  roomsOf(user: UserId): Promise<ReadonlyMap<RoomId, string>>
  /** Pages, oldest first, whoever may see them. Admin API. A room that is gone has none. */
  eventsOf(room: RoomId, filter?: EventFilter): AsyncIterable<readonly RoomEvent[]>
  /** Who is in the room now, and at what level each may redact; the bot too. Empty for a room that is gone. */
  moderatorsOf(room: RoomId): Promise<readonly { readonly user: UserId; readonly may: boolean }[]>
  /** All that the person uploaded; unordered. */
  filesOf(user: UserId): Promise<readonly StoredFile[]>
  readFile(id: string): Promise<AsyncIterable<Uint8Array>>
  /** Sessions as the homeserver keeps them: names of devices, last addresses. */
  sessionsOf(user: UserId): Promise<readonly Readonly<Record<string, unknown>>[]>
}

export interface PersonErasing {
  /** By the bot, or as somebody in the room. May be repeated: the transaction's id follows from the event's. */
  redact(room: RoomId, event: string, as?: UserId): Promise<void>
  /** Writes an empty state event over the present one: what a room is called stands in places that no redaction reaches. */
  emptyState(room: RoomId, type: string, stateKey: string, as?: UserId): Promise<void>
  /** Admin API. Gives how many. May be repeated. */
  deleteFilesOf(user: UserId): Promise<number>
  /** A room that nobody is in any more, with all that was said in it. Admin API. May be repeated; done when it is gone. */
  deleteRoom(room: RoomId): Promise<void>
  /**
   * Admin API: no session, no password, no name, in no directory, marked as erased; the login is never given again. The
   * rooms are left a little later. May be repeated.
   */
  eraseAccount(user: UserId): Promise<void>
}

export interface PersonalData extends PersonReading, PersonErasing {}
