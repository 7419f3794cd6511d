/**
 * Sessions of pages. Who a session belongs to is all that it says: what the person may do is read at every request from the
 * facts as they are then, so a right that ended has ended for open pages too.
 */
import type { RoomId, RoomKey, SchoolId, UserId } from '@lyceum/core/school/ids.ts'
import type { Standing } from '@lyceum/core/school/policy/standing.ts'
import type { FactsNow } from '@lyceum/core/provision/facts.ts'
import { hashOfBearer, newBearer } from '../http/bearer.ts'
import type { PeopleContext } from './context.ts'

/** The person's place in one of a school's rooms, as the school gives it. */
interface RoomPlace {
  readonly id: RoomId
  readonly key: RoomKey
  readonly school: SchoolId
  readonly level: number
}

export interface SignedIn {
  readonly user: UserId
  readonly standing: Standing
  /** Of a session that is bound to one room. */
  readonly room: RoomPlace | undefined
  /** For signing out. */
  readonly tokenHash: string
}

/** Who asks, by whatever way: a session, or a message to the bot. */
export type Acting = Omit<SignedIn, 'tokenHash'>

interface OpenedSession {
  readonly token: string
  readonly expiresAt: string
}

export interface Sessions {
  /** Undefined when the person is of no school, or not in the room. */
  open(user: UserId, room: RoomId | undefined): Promise<OpenedSession | undefined>
  /** By the bearer token; undefined where there is none that counts. */
  find(token: string): Promise<SignedIn | undefined>
  end(signedIn: SignedIn): Promise<void>
}

const minute = 60_000
const idleMs = 30 * minute
const boundMs = 8 * 60 * minute
const aloneMs = 30 * 24 * 60 * minute
/** The time of use is written no oftener than this. */
const touchMs = minute

export function createSessions(context: PeopleContext): Sessions {
  const { engine, facts } = context
  const { sessions } = engine.store

  return {
    async open(user, room) {
      if ((await facts.fresh()).standing(user) === undefined) return undefined
      const place = room === undefined ? undefined : await placeWithin(context, user, room)
      if (room !== undefined && place === undefined) return undefined
      const token = newBearer()
      const start = context.now()
      await sessions.forget(start.toISOString())
      const expiresAt = new Date(start.getTime() + (room === undefined ? aloneMs : boundMs))
      await sessions.open(hashOfBearer(token), {
        user,
        room,
        level: place?.level,
        createdAt: start.toISOString(),
        usedAt: start.toISOString(),
        expiresAt: expiresAt.toISOString(),
      })
      return { token, expiresAt: expiresAt.toISOString() }
    },

    async find(token) {
      const tokenHash = hashOfBearer(token)
      const session = await sessions.find(tokenHash)
      if (session === undefined) return undefined
      const time = context.now().getTime()
      const unused = time - Date.parse(session.usedAt)
      const isIdle = session.room !== undefined && unused > idleMs
      if (isIdle || time >= Date.parse(session.expiresAt)) {
        await sessions.end(tokenHash)
        return undefined
      }
      const { user, room, level = 0 } = session
      const now = await facts.fresh()
      const standing = now.standing(user)
      if (standing === undefined) {
        await sessions.endOf(user)
        return undefined
      }
      const place = room === undefined ? undefined : placeIn(now, user, room)
      if (room !== undefined && (place === undefined || place.level < level)) {
        await sessions.end(tokenHash)
        return undefined
      }
      if (unused > touchMs) await sessions.touch(tokenHash, context.now().toISOString())
      return { user, standing, room: place, tokenHash }
    },

    async end({ tokenHash }) {
      await sessions.end(tokenHash)
    },
  }
}

/** The room is given to the person, and the person has not left it. */
async function placeWithin(
  { engine, facts }: PeopleContext,
  user: UserId,
  room: RoomId,
): Promise<RoomPlace | undefined> {
  const place = placeIn(await facts.fresh(), user, room)
  if (place === undefined) return undefined
  const joined = await engine.limit(() => engine.homeserver.joinedRooms(user))
  return joined.includes(room) ? place : undefined
}

/** Undefined where the room is no school's, or the school does not give it to the person. */
function placeIn(now: FactsNow, user: UserId, id: RoomId): RoomPlace | undefined {
  const room = now.room(id)
  const level = room?.levelOf(user)
  return room === undefined || level === undefined
    ? undefined
    : { id, key: room.key, school: room.school, level }
}
