/**
 * Somebody may write nothing in one room for some hours: level -1 there. What is stored counts; the one writer of levels
 * brings the room to it, and every plan takes it as wanted. So a run that was cut short is made good by the next look at
 * the school.
 */
import type { RoomId, RoomKey, SchoolId, UserId } from '../school/ids.ts'
import type { Engine } from './engine.ts'

type SilenceEngine = Pick<Engine, 'store' | 'levels' | 'log' | 'now'>

interface SilencedRoom {
  readonly school: SchoolId
  readonly key: RoomKey
  readonly id: RoomId
}

/** One that is there gets the new end. May be repeated. */
export async function silence(
  { store, levels }: SilenceEngine,
  room: SilencedRoom,
  user: UserId,
  until: Date,
): Promise<void> {
  const { school, key } = room
  await store.silences.set({ school, room: key, user, until: until.toISOString() })
  await levels.write(school, new Map([[key, room.id]]))
}

/** Before its time. False where there was none. */
export async function liftSilence(
  { store, levels, now }: SilenceEngine,
  room: SilencedRoom,
  user: UserId,
): Promise<boolean> {
  const standing = await store.silences.ofSchool(room.school, now().toISOString())
  if (!standing.some((one) => one.room === room.key && one.user === user)) return false
  await store.silences.lift(room.key, user)
  await levels.write(room.school, new Map([[room.key, room.id]]))
  return true
}

/** Those whose time is over. What fails is logged and tried at the next look. */
export async function liftOverSilences(engine: SilenceEngine): Promise<number> {
  const { store, levels, log, now } = engine
  const over = await store.silences.over(now().toISOString())
  let lifted = 0
  for (const [school, ended] of Map.groupBy(over, (one) => one.school)) {
    const ids = await store.rooms.ofSchool(school)
    const rooms = ended.flatMap(({ room }): (readonly [RoomKey, RoomId])[] => {
      const id = ids.get(room)
      return id === undefined ? [] : [[room, id]]
    })
    try {
      await levels.write(school, new Map(rooms))
    } catch (err) {
      log.warn({ school, err }, 'silences not lifted yet')
      continue
    }
    // A room that is gone has nobody silenced in it.
    for (const one of ended) await store.silences.forget(one)
    lifted += ended.length
  }
  return lifted
}
