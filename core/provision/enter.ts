/**
 * One person enters: the memberships that the blueprint gives are made now, not at import (DESIGN §4, "Joining costs").
 * Synapse takes 30-60 ms of processor time for each of them, so a person of many classes is answered when the school and
 * the first class are in; the rest follows, and a restart continues with everybody still `entering`.
 */
import { LyceumError } from '../errors.ts'
import { blueprint, type BlueprintRoom } from '../school/blueprint.ts'
import type { PersonId, RoomId, RoomKey, SchoolId, UserId } from '../school/ids.ts'
import { fullName, type Person } from '../school/people.ts'
import type { Engine } from './engine.ts'
import { joinRoom } from './run-members.ts'

export interface Entry {
  /** Settles when every room is joined and the account is `active`; rejects as `enter` does. */
  readonly complete: Promise<void>
}

/** Up to so many classes are joined before the answer. */
const classesAtOnce = 4

/**
 * Resolves when the person is in the school's rooms and the first class (all classes up to four). May be repeated: what
 * is joined already costs little. Throws `not-all-rooms` after everything was tried; the account stays `entering`.
 */
export async function enter(engine: Engine, person: PersonId): Promise<Entry> {
  const account = await engine.store.accounts.ofPerson(person)
  if (account === undefined)
    throw new LyceumError('no-account', `Person ${person} has no account yet.`)
  const schools = await engine.store.accounts.schoolsOf(person)
  const visits = await Promise.all(schools.map((school) => prepareVisit(engine, school, person)))
  const name = visits.find((visit) => visit !== undefined)?.name
  if (name !== undefined)
    await engine.limit(() => engine.homeserver.setDisplayName(account.userId, name))
  const found = visits.filter((visit) => visit !== undefined)
  const failed = await engine.entrances(() =>
    joinAll(engine, found, account.userId, person, 'first'),
  )
  if (failed > 0) throw notAllRooms(person, failed)
  return { complete: finish(engine, found, account.userId, person) }
}

async function finish(
  engine: Engine,
  visits: readonly Visit[],
  user: UserId,
  person: PersonId,
): Promise<void> {
  const failed = await joinAll(engine, visits, user, person, 'later')
  if (failed > 0) throw notAllRooms(person, failed)
  await engine.store.accounts.setState(person, 'active')
}

/** What a person joins in one school; `later` are the classes beyond the first where there are many. */
interface Visit {
  readonly school: SchoolId
  readonly name: string
  readonly ids: ReadonlyMap<RoomKey, RoomId>
  readonly first: readonly BlueprintRoom[]
  readonly later: readonly BlueprintRoom[]
}

async function prepareVisit(
  engine: Engine,
  id: SchoolId,
  person: PersonId,
): Promise<Visit | undefined> {
  const school = await engine.store.schools.load(id)
  const who = school?.people.find((one: Person) => one.id === person)
  if (school === undefined || who === undefined) return undefined
  const rooms = blueprint(school, engine.blueprint).filter((room) => room.members.has(person))
  const classes = [...new Set(rooms.flatMap((room) => room.mark.class ?? []))]
  const early = new Set(classes.length > classesAtOnce ? classes.slice(0, 1) : classes)
  const isFirst = (room: BlueprintRoom) =>
    room.mark.class === undefined || early.has(room.mark.class)
  return {
    school: id,
    name: fullName(who, school.info.language),
    ids: await roomIds(engine, id, rooms),
    first: rooms.filter(isFirst),
    later: rooms.filter((room) => !isFirst(room)),
  }
}

/** From the cache; by alias for what another machine made. */
async function roomIds(
  engine: Engine,
  school: SchoolId,
  rooms: readonly BlueprintRoom[],
): Promise<ReadonlyMap<RoomKey, RoomId>> {
  const ids = new Map(await engine.store.rooms.ofSchool(school))
  const missing = rooms.filter((room) => !ids.has(room.key))
  await Promise.all(
    missing.map(async ({ key }) => {
      const found = await engine.limit(() => engine.homeserver.resolveAlias(engine.aliasOf(key)))
      if (found !== undefined) ids.set(key, found)
    }),
  )
  return ids
}

/** How many rooms failed, each logged by its key. A room that does not exist yet counts: the next apply makes it. */
async function joinAll(
  engine: Engine,
  visits: readonly Visit[],
  user: UserId,
  person: PersonId,
  part: 'first' | 'later',
): Promise<number> {
  const results = await Promise.all(
    visits.map((visit) => joinVisit(engine, visit, visit[part], user, person)),
  )
  return results.reduce((sum, failed) => sum + failed, 0)
}

async function joinVisit(
  engine: Engine,
  visit: Visit,
  rooms: readonly BlueprintRoom[],
  user: UserId,
  person: PersonId,
): Promise<number> {
  const joins = new Map<RoomKey, Promise<void>>()
  for (const room of rooms) {
    const space = room.restricted && room.parent !== undefined ? joins.get(room.parent) : undefined
    joins.set(room.key, joinAfter(engine, visit, room, user, space))
  }
  const leveled = rooms.filter((room) => (room.members.get(person) ?? 0) > 0)
  const levels = engine.levels.write(visit.school, pick(visit.ids, leveled))
  const settled = await Promise.allSettled([levels, ...joins.values()])
  for (const one of settled) {
    if (one.status === 'rejected') engine.log.warn({ person, err: one.reason }, 'room not entered')
  }
  return settled.filter((one) => one.status === 'rejected').length
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

function notAllRooms(person: PersonId, failed: number): LyceumError {
  return new LyceumError(
    'not-all-rooms',
    `${failed} rooms of person ${person} could not be entered yet.`,
    {
      hint: 'They are tried again at the next start and by `lyceum apply`; the log says why.',
    },
  )
}
