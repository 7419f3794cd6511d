/** A desired room as the homeserver wants it written: createRoom's body and single state events. */
import type { NewRoom } from '../homeserver/ports.ts'
import type { RoomId, RoomKey } from '../school/ids.ts'
import type { JoinRule, Room } from '../school/rooms.ts'
import type { OwnedState } from './actions.ts'

export interface RoomNames {
  readonly serverName: string
  /** Rooms that exist at this moment. Throws for one that does not: the order of the actions is wrong then. */
  idOf(key: RoomKey): RoomId
}

/** `links`: children to put into the creation itself. */
export function renderNewRoom(room: Room, links: readonly RoomKey[], names: RoomNames): NewRoom {
  const owned = [
    'm.room.join_rules',
    'm.room.history_visibility',
    'm.room.guest_access',
    'org.lyceum.room',
  ] as const
  return {
    aliasLocalpart: room.alias?.slice(1, room.alias.indexOf(':')) ?? '',
    name: room.name ?? '',
    space: room.space,
    powerLevels: room.levels,
    initialState: [
      ...owned.map((type) => ({ type, state_key: '', content: renderState(room, type, names) })),
      ...links.map((child) => ({
        type: 'm.space.child',
        state_key: names.idOf(child),
        content: renderLink(room, child, names),
      })),
    ],
  }
}

export function renderState(room: Room, type: OwnedState, names: RoomNames): object {
  switch (type) {
    case 'm.room.name':
      return { name: room.name }
    case 'm.room.canonical_alias':
      return { alias: room.alias }
    case 'm.room.join_rules':
      return renderJoinRule(room.joinRule, names)
    case 'm.room.history_visibility':
      return { history_visibility: room.history }
    case 'm.room.guest_access':
      return { guest_access: room.guestAccess }
    case 'org.lyceum.room':
      return room.mark ?? {}
  }
}

/** `suggested` shows the room to who opens the space in a client that hides the others. */
export function renderLink(space: Room, child: RoomKey, names: RoomNames): object {
  return { via: [names.serverName], order: space.children.get(child) ?? '', suggested: true }
}

function renderJoinRule(rule: JoinRule, names: RoomNames): object {
  switch (rule.rule) {
    case 'invite':
      return { join_rule: 'invite' }
    case 'restricted':
      return {
        join_rule: 'restricted',
        allow: [{ type: 'm.room_membership', room_id: names.idOf(rule.to) }],
      }
    case 'other':
      throw new Error('a desired room has no foreign join rule')
  }
}
