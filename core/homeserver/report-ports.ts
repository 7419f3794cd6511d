/** Messages that people reported from their clients, and one message as somebody sees it. As in `ports.ts`. */
import type { RoomId, UserId } from '../school/ids.ts'

export interface EventReport {
  readonly room: RoomId
  readonly event: string
  readonly reporter: UserId
  /** Who wrote the message. */
  readonly sender: UserId
  /** In the reporter's words. */
  readonly reason: string | undefined
  /** Milliseconds since 1970, by the homeserver's clock. */
  readonly receivedAt: number
}

export interface SeenEvent {
  readonly type: string
  readonly sender: UserId
  /** As it was sent; empty once it is redacted. */
  readonly content: Readonly<Record<string, unknown>>
  /** What its sender made of it since (`m.replace`). */
  readonly edited: Readonly<Record<string, unknown>> | undefined
  readonly isRedacted: boolean
}

export interface EventReports {
  /**
   * Received at this time or later, oldest first. Admin API. Synapse shows a report only when it has counted the room, so
   * one may appear a little after a later one. Those of messages that are gone are left out.
   */
  eventReports(since: number): Promise<readonly EventReport[]>
  /** As the person. Throws `M_NOT_FOUND` for what the person cannot see. Each call is a report of its own. */
  reportEvent(as: UserId, room: RoomId, event: string, reason: string | undefined): Promise<void>
  /** Undefined for what the person cannot see. */
  eventAs(as: UserId, room: RoomId, event: string): Promise<SeenEvent | undefined>
  /** Ids of the events by which a message was edited, up to fifty. Empty for what the person cannot see. */
  editsOf(as: UserId, room: RoomId, event: string): Promise<readonly string[]>
  /** A file of our own server: nobody can read it any more, `readFile` included. Admin API. May be repeated. */
  quarantineFile(id: string): Promise<void>
}
