/**
 * One school: what a roster changes in its data, and what the homeserver lacks of it. Everything is read first; the
 * differences are pure functions; nothing is written.
 */
import { applyChanges } from '../school/apply-changes.ts'
import { blueprint } from '../school/blueprint.ts'
import { sameValue } from '../school/canonical.ts'
import type { SchoolChange } from '../school/changes.ts'
import { desiredRooms } from '../school/desired.ts'
import type { IdMap } from '../school/external-ids.ts'
import type { PersonId, RoomId, RoomKey, SchoolId, UserId } from '../school/ids.ts'
import type { School } from '../school/people.ts'
import { archivedLevels } from '../school/power-levels.ts'
import type { Room } from '../school/rooms.ts'
import type { RosterProblem } from '../school/roster.ts'
import type { PersonAccount } from '../store/account-state.ts'
import type { Source } from '../store/ports.ts'
import { countKinds, type Action } from './actions.ts'
import { findClosed } from './closed-accounts.ts'
import type { Engine } from './engine.ts'
import { observeSchool } from './observe.ts'
import { planAccounts } from './plan-accounts.ts'
import { planIncoming, type Incoming } from './plan-incoming.ts'
import { placedPeople, planAccess } from './plan-access.ts'
import { planRooms } from './plan-rooms.ts'
import { silencedIn } from './silenced.ts'
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
  /** Out of this school, with a place in another one as that is stored. */
  readonly leavers: readonly PersonAccount[]
  /** Of the school's data when it was read. */
  readonly revision: number
  /** With which the rooms were compared. */
  readonly accounts: readonly PersonAccount[]
  readonly desired: ReadonlyMap<RoomKey, Room>
  readonly ids: ReadonlyMap<RoomKey, RoomId>
}

/** What the console, an application or a command changes: not a set that speaks for a school, but these changes alone. */
export interface ProposedChanges {
  readonly source: Source
  readonly changes: readonly SchoolChange[]
}

/** Throws nothing of its own for an unknown school: without a roster it plans nothing. Requests: about one a room. */
export async function planSchool(
  engine: Engine,
  id: SchoolId,
  limits: SafetyLimits,
  incoming?: Incoming | ProposedChanges,
): Promise<SchoolPlan> {
  const { store } = engine
  const revision = await store.schools.revision(id)
  const stored = await store.schools.load(id)
  const brought =
    incoming === undefined || 'changes' in incoming
      ? undefined
      : await planIncoming(engine, incoming, stored)
  const proposed = incoming !== undefined && 'changes' in incoming ? incoming.changes : []
  const { changes = proposed, roster, spoken, matches = noMatches } = brought ?? {}
  const next = applyChanges(stored ?? emptySchool(id, incoming), changes)
  const isEmpty = next.classes.length + next.people.length === 0
  const wanted = isEmpty ? [] : blueprint(next, engine.blueprint)
  const observed = await observeSchool(
    engine,
    id,
    wanted.map((room) => room.key),
  )
  // After the rooms: who entered while they were read is somebody we know, not a stranger.
  const known = await store.accounts.ofSchool(id)
  const placed = placedPeople(wanted)
  const closed = await findClosed(engine, observed.rooms, known)
  const closedPeople = new Set(closed.map((one) => one.person))
  const source = incoming?.source
  const people = next.people.filter((person) => placed.has(person.id))
  const accounts = await planAccounts(engine, {
    school: id,
    people,
    incoming: roster,
    known,
    source: source ?? id,
  })
  const active = new Map([
    ...known
      .filter(({ person, state }) => {
        return placed.has(person) && state !== 'closed' && !closedPeople.has(person)
      })
      .map(accountEntry),
    ...accounts.users,
  ])
  const desired = desiredRooms({
    school: next,
    rooms: wanted,
    accounts: active,
    elsewhere: await sourcesElsewhere(engine, id),
    silenced: await silencedIn(engine, id),
    aliasOf: (key) => engine.aliasOf(key),
  })
  const rooms = planRooms({
    desired,
    observed: observed.rooms,
    active: new Set(active.values()),
    returned: await store.rooms.returned(id),
    named: new Set(accounts.users.values()),
  })
  const access = await planAccess(
    engine,
    id,
    known.filter((one) => !closedPeople.has(one.person)),
    placed,
  )
  const actions = [
    ...closed,
    ...access.restored,
    ...accounts.actions,
    ...rooms.actions,
    ...access.removed,
  ]
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
    leavers: access.leavers,
    revision,
    accounts: known,
    desired,
    ids: observed.ids,
  }
}

function emptySchool(id: SchoolId, incoming: Incoming | ProposedChanges | undefined): School {
  const given = incoming !== undefined && 'school' in incoming ? incoming.school.info : undefined
  const info = given ?? { id, name: id, language: 'ru', timeZone: 'Europe/Moscow' }
  return { info, classes: [], people: [], staff: [], places: [], guardianships: [], committee: [] }
}

const noMatches: IdMap = { people: new Map(), classes: new Map() }

function accountEntry({ person, userId }: PersonAccount): readonly [PersonId, UserId] {
  return [person, userId]
}

/** Rooms that were archived earlier count no more. */
function countRooms(observed: ReadonlyMap<RoomKey, Room>, actions: readonly Action[]) {
  const open = [...observed.values()].filter((room) => !sameValue(room.levels, archivedLevels()))
  return { existing: open.length, archived: countKinds(actions)['archive-room'] ?? 0 }
}

async function sourcesElsewhere(engine: Engine, id: SchoolId) {
  const shared = await engine.store.accounts.shared(id)
  return new Map(
    [...shared].map(([user, sources]) => [user, sources.filter((one) => one.school !== id)]),
  )
}

/** Whether anything at all would be done. */
export function isEmptyPlan(plan: SchoolPlan): boolean {
  return plan.changes.length === 0 && plan.actions.length === 0
}
