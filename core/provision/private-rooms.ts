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
import { closeRoom } from './close-room.ts'
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
      const { left } = await settleRoom(engine, facts.policy, room, () => user)
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

export interface SettledRoom {
  /** Who was taken out, in that order. */
  readonly left: readonly UserId[]
  /** What had been open: `m.room.join_rules`, `m.room.history_visibility`, `m.room.canonical_alias`. */
  readonly closed: readonly string[]
}

/**
 * Whoever may not be together is no longer, and the room is as closed as rooms of people are. `first`: who goes before
 * others do, where that is known. May be repeated: a room that is right costs one request.
 */
export async function settleRoom(
  engine: Hands,
  policy: Policy,
  room: RoomId,
  first?: (found: PrivateRoom) => UserId | undefined,
): Promise<SettledRoom> {
  const { homeserver, limit } = engine
  const found = await limit(() => homeserver.privateRoom(room))
  if (found === undefined || isTheEngines(found, homeserver.bot)) return { left: [], closed: [] }
  const leaving = leaversOf(homeserver, policy, found, first?.(found))
  for (const user of leaving) await limit(() => homeserver.leave(room, user))
  const staying = [...found.members].flatMap(([user, how]) => {
    return how === 'join' && !leaving.includes(user) ? [user] : []
  })
  const closed = await closeRoom(engine, room, found, staying)
  if (closed !== undefined) return { left: leaving, closed }
  // Nobody could close it: whoever stays would share it with anybody.
  for (const user of staying) await limit(() => homeserver.leave(room, user))
  return { left: [...leaving, ...staying], closed: [] }
}

/**
 * A school's room that is not known yet, or the bot's direct room with one person. Who asks others into that has made it a
 * room like any other.
 */
function isTheEngines({ creator, isMarked, members }: PrivateRoom, bot: UserId): boolean {
  const people = [...members.keys()].filter((user) => user !== bot)
  return creator === bot && (isMarked || people.length < 2)
}

function leaversOf(
  homeserver: Pick<Homeserver, 'serverName' | 'bot'>,
  policy: Policy,
  room: PrivateRoom,
  first: UserId | undefined,
): readonly UserId[] {
  const present = new Map([...room.members].map(([user, how]) => [user, how === 'join']))
  return whoLeaves(policy, {
    present,
    first,
    canLeave: (user) => user.endsWith(`:${homeserver.serverName}`),
  })
}
