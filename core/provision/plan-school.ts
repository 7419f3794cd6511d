/**
 * One school: what a roster changes in its data, and what the homeserver lacks of it. Everything is read first; the
 * differences are pure functions; nothing is written.
 */
import { applyChanges } from '../school/apply-changes.ts'
import { blueprint } from '../school/blueprint.ts'
import type { SchoolChange } from '../school/changes.ts'
import { desiredRooms } from '../school/desired.ts'
import type { IdMap } from '../school/external-ids.ts'
import type { PersonId, RoomId, RoomKey, SchoolId, UserId } from '../school/ids.ts'
import type { School } from '../school/people.ts'
import type { Room } from '../school/rooms.ts'
import type { RosterProblem } from '../school/roster.ts'
import type { PersonAccount, Source } from '../store/ports.ts'
import { countKinds, type Action } from './actions.ts'
import type { Engine } from './engine.ts'
import { observeSchool } from './observe.ts'
import { planAccounts } from './plan-accounts.ts'
import { planIncoming, type Incoming } from './plan-incoming.ts'
import { planAccess } from './plan-access.ts'
import { planRooms } from './plan-rooms.ts'
import { checkMatches, checkPlanSafety, type SafetyLimits, type SafetyProblem } from './safety.ts'

export interface SchoolPlan {
  readonly school: SchoolId
  /** Who brings the changes; undefined when only the homeserver is brought to the stored school. */
  readonly source: Source | undefined
  readonly changes: readonly SchoolChange[]
  readonly actions: readonly Action[]
  readonly leftAlone: Readonly<Record<string, number>>
  /** Of the set against what is stored; with an error among them `apply` refuses. */
  readonly problems: readonly RosterProblem[]
  /** New id -> stored id: who seems to be somebody known under an id that was never seen. */
  readonly matches: IdMap
  /** With any of these `apply` refuses, unless mass removal is allowed. */
  readonly unsafe: readonly SafetyProblem[]
  readonly desired: ReadonlyMap<RoomKey, Room>
  readonly ids: ReadonlyMap<RoomKey, RoomId>
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
  const brought = incoming === undefined ? undefined : await planIncoming(engine, incoming, stored)
  const { changes = [], roster, spoken, matches = noMatches } = brought ?? {}
  const next = applyChanges(stored ?? emptySchool(id, incoming), changes)
  const known = await store.accounts.ofSchool(id)
  const inSchool = new Set(next.people.map((person) => person.id))
  const source = incoming?.source
  const people = { people: next.people, incoming: roster, known, source: source ?? id }
  const accounts = await planAccounts(engine, { school: id, ...people })
  const active = new Map([
    ...known.filter((one) => inSchool.has(one.person)).map(accountEntry),
    ...accounts.users,
  ])
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
  const actions = [...access.restored, ...accounts.actions, ...rooms.actions, ...access.removed]
  const archived = countRooms(observed.rooms, actions)
  return {
    school: id,
    source,
    changes,
    actions,
    leftAlone: { ...brought?.leftAlone, ...accounts.leftAlone, ...rooms.leftAlone },
    problems: [...(brought?.problems ?? []), ...accounts.problems],
    matches,
    unsafe: [
      ...checkMatches(matches, spoken),
      ...checkPlanSafety({ stored, next, changes, spoken, rooms: archived }, limits),
    ],
    desired,
    ids: observed.ids,
  }
}

function emptySchool(id: SchoolId, incoming: Incoming | undefined): School {
  const info = incoming?.school.info ?? { id, name: id, language: 'ru', timeZone: 'Europe/Moscow' }
  return { info, classes: [], people: [], staff: [], places: [], guardianships: [], committee: [] }
}

const noMatches: IdMap = { people: new Map(), classes: new Map() }

function accountEntry({ person, userId }: PersonAccount): readonly [PersonId, UserId] {
  return [person, userId]
}

function countRooms(observed: ReadonlyMap<RoomKey, Room>, actions: readonly Action[]) {
  return { existing: observed.size, archived: countKinds(actions)['archive-room'] ?? 0 }
}

/** Whether anything at all would be done. */
export function isEmptyPlan(plan: SchoolPlan): boolean {
  return plan.changes.length === 0 && plan.actions.length === 0
}
