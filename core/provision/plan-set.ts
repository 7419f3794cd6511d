/**
 * All schools of one roster, or all that are stored. A set is judged as a whole before anything of it is applied: a
 * school that the same source brought before and that is missing now is the largest of truncated exports.
 */
import type { SchoolId } from '../school/ids.ts'
import type { School } from '../school/people.ts'
import type { RosterScope } from '../school/roster.ts'
import type { Source } from '../store/ports.ts'
import type { Action } from './actions.ts'
import type { Engine } from './engine.ts'
import { otherSchools } from './plan-access.ts'
import { planSchool, type SchoolPlan } from './plan-school.ts'
import type { SafetyLimits, SafetyProblem } from './safety.ts'

export interface IncomingSet {
  readonly schools: readonly School[]
  readonly source: Source
  /** A school without an entry is spoken for whole. */
  readonly scopes?: ReadonlyMap<SchoolId, RosterScope>
  /** See `Incoming`. */
  readonly matchIds?: boolean
}

/** Ordered as the set is, missing schools last; without a set the stored schools by id. One school after another. */
export async function planSet(
  engine: Engine,
  limits: SafetyLimits,
  set?: IncomingSet,
): Promise<readonly SchoolPlan[]> {
  const plans: SchoolPlan[] = []
  if (set === undefined) {
    for (const { id } of await engine.store.schools.list()) {
      plans.push(await planSchool(engine, id, limits))
    }
    return plans
  }
  const { source, scopes, matchIds = false } = set
  for (const school of set.schools) {
    const scope = scopes?.get(school.info.id)
    const incoming = { school, source, matchIds, ...(scope === undefined ? {} : { scope }) }
    plans.push(await planSchool(engine, school.info.id, limits, incoming))
  }
  // A list or a delta is not all that its source has to say.
  if ([...(scopes?.values() ?? [])].some((scope) => scope.kind !== 'school')) {
    return endLeavers(engine, plans)
  }
  for (const school of await missingSchools(engine, set)) {
    const plan = await planSchool(engine, school.info.id, limits, { school, source })
    plans.push({ ...plan, unsafe: [missingSchool, ...plan.unsafe] })
  }
  return endLeavers(engine, plans)
}

/** Who leaves every school at once ends with the last of them: each plan alone still sees the others as stored. */
async function endLeavers(
  engine: Engine,
  plans: readonly SchoolPlan[],
): Promise<readonly SchoolPlan[]> {
  const ended = new Map<SchoolPlan, Action[]>()
  const leavers = plans.flatMap((plan) => plan.leavers.map((account) => ({ plan, account })))
  for (const [person, leaving] of Map.groupBy(leavers, ({ account }) => account.person)) {
    const last = leaving.at(-1)
    if (last === undefined) continue
    const left = new Set(leaving.map(({ plan }) => plan.school))
    const others = await otherSchools(engine, last.plan.school, person)
    if (others.some((school) => !left.has(school))) continue
    const actions = ended.get(last.plan) ?? []
    ended.set(last.plan, [...actions, { kind: 'remove-access', person, user: last.account.userId }])
  }
  return plans.map((plan) => ({ ...plan, actions: [...plan.actions, ...(ended.get(plan) ?? [])] }))
}

const missingSchool: SafetyProblem = {
  what: 'school',
  removed: 1,
  existing: 1,
  message: 'the whole school is missing from the roster that brought it',
}

/** Schools of this source that the set no longer has, as the set says them: empty. */
async function missingSchools(engine: Engine, set: IncomingSet): Promise<readonly School[]> {
  const present = new Set(set.schools.map((school) => school.info.id))
  const missing: School[] = []
  for (const info of await engine.store.schools.list()) {
    if (present.has(info.id)) continue
    const brought = await engine.store.schools.load(info.id, set.source)
    if (brought === undefined || brought.people.length + brought.classes.length === 0) continue
    const nothing = { people: [], staff: [], places: [], guardianships: [], committee: [] }
    missing.push({ info, classes: [], ...nothing })
  }
  return missing
}
