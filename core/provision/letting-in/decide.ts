/**
 * An application is decided: by the rights table, once, whoever comes first, from whatever client. Then what was decided is
 * done (`finish.ts`); what fails of that is carried on by the next look, and the decision stands.
 */
import pLimit from 'p-limit'
import {
  type AcceptProblem,
  checkAcceptable,
  mayHaveMore,
  newPersonOf,
  rightsToBecome,
  rightsToDecide,
  standsAs,
} from '../../school/accepting.ts'
import type { Application } from '../../school/application.ts'
import type { PersonId, SchoolId } from '../../school/ids.ts'
import type { School } from '../../school/people.ts'
import { may, type Actor, type Right } from '../../school/rights/may.ts'
import { isOver } from '../../store/account-state.ts'
import type { Engine } from '../engine.ts'
import { lockOwner } from '../lock-owner.ts'
import { withLock } from '../locks.ts'
import { accountClash } from './account-clash.ts'
import { finishSoon } from './finish.ts'

export interface Decision {
  readonly actor: Actor
  /** `operator` or a Matrix id, for the journal. */
  readonly by: string
  readonly state: 'accepted' | 'declined'
  readonly reason?: string | undefined
  /** Whom of the roster the applicant is; `new`: nobody of it. Without it, who was proposed. */
  readonly person?: PersonId | 'new' | undefined
  /** Of a parent. */
  readonly child?: PersonId | undefined
}

export type Decided =
  | { readonly state: 'decided'; readonly application: Application }
  | { readonly state: 'already-decided'; readonly application: Application }
  | {
      readonly state: 'not-allowed'
      readonly reason: Extract<Right, { readonly allowed: false }>['reason']
    }
  | { readonly state: 'cannot-accept'; readonly problem: AcceptProblem }
  | { readonly state: 'unknown' }

/** Many at once, each by itself: what one cannot be does not keep the others. In the order of the ids. */
export function decideApplications(
  engine: Engine,
  ids: readonly string[],
  decision: Decision,
): Promise<readonly (Decided & { readonly id: string })[]> {
  const limit = pLimit(4)
  const decide = async (id: string) => ({ id, ...(await decideApplication(engine, id, decision)) })
  return Promise.all([...new Set(ids)].map((id) => limit(decide, id)))
}

/** Longer than the few readings of a decision take. */
const waitMs = 30_000

/** One after the other: two who accept two applications as one person of the roster, or decide and correct. */
export function inDecision<Result>(
  { store, now }: Engine,
  school: SchoolId,
  work: () => Promise<Result>,
): Promise<Result> {
  const lock = { locks: store.locks, owner: lockOwner.current(), now }
  return withLock(lock, `letting-in/${school}`, waitMs, work)
}

export async function decideApplication(
  engine: Engine,
  id: string,
  decision: Decision,
): Promise<Decided> {
  const found = await engine.store.applications.find(id)
  if (found === undefined) return { state: 'unknown' }
  const decided = await inDecision(engine, found.school, () => decide(engine, id, decision))
  if (decided.state !== 'decided') return decided
  await finishSoon(engine, id)
  const application = (await engine.store.applications.find(id)) ?? decided.application
  return { state: 'decided', application }
}

async function decide(engine: Engine, id: string, decision: Decision): Promise<Decided> {
  const { store, now } = engine
  const stored = await store.applications.find(id)
  const school = stored && (await store.schools.load(stored.school))
  if (stored === undefined || school === undefined) return { state: 'unknown' }
  const application = { ...stored, child: decision.child ?? stored.child }
  for (const [action, target] of rightsToDecide(application, school)) {
    const right = may(decision.actor, action, target)
    if (!right.allowed) return { state: 'not-allowed', reason: right.reason }
  }
  if (stored.state !== 'waiting') return { state: 'already-decided', application: stored }
  let person: PersonId | undefined
  if (decision.state === 'accepted') {
    const accepted = await accept(engine, application, school, decision)
    if (typeof accepted === 'object') return accepted
    const refused = await checkNotEnded(engine, application, accepted, decision)
    if (refused !== undefined) return refused
    person = accepted
  }
  const { state, by, reason } = decision
  const at = now().toISOString()
  const isFirst = await store.applications.decide(
    id,
    { state, by, reason, person, child: decision.child },
    at,
  )
  const decided = (await store.applications.find(id)) ?? application
  if (!isFirst) return { state: 'already-decided', application: decided }
  await store.journal.append({
    at,
    actor: by,
    action: `application-${state}`,
    school: stored.school,
    details: { application: id, ...(person === undefined ? {} : { person }) },
  })
  return { state: 'decided', application: decided }
}

