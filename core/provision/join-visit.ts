/** Joins a person to rooms of one school: side by side, but a restricted room after its space. */
import { LyceumError } from '../errors.ts'
import type { BlueprintRoom } from '../school/blueprint.ts'
import type { RoomId, RoomKey, UserId } from '../school/ids.ts'
import type { Engine } from './engine.ts'
import { joinRoom } from './run-members.ts'
import type { Visit } from './visit.ts'

/** How many rooms failed, each logged by its key. A room that does not exist yet counts: the next apply makes it. */
export async function joinVisit(
  engine: Engine,
  visit: Visit,
  rooms: readonly BlueprintRoom[],
  user: UserId,
): Promise<number> {
  const joins = new Map<RoomKey, Promise<void>>()
  for (const room of rooms) {
    const space = room.restricted && room.parent !== undefined ? joins.get(room.parent) : undefined
    joins.set(room.key, joinAfter(engine, visit, room, user, space))
  }
  const leveled = rooms.filter((room) => (room.members.get(visit.person) ?? 0) > 0)
  const levels = engine.levels.write(visit.school, pick(visit.ids, leveled))
  const settled = await Promise.allSettled([levels, ...joins.values()])
  const failed = settled.filter((one) => one.status === 'rejected')
  for (const { reason } of failed) {
    engine.log.warn({ person: visit.person, err: reason }, 'room not entered')
  }
  return failed.length
}

async function joinAfter(
  engine: Engine,
  visit: Visit,
  room: BlueprintRoom,
  user: UserId,
  space: Promise<void> | undefined,
): Promise<void> {
  await space
  const id = visit.ids.get(room.key)
  if (id === undefined) throw new LyceumError('no-room', `Room ${room.key} is not there yet.`)
  await joinRoom(engine, id, { user, by: room.restricted ? 'restricted' : 'invite' })
}

function pick(
  ids: ReadonlyMap<RoomKey, RoomId>,
  rooms: readonly BlueprintRoom[],
): ReadonlyMap<RoomKey, RoomId> {
  const found = rooms.flatMap(({ key }): [RoomKey, RoomId][] => {
    const id = ids.get(key)
    return id === undefined ? [] : [[key, id]]
  })
  return new Map(found)
}
