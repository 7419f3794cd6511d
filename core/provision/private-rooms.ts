/**
 * Private rooms rest on who people are: when a role or a relation ends, the rooms that it allowed are left, as the person
 * whose standing changed (in room version 12 nobody can remove a creator). Level-based: a room is judged by who is in it
 * or invited now, however that came about. Ended accounts are taken out of everything by `run-access.ts`.
 */
import { LyceumError } from '../errors.ts'
import type { Homeserver } from '../homeserver/ports.ts'
import type { PrivateRoom } from '../homeserver/private-ports.ts'
import type { RoomId, UserId } from '../school/ids.ts'
import type { Policy } from '../school/policy/judge.ts'
import { whoLeaves } from '../school/policy/who-leaves.ts'
import type { Engine } from './engine.ts'

/** What is known at one moment. */
export interface RoomFacts {
  readonly policy: Policy
  /** One of a school's own rooms: the blueprint alone says who is in it. */
  isManaged(room: RoomId): boolean
}

type Hands = Pick<Engine, 'homeserver' | 'limit'>

/**
 * Gives how many memberships were ended. Requests: one for the person, one for each private room, one for each leaving.
 * May be repeated. Throws `private-rooms-left` after every room was tried.
 */
export async function leaveEndedRooms(
  engine: Hands,
  facts: RoomFacts,
  user: UserId,
): Promise<number> {
  const { homeserver, limit } = engine
  const held = await limit(() => homeserver.membershipsOf(user))
  const rooms = [...held.keys()].filter((room) => !facts.isManaged(room))
  const tried = await Promise.allSettled(
    rooms.map(async (room) => {
      const left = await settleRoom(engine, facts.policy, room, new Set([user]))
      return left.length
    }),
  )
  const failed = tried.filter((one) => one.status === 'rejected')
  if (failed.length > 0) {
    throw new LyceumError('private-rooms-left', `${failed.length} private rooms were not left.`, {
      cause: failed[0]?.reason,
      hint: 'They are tried again by the running service and by the next `lyceum apply`.',
    })
  }
  return tried.reduce((sum, one) => sum + (one.status === 'fulfilled' ? one.value : 0), 0)
}

/** Whoever may not be together is no longer; gives who was taken out. `first`: who goes before others do. */
export async function settleRoom(
  { homeserver, limit }: Hands,
  policy: Policy,
  room: RoomId,
  first: ReadonlySet<UserId>,
): Promise<readonly UserId[]> {
  const found = await limit(() => homeserver.privateRoom(room))
  if (found === undefined) return []
  const leaving = leaversOf(homeserver, policy, found, first)
  for (const user of leaving) await limit(() => homeserver.leave(room, user))
  return leaving
}

function leaversOf(
  homeserver: Pick<Homeserver, 'serverName' | 'bot'>,
  policy: Policy,
  room: PrivateRoom,
  first: ReadonlySet<UserId>,
): readonly UserId[] {
  // What the bot made is the engine's: a direct room with the bot, or a school's room that is not known yet.
  if (room.creator === homeserver.bot) return []
  const present = new Map([...room.members].map(([user, how]) => [user, how === 'join']))
  return whoLeaves(policy, {
    present,
    first,
    canLeave: (user) => user.endsWith(`:${homeserver.serverName}`),
  })
}
