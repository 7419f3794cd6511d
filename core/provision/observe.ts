/**
 * Reads a school's rooms from the homeserver: one request a room, ids from the cache or, where it has none, by alias.
 * Only rooms that our bot created are ours, whatever state they carry.
 */
import type { StateEvent } from '../homeserver/ports.ts'
import { roomId, type RoomId, type RoomKey, type SchoolId, type UserId } from '../school/ids.ts'
import type { PowerLevels } from '../school/power-levels.ts'
import type { JoinRule, Member, Room, RoomMark } from '../school/rooms.ts'
import type { Engine } from './engine.ts'

export interface Observed {
  readonly rooms: ReadonlyMap<RoomKey, Room>
  readonly ids: ReadonlyMap<RoomKey, RoomId>
}

/** `wanted`: keys of the desired rooms; rooms known from earlier runs are read too. Requests: one or two a room. */
export async function observeSchool(
  engine: Engine,
  school: SchoolId,
  wanted: Iterable<RoomKey>,
): Promise<Observed> {
  const cached = await engine.store.rooms.ofSchool(school)
  const keys = [...new Set([...wanted, ...cached.keys()])]
  const found = await Promise.all(
    keys.map((key) => engine.limit(() => readRoom(engine, school, key, cached.get(key)))),
  )
  const present = found.filter((one) => one !== undefined)
  const ids = new Map(present.map((one) => [one.key, one.id]))
  const keyOf = new Map(present.map((one) => [one.id, one.key]))
  return {
    ids,
    rooms: new Map(
      present.map((one) => [one.key, parseRoom(one.key, one.state, keyOf, engine.homeserver.bot)]),
    ),
  }
}

interface FoundRoom {
  readonly key: RoomKey
  readonly id: RoomId
  readonly state: readonly StateEvent[]
}

async function readRoom(
  engine: Engine,
  school: SchoolId,
  key: RoomKey,
  cached: RoomId | undefined,
): Promise<FoundRoom | undefined> {
  const { homeserver, store } = engine
  if (cached !== undefined) {
    const state = await homeserver.roomState(cached)
    if (state !== undefined) return { key, id: cached, state }
    await store.rooms.forget(key)
  }
  const id = await homeserver.resolveAlias(engine.aliasOf(key))
  if (id === undefined) return undefined
  const state = await homeserver.roomState(id)
  if (state === undefined || creatorOf(state) !== homeserver.bot) return undefined
  await store.rooms.remember(school, key, id)
  return { key, id, state }
}

export function creatorOf(state: readonly StateEvent[]): UserId | undefined {
  return state.find((event) => event.type === 'm.room.create')?.sender
}

/** `keyOf` names the rooms that this school's join rules and links may point at. */
function parseRoom(
  key: RoomKey,
  state: readonly StateEvent[],
  keyOf: ReadonlyMap<RoomId, RoomKey>,
  bot: UserId,
): Room {
  const content = (type: string) => {
    return state.find((event) => event.type === type && event.state_key === '')?.content
  }
  return {
    key,
    space: content('m.room.create')?.['type'] === 'm.space',
    mark: parseMark(content('org.lyceum.room')),
    name: text(content('m.room.name')?.['name']),
    alias: text(content('m.room.canonical_alias')?.['alias']),
    joinRule: parseJoinRule(content('m.room.join_rules'), keyOf),
    history: text(content('m.room.history_visibility')?.['history_visibility']),
    guestAccess: text(content('m.room.guest_access')?.['guest_access']),
    encrypted: content('m.room.encryption') !== undefined,
    levels: parseLevels(content('m.room.power_levels')),
    children: parseChildren(state, keyOf),
    members: parseMembers(state, bot),
  }
}

/** Compared whole with what is wanted, so nothing of it is made better here; only `users` is read by itself. */
function parseLevels(content: StateEvent['content'] | undefined): PowerLevels {
  return { users: {}, ...content } as unknown as PowerLevels
}

function parseMark(content: StateEvent['content'] | undefined): RoomMark | undefined {
  const { school, kind, class: cls } = content ?? {}
  if (typeof school !== 'string' || typeof kind !== 'string') return undefined
  return { school, kind, ...(typeof cls === 'string' ? { class: cls } : {}) } as RoomMark
}

function parseJoinRule(
  content: StateEvent['content'] | undefined,
  keyOf: ReadonlyMap<RoomId, RoomKey>,
): JoinRule {
  const rule = text(content?.['join_rule']) ?? 'none'
  if (rule === 'invite') return { rule }
  const allow: unknown = content?.['allow']
  const only: unknown = Array.isArray(allow) && allow.length === 1 ? allow[0] : undefined
  const to = keyOf.get(roomId(text((only as { room_id?: unknown } | undefined)?.room_id) ?? ''))
  return rule === 'restricted' && to !== undefined ? { rule, to } : { rule: 'other', name: rule }
}

/** Links to rooms that are not of this school are named by their id: they are somebody else's. */
function parseChildren(
  state: readonly StateEvent[],
  keyOf: ReadonlyMap<RoomId, RoomKey>,
): ReadonlyMap<RoomKey, string> {
  const children = new Map<RoomKey, string>()
  for (const { type, state_key: child, content } of state) {
    if (type !== 'm.space.child' || !Array.isArray(content['via'])) continue
    children.set(keyOf.get(roomId(child)) ?? (child as RoomKey), text(content['order']) ?? '')
  }
  return children
}

function parseMembers(state: readonly StateEvent[], bot: UserId): ReadonlyMap<UserId, Member> {
  const members = new Map<UserId, Member>()
  for (const { type, state_key: key, sender, content } of state) {
    if (type !== 'm.room.member' || key === bot) continue
    members.set(key as UserId, {
      membership: content['membership'] as Member['membership'],
      displayName: text(content['displayname']),
      self: sender === key,
    })
  }
  return members
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
