/** Direct rooms of two people, made and mended as these people, and messages of the bot. */
import type { RoomId, UserId } from '../school/ids.ts'

export interface DirectRooms {
  /**
   * A private room that `as` creates and to which `invited` is invited as an equal; the bot is not in it. Not federated.
   * Never repeated after an answer.
   */
  createDirectRoom(as: UserId, invited: UserId): Promise<RoomId>
  /** Memberships as `as` sees them; undefined where `as` is not in the room. */
  membersAs(as: UserId, room: RoomId): Promise<ReadonlyMap<UserId, string> | undefined>
  /** Already invited or joined counts as done. */
  inviteAs(as: UserId, room: RoomId, user: UserId): Promise<void>
  /** Empty where there is none. */
  accountData(as: UserId, type: string): Promise<Readonly<Record<string, unknown>>>
  /** May be repeated. */
  setAccountData(as: UserId, type: string, content: object): Promise<void>
}

interface SentMessage {
  readonly event: string
  readonly content: Readonly<Record<string, unknown>>
}

export interface Messages {
  /**
   * As the bot. The same `transaction` again makes no second event as long as the homeserver remembers it (Synapse: at
   * least half an hour). Gives the event's id.
   */
  sendEvent(room: RoomId, type: string, transaction: string, content: object): Promise<string>
  /** The bot's own messages (`m.room.message`), newest first, up to a hundred. */
  ownMessages(room: RoomId): Promise<readonly SentMessage[]>
}
