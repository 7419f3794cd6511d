/** What one person has in one school at this moment: the rooms, where they are, and which of them come first. */
import { blueprint, type BlueprintRoom } from '../school/blueprint.ts'
import type { PersonId, RoomId, RoomKey, SchoolId } from '../school/ids.ts'
import type { Engine } from './engine.ts'
import { creatorOf } from './observe.ts'

export interface Visit {
  readonly school: SchoolId
  readonly person: PersonId
  readonly rooms: readonly BlueprintRoom[]
  readonly ids: ReadonlyMap<RoomKey, RoomId>
}

/** Up to so many classes are joined before the answer. */
const classesAtOnce = 4

/** One for each school that the person is in, also where it gives no room. */
export async function prepareVisits(engine: Engine, person: PersonId): Promise<readonly Visit[]> {
  const schools = await engine.store.accounts.schoolsOf(person)
  return Promise.all(schools.map((school) => prepareVisit(engine, school, person)))
}

async function prepareVisit(engine: Engine, id: SchoolId, person: PersonId): Promise<Visit> {
  const rooms = await roomsOf(engine, id, person)
  return { school: id, person, rooms, ids: await roomIds(engine, id, rooms) }
}

/** Spaces before the rooms in them. */
async function roomsOf(
  engine: Engine,
  id: SchoolId,
  person: PersonId,
): Promise<readonly BlueprintRoom[]> {
  const school = await engine.store.schools.load(id)
  if (school === undefined || !school.people.some((one) => one.id === person)) return []
  return blueprint(school, engine.blueprint).filter((room) => room.members.has(person))
}

/** The school's rooms and the first class; all classes where there are few. */
export function firstRooms({ rooms }: Visit): readonly BlueprintRoom[] {
  const classes = [...new Set(rooms.flatMap((room) => room.mark.class ?? []))]
  const early = new Set(classes.length > classesAtOnce ? classes.slice(0, 1) : classes)
  return rooms.filter((room) => room.mark.class === undefined || early.has(room.mark.class))
}

/**
 * From the cache; by alias for what another machine made. That is remembered before anybody is joined: a room that is not
 * known as a school's is judged as one that people made.
 */
export async function roomIds(
  engine: Pick<Engine, 'store' | 'homeserver' | 'limit' | 'aliasOf'>,
  school: SchoolId,
  rooms: readonly Pick<BlueprintRoom, 'key'>[],
): Promise<ReadonlyMap<RoomKey, RoomId>> {
  const ids = new Map(await engine.store.rooms.ofSchool(school))
  const missing = rooms.filter((room) => !ids.has(room.key))
  await Promise.all(
    missing.map(async ({ key }) => {
      const found = await engine.limit(() => findByAlias(engine, key))
      if (found === undefined) return
      await engine.store.rooms.remember(school, key, found)
      ids.set(key, found)
    }),
  )
  return ids
}

async function findByAlias(
  { homeserver, aliasOf }: Pick<Engine, 'homeserver' | 'aliasOf'>,
  key: RoomKey,
): Promise<RoomId | undefined> {
  const id = await homeserver.resolveAlias(aliasOf(key))
  const state = id === undefined ? undefined : await homeserver.roomState(id)
  return state !== undefined && creatorOf(state) === homeserver.bot ? id : undefined
}
