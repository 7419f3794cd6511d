/**
 * What Lyceum asks of a homeserver, as small ports: one capability each, so that a test fakes only what a caller uses.
 * Two implementations are held to one contract suite: Synapse over plain fetch (`synapse.ts`) and the stateful fake
 * (`fake.ts`). Every call is made as the appservice's bot unless it takes `as`; every failure is a `HomeserverError`.
 * Calls retry by themselves what may be repeated (rate limits, lost connections); the docs say which.
 */
import type { RoomAlias, RoomId, UserId } from '../school/ids.ts'
import type { PersonalData } from './personal-ports.ts'
import type { PrivateRooms } from './private-ports.ts'
import type { EventReports } from './report-ports.ts'
import type { DirectRooms, Messages } from './talk-ports.ts'

/** A room's state event as `GET /rooms/{id}/state` gives it. */
export interface StateEvent {
  readonly type: string
  readonly state_key: string
  readonly sender: UserId
  readonly content: Readonly<Record<string, unknown>>
}

export interface NewRoom {
  /** Alias localpart, without sigil and server. Makes creation repeatable: the second creation fails with `M_ROOM_IN_USE`. */
  readonly aliasLocalpart: string
  readonly name: string
  readonly topic?: string
  readonly space: boolean
  /** Sent inside createRoom, so they cost no request of their own. */
  readonly initialState: readonly {
    readonly type: string
    readonly state_key: string
    readonly content: object
  }[]
  readonly powerLevels: object
}

export interface RoomCreation {
  /** Throws `HomeserverError` with errcode `M_ROOM_IN_USE` when the alias exists. Never repeated after an answer. */
  createRoom(room: NewRoom): Promise<RoomId>
}

export interface RoomReading {
  /** Rooms the bot, or the person, is joined to; unordered. */
  joinedRooms(as?: UserId): Promise<readonly RoomId[]>
  /** Undefined when the room is unknown or the bot is not in it. */
  roomState(room: RoomId): Promise<readonly StateEvent[] | undefined>
  /** Undefined when nothing has the alias. */
  resolveAlias(alias: RoomAlias): Promise<RoomId | undefined>
}

export interface RoomWriting {
  /** May be repeated: the same content again makes no new event. */
  setState(room: RoomId, type: string, stateKey: string, content: object): Promise<void>
  /** May be repeated. */
  createAlias(alias: RoomAlias, room: RoomId): Promise<void>
  /** Frees an alias (of a room that its creator lost half-made). May be repeated. */
  deleteAlias(alias: RoomAlias): Promise<void>
}

export interface Memberships {
  /** By the bot. Already invited or joined counts as done. */
  invite(room: RoomId, user: UserId): Promise<void>
  /** As the person; works by an open invitation or a restricted join rule. Already joined counts as done. */
  join(room: RoomId, as: UserId): Promise<void>
  /** By the bot. Not in the room counts as done. */
  kick(room: RoomId, user: UserId, reason?: string): Promise<void>
  /** As the person. Not in the room counts as done. */
  leave(room: RoomId, as: UserId): Promise<void>
  unban(room: RoomId, user: UserId): Promise<void>
  /** Sets the room nickname of a joined person, as the person. */
  setNickname(room: RoomId, as: UserId, displayName: string): Promise<void>
}

export interface Accounts {
  /** Through the appservice: no password, no session. `taken` when the localpart exists or ever existed. */
  register(localpart: string): Promise<'created' | 'taken'>
  /** The rooms of the person show it a little later. May be repeated. */
  setDisplayName(as: UserId, displayName: string): Promise<void>
  /** Admin API. Keeps sessions unless `endSessions`. */
  setPassword(
    user: UserId,
    password: string,
    options: { readonly endSessions: boolean },
  ): Promise<void>
  /** A new session through the appservice, without a password. */
  logIn(
    user: UserId,
    deviceName: string,
  ): Promise<{ readonly accessToken: string; readonly deviceId: string }>
  /** Admin API: locks (clients are signed out softly and nothing works) or unlocks. May be repeated. */
  setLocked(user: UserId, locked: boolean): Promise<void>
  /** Admin API: may sign in and read what is there, and neither write, join, invite nor be renamed; or may again. May be repeated. */
  setSuspended(user: UserId, suspended: boolean): Promise<void>
  /**
   * Admin API: an erased account is one again, with this password and nothing of before: no name, no room, no session.
   * Throws `M_NOT_FOUND` for an account that never was. Synapse fails in the first minutes of a new database, while it
   * builds an index. May be repeated.
   */
  reactivate(user: UserId, password: string): Promise<void>
  /** Ends every session of the account. May be repeated. */
  endSessions(user: UserId): Promise<void>
  /** Undefined when there is no such account. */
  account(user: UserId): Promise<Account | undefined>
  /** Who holds this OpenID token, by our own homeserver; undefined when the token is not valid. */
  openIdUser(token: string): Promise<UserId | undefined>
}

export interface Account {
  readonly displayName: string | undefined
  readonly deactivated: boolean
  readonly locked: boolean
  readonly suspended: boolean
}

export interface ServerInfo {
  /** Spec versions, and `server` name and version where the server tells them (admin API). Throws when unreachable. */
  versions(): Promise<{ readonly spec: readonly string[]; readonly server: string | undefined }>
  whoAmI(): Promise<UserId>
  /** Whether the bot may use the admin API. */
  isAdmin(): Promise<boolean>
}

export interface Homeserver
  extends
    RoomCreation,
    RoomReading,
    RoomWriting,
    Memberships,
    Accounts,
    DirectRooms,
    EventReports,
    Messages,
    PersonalData,
    PrivateRooms,
    ServerInfo {
  readonly serverName: string
  readonly bot: UserId
  /** Requests made since the start, retries included: for `apply --json` and the bench. */
  readonly requests: number
}
