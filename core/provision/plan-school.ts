/**
 * One school: what a roster changes in its data, and what the homeserver lacks of it. Everything is read first; the
 * differences are pure functions; nothing is written.
 */
import { applyChanges } from '../school/apply-changes.ts'
import { blueprint } from '../school/blueprint.ts'
import type { SchoolChange } from '../school/changes.ts'
import { desiredRooms } from '../school/desired.ts'
import { diffSchool } from '../school/diff-school.ts'
import type { RoomId, RoomKey, SchoolId } from '../school/ids.ts'
import type { School } from '../school/people.ts'
import type { Room } from '../school/rooms.ts'
import type { Source } from '../store/ports.ts'
import { countKinds, type Action } from './actions.ts'
import type { Engine } from './engine.ts'
import { observeSchool } from './observe.ts'
import { planAccess } from './plan-access.ts'
import { planRooms } from './plan-rooms.ts'
import { checkPlanSafety, type SafetyLimits, type SafetyProblem } from './safety.ts'

export interface SchoolPlan {
  readonly school: SchoolId
  /** Who brings the changes; undefined when only the homeserver is brought to the stored school. */
  readonly source: Source | undefined
  readonly changes: readonly SchoolChange[]
  readonly actions: readonly Action[]
  readonly leftAlone: Readonly<Record<string, number>>
  /** With any of these `apply` refuses, unless mass removal is allowed. */
  readonly unsafe: readonly SafetyProblem[]
  readonly desired: ReadonlyMap<RoomKey, Room>
  readonly ids: ReadonlyMap<RoomKey, RoomId>
}

export interface Incoming {
  readonly school: School
  readonly source: Source
}

/** Throws nothing of its own for an unknown school: without a roster it plans nothing. Requests: about one a room. */
export async function planSchool(
  engine: Engine,
  id: SchoolId,
  limits: SafetyLimits,
  incoming?: Incoming,
): Promise<SchoolPlan> {
  const { store } = engine
  const stored = await store.schools.load(id)
  const changes = incoming === undefined ? [] : await planChanges(engine, incoming)
  const next = applyChanges(stored ?? emptySchool(id, incoming), changes)
  const known = await store.accounts.ofSchool(id)
  const inSchool = new Set(next.people.map((person) => person.id))
  const active = new Map(
    known.filter((one) => inSchool.has(one.person)).map((one) => [one.person, one.userId]),
  )
  const desired = desiredRooms({
    school: next,
    rooms: next.classes.length + next.people.length === 0 ? [] : blueprint(next, engine.blueprint),
    accounts: active,
    aliasOf: (key) => engine.aliasOf(key),
  })
  const observed = await observeSchool(engine, id, desired.keys())
  const rooms = planRooms({
    desired,
    observed: observed.rooms,
    active: new Set(active.values()),
    returned: await store.rooms.returned(id),
  })
  const access = await planAccess(engine, id, known, inSchool)
  const actions = [...access.restored, ...rooms.actions, ...access.removed]
  return {
    school: id,
    source: incoming?.source,
    changes,
    actions,
    leftAlone: rooms.leftAlone,
    unsafe: checkPlanSafety(
      { stored, next, changes, rooms: countRooms(observed.rooms, actions) },
      limits,
    ),
    desired,
    ids: observed.ids,
  }
}

async function planChanges(engine: Engine, incoming: Incoming): Promise<readonly SchoolChange[]> {
  const id = incoming.school.info.id
  const { schools } = engine.store
  const known = await schools.load(id)
  const stored = known === undefined ? undefined : await schools.load(id, incoming.source)
  const archived = await schools.archivedClasses(id)
  return diffSchool({ stored, roster: incoming.school, archived })
}

function emptySchool(id: SchoolId, incoming: Incoming | undefined): School {
  const info = incoming?.school.info ?? { id, name: id, language: 'ru', timeZone: 'Europe/Moscow' }
  return { info, classes: [], people: [], staff: [], places: [], guardianships: [], committee: [] }
}

function countRooms(observed: ReadonlyMap<RoomKey, Room>, actions: readonly Action[]) {
  return { existing: observed.size, archived: countKinds(actions)['archive-room'] ?? 0 }
}

/** Whether anything at all would be done. */
export function isEmptyPlan(plan: SchoolPlan): boolean {
  return plan.changes.length === 0 && plan.actions.length === 0
}
