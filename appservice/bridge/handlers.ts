/**
 * What acts on the homeserver's events. A handler says at intake, without asking anybody, what it needs of an event; only
 * that is stored, and only until it is handled. It is called at least once, in order a room: what it does may be repeated.
 */
import type { RoomId, RoomKey, SchoolId, UserId } from '@lyceum/core/school/ids.ts'

/** As the homeserver sends it; nothing of it is to be believed but that the homeserver sent it. */
export interface IncomingEvent {
  readonly event_id: string
  readonly room_id: RoomId
  readonly type: string
  readonly state_key?: string
  readonly sender: UserId
  readonly content: Readonly<Record<string, unknown>>
  readonly origin_server_ts: number
}

/** Whose room: one of a school's, by its key; or not ours. */
export type RoomOwner = { readonly school: SchoolId; readonly key: RoomKey } | undefined

/** With whom the bot is alone in a direct room: what is said there is meant for it. Undefined for every other room. */
export type BotTalk = UserId | undefined

/** What was kept: ids, and of the content what some handler named. */
export interface KeptEvent {
  readonly id: string
  readonly room: RoomId
  readonly type: string
  readonly stateKey: string | undefined
  readonly sender: UserId
  readonly content: Readonly<Record<string, unknown>>
  /** Milliseconds since 1970, by the homeserver. */
  readonly sentAt: number
}

export interface EventHandler {
  /** In logs and metrics. */
  readonly name: string
  /** The part of the content to be stored; undefined where the handler wants nothing of the event. Quick and without I/O. */
  keep(
    event: IncomingEvent,
    owner: RoomOwner,
    talk?: BotTalk,
  ): Readonly<Record<string, unknown>> | undefined
  /** Called for the events that it kept. Throwing means: try again later. `owner` and `talk` as they are now. */
  handle(event: KeptEvent, owner: RoomOwner, talk?: BotTalk): Promise<void>
}