/** A guardianship that somebody else ended by hand (a court said so) is brought back by administrators alone. */
async function checkNotEnded(
  { store }: Engine,
  { school, role, child, user }: Application,
  person: PersonId,
  { actor, by }: Decision,
): Promise<Extract<Decided, { readonly state: 'not-allowed' }> | undefined> {
  if (role !== 'parent' || child === undefined) return undefined
  const persons = new Set([person, ...(await store.accounts.personsOf(user))])
  const ended = (await store.endings.ofSchool(school)).some((one) => {
    return one.kind === 'child' && one.child === child && persons.has(one.person) && one.by !== by
  })
  const right = may(actor, 'end-people', { school })
  return ended && !right.allowed ? { state: 'not-allowed', reason: right.reason } : undefined
}

async function accept(
  engine: Engine,
  application: Application,
  school: School,
  decision: Decision,
): Promise<PersonId | Extract<Decided, { readonly state: 'cannot-accept' | 'not-allowed' }>> {
  const problem =
    checkAcceptable(application, school) ??
    (await accountClash(engine, application.user, application.role))
  if (problem !== undefined) return { state: 'cannot-accept', problem }
  const own = await ownPersons(engine, application, school)
  if (application.kind !== 'join') return acceptForMore(application, school, own, decision)
  const chosen = decision.person ?? application.person
  if (chosen === undefined || chosen === 'new') return own[0] ?? newPersonOf(application)
  if (own.includes(chosen)) return chosen
  const wrong = await checkPerson(engine, application, school, chosen)
  if (wrong === undefined) {
    for (const [action, target] of rightsToBecome(chosen, school)) {
      const right = may(decision.actor, action, target)
      if (!right.allowed) return { state: 'not-allowed', reason: right.reason }
    }
    return chosen
  }
  // Proposed when it was submitted, and the roster has changed since: nobody said that it is this person.
  const isStale = decision.person === undefined && wrong !== 'person-entered'
  return isStale ? (own[0] ?? newPersonOf(application)) : { state: 'cannot-accept', problem: wrong }
}

/** Who asked for one more class or chat and is of the school no longer does not come back by that, nor becomes somebody else. */
function acceptForMore(
  application: Application,
  school: School,
  own: readonly PersonId[],
  { person }: Decision,
): PersonId | Extract<Decided, { readonly state: 'cannot-accept' }> {
  const fitting = own.filter((one) => mayHaveMore(application, school, one))
  const [first] = fitting
  if (first === undefined) return { state: 'cannot-accept', problem: 'person-unknown' }
  const found = fitting.find((one) => one === (person ?? application.person))
  if (found === undefined && person !== undefined && person !== 'new') {
    return { state: 'cannot-accept', problem: 'person-differs' }
  }
  return found ?? first
}

/** Whom of the school the account stands for already. */
async function ownPersons(
  { store }: Engine,
  { user }: Application,
  school: School,
): Promise<readonly PersonId[]> {
  const persons = await store.accounts.personsOf(user)
  const here = persons.filter((id) => school.people.some((one) => one.id === id))
  const accounts = await Promise.all(here.map((id) => store.accounts.ofPerson(id)))
  return here.filter((_, at) => !isOver(accounts[at]?.state ?? 'ended'))
}

async function checkPerson(
  { store }: Engine,
  application: Application,
  school: School,
  person: PersonId,
): Promise<AcceptProblem | undefined> {
  if (!school.people.some((one) => one.id === person)) return 'person-unknown'
  const account = await store.accounts.ofPerson(person)
  const hasEntered = account !== undefined && !isOver(account.state)
  const undone = await store.applications.undone()
  const isTaken = undone.some((one) => one.state === 'accepted' && one.person === person)
  if (hasEntered || isTaken) return 'person-entered'
  return standsAs(school, person, application) ? undefined : 'person-differs'
}
