/** Accounts of people who came back or whose last role ended anywhere. */
import type { PersonId, SchoolId } from '../school/ids.ts'
import type { PersonAccount } from '../store/ports.ts'
import type { Action } from './actions.ts'
import type { Engine } from './engine.ts'

export interface AccessPlan {
  readonly restored: readonly Action[]
  readonly removed: readonly Action[]
}

export async function planAccess(
  engine: Engine,
  school: SchoolId,
  known: readonly PersonAccount[],
  inSchool: ReadonlySet<PersonId>,
): Promise<AccessPlan> {
  const restored: Action[] = []
  const removed: Action[] = []
  for (const { person, userId: user, state } of known) {
    if (inSchool.has(person)) {
      if (state === 'ended') restored.push({ kind: 'restore-access', person, user })
    } else if (state !== 'ended' && !(await hasAnotherPlace(engine, school, person))) {
      removed.push({ kind: 'remove-access', person, user })
    }
  }
  return { restored, removed }
}

/** Another school, or another person behind the same account, keeps it open. */
async function hasAnotherPlace(
  engine: Engine,
  school: SchoolId,
  person: PersonId,
): Promise<boolean> {
  const schools = await engine.store.accounts.schoolsOf(person)
  return schools.some((one) => one !== school)
}
