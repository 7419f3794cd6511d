/** Who may do what in a room: the part of Matrix's authorisation rules (room version 12) that Lyceum lives by. */
import type { RoomId, UserId } from '../../school/ids.ts'
import { refusal } from '../errors.ts'
import { contentOf, membershipOf, type FakeRoom, type World } from './world.ts'

export function forbidden(operation: string): Error {
  return refusal(operation, 403, 'M_FORBIDDEN')
}

/** The creator's level has no limit and cannot be taken away. */
export function levelOf(room: FakeRoom, user: UserId): number {
  if (user === room.creator) return Number.POSITIVE_INFINITY
  const levels = contentOf(room, 'm.room.power_levels')
  return levelIn(levels['users'], user) ?? numberOr(levels['users_default'], 0)
}

const actionDefaults = { invite: 0, kick: 50, ban: 50, redact: 50 } as const

export function levelForAction(room: FakeRoom, action: keyof typeof actionDefaults): number {
  return numberOr(contentOf(room, 'm.room.power_levels')[action], actionDefaults[action])
}

export function levelForState(room: FakeRoom, type: string): number {
  const levels = contentOf(room, 'm.room.power_levels')
  return levelIn(levels['events'], type) ?? numberOr(levels['state_default'], 50)
}

export function mustBeJoined(room: FakeRoom, user: UserId, operation: string): void {
  if (membershipOf(room, user) !== 'join') throw forbidden(operation)
}

export function mustHaveLevel(room: FakeRoom, user: UserId, level: number, operation: string) {
  if (levelOf(room, user) < level) throw forbidden(operation)
}

/** Room version 12: whoever created the room is above all levels and must not be in them. */
export function mustNotListCreator(room: FakeRoom, levels: object, operation: string): void {
  if (levelIn((levels as Record<string, unknown>)['users'], room.creator) !== undefined) {
    throw refusal(operation, 400, 'M_BAD_JSON')
  }
}

/**
 * How `user` comes in: by an open invitation, by a public or a restricted join rule; throws where the rules keep out.
 * Gives who vouches for a restricted join: somebody in the room who may invite.
 */
export function judgeJoin(
  world: World,
  room: FakeRoom,
  user: UserId,
  operation: string,
): { readonly authorisedBy?: UserId } {
  const membership = membershipOf(room, user)
  if (membership === 'ban') throw refusal(operation, 403, 'M_BAD_STATE')
  if (membership === 'invite') return {}
  const rules = contentOf(room, 'm.room.join_rules')
  if (rules['join_rule'] === 'public') return {}
  if (rules['join_rule'] !== 'restricted' || !isInAllowedRoom(world, rules['allow'], user)) {
    throw forbidden(operation)
  }
  const authorisedBy = whoMayInvite(room)
  if (authorisedBy === undefined) throw refusal(operation, 400, 'M_UNABLE_TO_GRANT_JOIN')
  return { authorisedBy }
}

function isInAllowedRoom(world: World, allow: unknown, user: UserId): boolean {
  if (!Array.isArray(allow)) return false
  return allow.some((entry: { type?: unknown; room_id?: unknown }) => {
    const allowed =
      entry.type === 'm.room_membership' ? world.rooms.get(entry.room_id as RoomId) : undefined
    return allowed !== undefined && membershipOf(allowed, user) === 'join'
  })
}

function whoMayInvite(room: FakeRoom): UserId | undefined {
  const needed = levelForAction(room, 'invite')
  for (const event of room.state.values()) {
    if (event.type !== 'm.room.member' || event.content['membership'] !== 'join') continue
    const user = event.state_key as UserId
    if (levelOf(room, user) >= needed) return user
  }
  return undefined
}

function levelIn(levels: unknown, key: string): number | undefined {
  if (typeof levels !== 'object' || levels === null || !Object.hasOwn(levels, key)) return undefined
  const level = (levels as Record<string, unknown>)[key]
  return typeof level === 'number' ? level : undefined
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}
