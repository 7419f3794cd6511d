/**
 * Accounts of people who came back or whose last role ended anywhere. Who is in no room of any blueprint has no role
 * left, also while a roster still lists the name.
 */
import { blueprint, type BlueprintRoom } from '../school/blueprint.ts'
import type { PersonId, SchoolId } from '../school/ids.ts'
import { isOver, type PersonAccount } from '../store/account-state.ts'
import type { Action } from './actions.ts'
import type { Engine } from './engine.ts'

export interface AccessPlan {
  readonly restored: readonly Action[]
  readonly removed: readonly Action[]
  /** Out of this school and not of all: with a place elsewhere the account stays open. */
  readonly leavers: readonly PersonAccount[]
}

export async function planAccess(
  engine: Engine,
  school: SchoolId,
  known: readonly PersonAccount[],
  placed: ReadonlySet<PersonId>,
): Promise<AccessPlan> {
  const restored: Action[] = []
  const removed: Action[] = []
  const leavers: PersonAccount[] = []
  for (const account of known) {
    const { person, userId: user, state } = account
    // Closed by oneself: nothing opens it, and it is in no room.
    if (state === 'closed') continue
    if (placed.has(person)) {
      if (isOver(state)) restored.push({ kind: 'restore-access', person, user })
    } else if (state !== 'ended') {
      const others = await otherSchools(engine, school, person)
      if (others.length === 0) removed.push({ kind: 'remove-access', person, user })
      else leavers.push(account)
    }
  }
  return { restored, removed, leavers }
}

/** Schools, this one left out, that give the person a room as they are stored. */
export async function otherSchools(
  { store, blueprint: settings }: Engine,
  school: SchoolId,
  person: PersonId,
): Promise<readonly SchoolId[]> {
  const others = (await store.accounts.schoolsOf(person)).filter((one) => one !== school)
  const placed = await Promise.all(
    others.map(async (id) => {
      const stored = await store.schools.load(id)
      const rooms = stored === undefined ? [] : blueprint(stored, settings)
      return placedPeople(rooms).has(person) ? [id] : []
    }),
  )
  return placed.flat()
}

export function placedPeople(rooms: readonly BlueprintRoom[]): ReadonlySet<PersonId> {
  return new Set(rooms.flatMap((room) => [...room.members.keys()]))
}
