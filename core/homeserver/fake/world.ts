/** What the fake homeserver holds: rooms as their state, aliases, accounts. Nothing here judges who may do what. */
import { roomId, userId, type RoomAlias, type RoomId, type UserId } from '../../school/ids.ts'
import { refusal } from '../errors.ts'
import type { StateEvent } from '../ports.ts'
import { record } from './timeline.ts'

/**
 * Where in a write the hook is called. `before`: nothing happened yet. `within`: only in createRoom, when the alias and
 * the create event stand and nothing else: the homeserver died there. `after`: done, the answer is not out.
 */
export type WriteMoment = 'before' | 'within' | 'after'

/** Throwing in it is what the caller of the write sees. `n` counts writes from 1. */
export type WriteHook = (n: number, moment: WriteMoment) => void | Promise<void>

export interface FakeRoom {
  readonly id: RoomId
  readonly creator: UserId
  readonly state: Map<string, StateEvent>
}

export interface FakeAccount {
  readonly userId: UserId
  displayName: string | undefined
  password: string | undefined
  locked: boolean
  suspended: boolean
  deactivated: boolean
  /** Device names by device id. */
  readonly sessions: Map<string, string>
}

export interface FakeMessage {
  readonly key: string
  readonly event: string
  readonly room: RoomId
  readonly type: string
  readonly content: Readonly<Record<string, unknown>>
}

interface FakeFile {
  readonly owner: UserId
  readonly name: string
  readonly type: string
  readonly content: Uint8Array
}

export interface World {
  readonly serverName: string
  readonly bot: UserId
  readonly rooms: Map<RoomId, FakeRoom>
  readonly aliases: Map<RoomAlias, RoomId>
  readonly accounts: Map<UserId, FakeAccount>
  /** Open tokens for `openIdUser`. */
  readonly openIdTokens: Map<string, UserId>
  /** By person and type. */
  readonly accountData: Map<string, Readonly<Record<string, unknown>>>
  /** Messages of the bot, in their order; `key` is what makes a second one the same. */
  readonly sent: FakeMessage[]
  readonly files: Map<string, FakeFile>
  /** Ids of files that are there and that nobody can read. */
  readonly quarantined: Set<string>
  /** Ids made so far, so that every one is new. */
  ids: number
  requests: number
  writes: number
  onWrite: WriteHook | undefined
}

export function createWorld(serverName: string, botLocalpart: string): World {
  const bot = userId(`@${botLocalpart}:${serverName}`)
  const world: World = {
    serverName,
    bot,
    rooms: new Map(),
    aliases: new Map(),
    accounts: new Map(),
    openIdTokens: new Map(),
    files: new Map(),
    quarantined: new Set(),
    accountData: new Map(),
    sent: [],
    ids: 0,
    requests: 0,
    writes: 0,
    onWrite: undefined,
  }
  addAccount(world, bot)
  return world
}

export function addAccount(world: World, user: UserId): FakeAccount {
  const localpart = user.slice(1, user.indexOf(':'))
  const account: FakeAccount = {
    userId: user,
    displayName: localpart,
    password: undefined,
    locked: false,
    suspended: false,
    deactivated: false,
    sessions: new Map(),
  }
  world.accounts.set(user, account)
  return account
}

/** Counts one request that changes nothing. */
export function reading<Answer>(world: World, read: () => Answer): Answer {
  world.requests += 1
  return read()
}

/** Counts one request that changes something, with the hook around it. */
export async function writing<Answer>(
  world: World,
  write: (within: () => void | Promise<void>) => Answer | Promise<Answer>,
): Promise<Answer> {
  world.requests += 1
  world.writes += 1
  const n = world.writes
  await world.onWrite?.(n, 'before')
  const answer = await write(() => world.onWrite?.(n, 'within'))
  await world.onWrite?.(n, 'after')
  return answer
}

export function newRoomId(world: World): RoomId {
  world.ids += 1
  return roomId(`!fake${String(world.ids).padStart(39, '0')}`)
}

export function roomOf(world: World, room: RoomId, operation: string): FakeRoom {
  const found = world.rooms.get(room)
  if (found === undefined) throw refusal(operation, 403, 'M_FORBIDDEN')
  return found
}

export function stateOf(room: FakeRoom, type: string, stateKey = ''): StateEvent | undefined {
  return room.state.get(`${type}\n${stateKey}`)
}

/** The content of a state event, empty when there is none. */
export function contentOf(
  room: FakeRoom,
  type: string,
  stateKey = '',
): Readonly<Record<string, unknown>> {
  return stateOf(room, type, stateKey)?.content ?? {}
}

export function putState(
  room: FakeRoom,
  sender: UserId,
  type: string,
  stateKey: string,
  content: object,
): void {
  // As over the wire: what the caller changes afterwards is not in the room.
  const written = JSON.parse(JSON.stringify(content)) as Record<string, unknown>
  const key = `${type}\n${stateKey}`
  // What was put last stands last.
  room.state.delete(key)
  room.state.set(key, { type, state_key: stateKey, sender, content: written })
  record(room, sender, type, stateKey, written)
}

export function membershipOf(room: FakeRoom, user: UserId): string | undefined {
  const { membership } = contentOf(room, 'm.room.member', user)
  return typeof membership === 'string' ? membership : undefined
}

export function putMember(
  world: World,
  room: FakeRoom,
  sender: UserId,
  user: UserId,
  content: { readonly membership: string; readonly [key: string]: unknown },
): void {
  const displayName = world.accounts.get(user)?.displayName
  const shown = content.membership === 'join' || content.membership === 'invite'
  putState(room, sender, 'm.room.member', user, {
    ...(shown && displayName !== undefined ? { displayname: displayName } : {}),
    ...content,
  })
}
