/** Every room that somebody of a school is in and that no school owns, looked at once: what no event told of is settled too. */
import type { RoomId, UserId } from '../school/ids.ts'
import type { Engine } from './engine.ts'
import type { Facts } from './facts.ts'
import { withLock } from './locks.ts'
import { settleRoom } from './private-rooms.ts'

export interface PrivateSweep {
  readonly rooms: number
  /** Memberships that were ended. */
  readonly left: number
  readonly closed: number
  /** Rooms that could not be settled; the next sweep tries them again. */
  readonly failed: number
}

/** Requests: one for each account, one for each room. Throws `locked` while another process is at it. */
export async function sweepPrivateRooms(engine: Engine, facts: Facts): Promise<PrivateSweep> {
  const { store, owner, now, log } = engine
  return withLock({ locks: store.locks, owner, now }, 'private-rooms', 0, async () => {
    let [left, closed, failed] = [0, 0, 0]
    const rooms = await roomsOfPeople(engine, facts)
    for (const room of rooms) {
      try {
        const { policy } = await facts.fresh()
        const settled = await settleRoom(engine, policy, room)
        left += settled.left.length
        closed += settled.closed.length
      } catch (err) {
        failed += 1
        log.warn({ room, err }, 'private room not settled')
      }
    }
    return { rooms: rooms.size, left, closed, failed }
  })
}

async function roomsOfPeople(
  { store, homeserver, limit }: Engine,
  facts: Facts,
): Promise<ReadonlySet<RoomId>> {
  const now = await facts.fresh()
  const users = new Set<UserId>()
  for (const { id } of await store.schools.list())
    for (const user of now.usersOf(id)) users.add(user)
  const rooms = new Set<RoomId>()
  for (const user of users) {
    const held = await limit(() => homeserver.membershipsOf(user))
    for (const room of held.keys()) if (!now.isManaged(room)) rooms.add(room)
  }
  return rooms
}
