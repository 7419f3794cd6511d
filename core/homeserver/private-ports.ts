/**
 * Rooms that people made, in which the bot is not: who is together in them and how open they are, read through the
 * homeserver's administration, and changed as somebody who is there. Names and what was said are never read.
 */
import type { RoomId, UserId } from '../school/ids.ts'

/** Whoever is inside or has a way in. */
export type PrivateMembership = 'join' | 'invite' | 'knock'

export interface PrivateRoom {
  readonly creator: UserId | undefined
  /** By its creator, as a room of a school: whatever others write into it, it is none. */
  readonly isMarked: boolean
  readonly members: ReadonlyMap<UserId, PrivateMembership>
  /** Who of the members came or was asked in last, the creator aside; a new name counts as coming. By the homeserver's clock. */
  readonly lastCome: UserId | undefined
  readonly joinRule: string | undefined
  readonly history: string | undefined
  /** Whether the room says that it has an address. */
  readonly hasAddress: boolean
}

export interface PrivateRooms {
  /** Every room in which the person is or has a way into, the school's too; unordered. One request. */
  membershipsOf(user: UserId): Promise<ReadonlyMap<RoomId, PrivateMembership>>
  /** As it is now, whoever may see it. Undefined for a room that is gone. One request. */
  privateRoom(room: RoomId): Promise<PrivateRoom | undefined>
  /** May be repeated. Throws `M_FORBIDDEN` where the person has not the power. */
  setStateAs(
    as: UserId,
    room: RoomId,
    type: string,
    stateKey: string,
    content: object,
  ): Promise<void>
}

/** What `privateRoom` tells, from a room's state. */
export function privateRoomOf(
  state: readonly {
    readonly type: string
    readonly state_key: string
    readonly sender: string
    readonly content: Readonly<Record<string, unknown>>
    readonly origin_server_ts: number
  }[],
): PrivateRoom {
  const content = (type: string) => {
    return state.find((event) => event.type === type && event.state_key === '')?.content
  }
  const creator = state.find((event) => event.type === 'm.room.create')?.sender
  const members = new Map<UserId, PrivateMembership>()
  let last: { readonly user: UserId; readonly at: number } | undefined
  for (const { type, state_key: key, content: member, origin_server_ts: at } of state) {
    const membership = parseMembership(member['membership'])
    if (type !== 'm.room.member' || membership === undefined) continue
    const user = key as UserId
    members.set(user, membership)
    if (user !== creator && (last === undefined || at >= last.at)) last = { user, at }
  }
  const mark = state.find((event) => event.type === 'org.lyceum.room' && event.state_key === '')
  const alias = content('m.room.canonical_alias')
  const others: unknown = alias?.['alt_aliases']
  return {
    creator: creator as UserId | undefined,
    isMarked: mark !== undefined && mark.sender === creator,
    members,
    lastCome: last?.user,
    joinRule: text(content('m.room.join_rules')?.['join_rule']),
    history: text(content('m.room.history_visibility')?.['history_visibility']),
    hasAddress:
      text(alias?.['alias']) !== undefined || (Array.isArray(others) && others.length > 0),
  }
}

/** Undefined: out. */
export function parseMembership(value: unknown): PrivateMembership | undefined {
  return value === 'join' || value === 'invite' || value === 'knock' ? value : undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
