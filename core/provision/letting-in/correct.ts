/** What an applicant wrote is put right while it waits: a name, a class, the subjects, whose parent it is. */
import {
  type AcceptProblem,
  checkAcceptable,
  proposePerson,
  rightsToDecide,
} from '../../school/accepting.ts'
import type { Application } from '../../school/application.ts'
import { may, type Actor } from '../../school/rights/may.ts'
import type { Engine } from '../engine.ts'
import { usersOf } from './audience.ts'
import { inDecision, type Decided } from './decide.ts'
import { showApplication } from './tell.ts'

export type Correction = Partial<
  Pick<Application, 'name' | 'class' | 'classes' | 'subjects' | 'child' | 'person'>
>

export type Corrected =
  | { readonly state: 'corrected'; readonly application: Application }
  | { readonly state: 'already-decided'; readonly application: Application }
  | Extract<Decided, { readonly state: 'not-allowed' | 'unknown' }>
  | { readonly state: 'wrong'; readonly problem: AcceptProblem }

/**
 * By whoever may decide it, before and after: nobody moves an application to somebody else's class. With another name or
 * class it is looked for anew whom of the roster the applicant seems to be, unless that is said.
 */
export async function correctApplication(
  engine: Engine,
  id: string,
  correcting: Correcting,
): Promise<Corrected> {
  const found = await engine.store.applications.find(id)
  if (found === undefined) return { state: 'unknown' }
  // Else somebody else's decision would count for what it has become meanwhile.
  return inDecision(engine, found.school, () => correct(engine, id, correcting))
}

interface Correcting {
  readonly actor: Actor
  /** `operator` or a Matrix id. */
  readonly by: string
  readonly change: Correction
}

async function correct(
  engine: Engine,
  id: string,
  { actor, by, change }: Correcting,
): Promise<Corrected> {
  const { store, now } = engine
  const stored = await store.applications.find(id)
  const school = stored && (await store.schools.load(stored.school))
  if (stored === undefined || school === undefined) return { state: 'unknown' }
  const meant: Application = { ...stored, ...change }
  const needed = [...rightsToDecide(stored, school), ...rightsToDecide(meant, school)]
  for (const [action, target] of needed) {
    const right = may(actor, action, target)
    if (!right.allowed) return { state: 'not-allowed', reason: right.reason }
  }
  if (stored.state !== 'waiting') return { state: 'already-decided', application: stored }
  const problem = checkAcceptable(meant, school)
  // What is still missing is no fault of what was corrected.
  if (problem === 'class-gone' || (problem === 'child-unknown' && 'child' in change)) {
    return { state: 'wrong', problem }
  }
  if (change.person !== undefined && !school.people.some((one) => one.id === change.person)) {
    return { state: 'wrong', problem: 'person-unknown' }
  }
  const users = await usersOf(engine, stored.school)
  const proposed = proposePerson(meant, school, (person) => users.has(person))
  const isOther = stored.kind === 'join' && ('name' in change || 'class' in change)
  const whole = isOther && !('person' in change) ? { ...change, person: proposed } : change
  const corrected = (await store.applications.correct(id, whole)) ?? stored
  if (corrected.state !== 'waiting') return { state: 'already-decided', application: corrected }
  await store.journal.append({
    at: now().toISOString(),
    actor: by,
    action: 'application-corrected',
    school: stored.school,
    details: { application: id, fields: Object.keys(change).toSorted().join(' ') },
  })
  await showApplication(engine, corrected)
  return { state: 'corrected', application: corrected }
}
