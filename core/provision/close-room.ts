/** Rooms that people made are for who was invited: what opens one to others is undone as somebody who has the power. */
import { HomeserverError } from '../homeserver/errors.ts'
import type { PrivateRoom } from '../homeserver/private-ports.ts'
import type { RoomId, UserId } from '../school/ids.ts'
import type { Engine } from './engine.ts'

interface Opening {
  readonly type: string
  readonly closed: object
}

/** Gives what was closed; undefined where none of `people` may. Requests: none for a room that is closed. */
export async function closeRoom(
  engine: Pick<Engine, 'homeserver' | 'limit'>,
  room: RoomId,
  found: PrivateRoom,
  people: readonly UserId[],
): Promise<readonly string[] | undefined> {
  // An empty room is nobody's; who comes into it is judged then.
  if (people.length === 0) return []
  // The creator can, in every version; of the others nobody knows without trying.
  const able = people.toSorted((a, b) => Number(b === found.creator) - Number(a === found.creator))
  const openings = openingsOf(found)
  for (const opening of openings) {
    if (!(await closeOne(engine, room, opening, able))) return undefined
  }
  return openings.map((one) => one.type)
}

function openingsOf(room: PrivateRoom): readonly Opening[] {
  const openings: Opening[] = []
  // `restricted` and `private` let in no more than an invitation does, or people of a room that is judged by itself.
  if (/^(public|knock|knock_restricted)$/.test(room.joinRule ?? '')) {
    openings.push({ type: 'm.room.join_rules', closed: { join_rule: 'invite' } })
  }
  if (room.history === 'world_readable') {
    const closed = { history_visibility: 'shared' }
    openings.push({ type: 'm.room.history_visibility', closed })
  }
  if (room.hasAddress) openings.push({ type: 'm.room.canonical_alias', closed: {} })
  return openings
}

async function closeOne(
  { homeserver, limit }: Pick<Engine, 'homeserver' | 'limit'>,
  room: RoomId,
  { type, closed }: Opening,
  able: readonly UserId[],
): Promise<boolean> {
  for (const user of able) {
    try {
      await limit(() => homeserver.setStateAs(user, room, type, '', closed))
      return true
    } catch (error) {
      const isRefused = error instanceof HomeserverError && error.status === 403
      if (!isRefused) throw error
    }
  }
  return false
}
