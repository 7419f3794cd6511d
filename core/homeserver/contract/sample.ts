import { randomBytes } from 'node:crypto'
import { userId, type RoomAlias, type RoomId, type UserId } from '../../school/ids.ts'
import { HomeserverError } from '../errors.ts'
import type { Homeserver, NewRoom, StateEvent } from '../ports.ts'

/** Something that was never there: the real homeserver keeps everything between tests. */
export function fresh(prefix: string): string {
  return `${prefix}${randomBytes(6).toString('hex')}`
}

export function freshAlias(): string {
  return fresh('_lyceum_')
}

export function aliasOf(homeserver: Homeserver, localpart: string): RoomAlias {
  return `#${localpart}:${homeserver.serverName}` as RoomAlias
}

/** Levels as Lyceum sets them; nobody is listed. */
export const levels = {
  users: {},
  users_default: 0,
  events: { 'm.room.topic': 50, 'm.room.tombstone': 150 },
  events_default: 0,
  state_default: 100,
  invite: 100,
  kick: 100,
  ban: 100,
  redact: 50,
}

export function newRoom(changes: Partial<NewRoom> = {}): NewRoom {
  return {
    aliasLocalpart: freshAlias(),
    name: 'General',
    space: false,
    initialState: [
      { type: 'm.room.join_rules', state_key: '', content: { join_rule: 'invite' } },
      {
        type: 'm.room.history_visibility',
        state_key: '',
        content: { history_visibility: 'shared' },
      },
      { type: 'm.room.guest_access', state_key: '', content: { guest_access: 'forbidden' } },
    ],
    powerLevels: levels,
    ...changes,
  }
}

/** A room for whoever is in `space`. */
export function restrictedRoom(space: RoomId): NewRoom {
  const rule = {
    join_rule: 'restricted',
    allow: [{ type: 'm.room_membership', room_id: space }],
  }
  return newRoom({
    initialState: [{ type: 'm.room.join_rules', state_key: '', content: rule }],
  })
}

export async function newPerson(homeserver: Homeserver): Promise<UserId> {
  const localpart = fresh('person-')
  await homeserver.register(localpart)
  return userId(`@${localpart}:${homeserver.serverName}`)
}

export async function stateEvent(
  homeserver: Homeserver,
  room: RoomId,
  type: string,
  stateKey = '',
): Promise<StateEvent | undefined> {
  const state = await homeserver.roomState(room)
  return state?.find((event) => event.type === type && event.state_key === stateKey)
}

export async function membership(
  homeserver: Homeserver,
  room: RoomId,
  user: UserId,
): Promise<unknown> {
  return (await stateEvent(homeserver, room, 'm.room.member', user))?.content['membership']
}

/** The error code of a refusal; `done` when there was none. */
export async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'done'
  } catch (error) {
    if (error instanceof HomeserverError) return error.errcode ?? String(error.status)
    throw error
  }
}
