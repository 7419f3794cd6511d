/** What `plan` and `apply` share: the roster read, the engine opened, the plans of all schools made. */
import type { Config } from '@lyceum/core/config/settings.ts'
import type { Engine } from '@lyceum/core/provision/engine.ts'
import { planSet, type IncomingSet } from '@lyceum/core/provision/plan-set.ts'
import { planSchool, type SchoolPlan } from '@lyceum/core/provision/plan-school.ts'
import type { Roster, RosterProblem } from '@lyceum/core/school/roster.ts'
import type { CommandInput } from './command.ts'
import { openEngine } from './engine.ts'
import { readConfig } from './installation.ts'
import { hasErrors, reportProblems } from './output/problems.ts'
import type { ListChoices } from './lists/list-input.ts'
import { readRosterFor, sourceOf, type RefusedRows } from './roster-input.ts'

export type Planning =
  | {
      readonly problems: readonly RosterProblem[]
      readonly isGood: false
      /** Why it would be refused even without its errors. */
      readonly plans: readonly SchoolPlan[]
    }
  | {
      readonly problems: readonly RosterProblem[]
      readonly isGood: true
      readonly config: Config
      readonly engine: Engine
      readonly plans: readonly SchoolPlan[]
    }

export interface SetOptions
  extends Pick<ListChoices, 'school' | 'role'>, Pick<RefusedRows, 'mended'> {
  /** Instead of the name that its format gives. */
  readonly source?: string | undefined
  /** See `Incoming`. */
  readonly matchIds?: boolean | undefined
}

export async function planFor(
  input: CommandInput<unknown>,
  roster: string | undefined,
  options: SetOptions = {},
): Promise<Planning> {
  const config = await readConfig(input)
  const read =
    roster === undefined
      ? undefined
      : await readRosterFor(input, roster, config, { ...options, asks: true })
  const set = read === undefined ? undefined : setOf(read, roster ?? '', options)
  if (read?.isGood === false) {
    const plans = await unsafePlans(input, config, read, set)
    return { problems: read.problems, isGood: false, plans }
  }
  const engine = await openEngine(input, config)
  const plans = await planSet(engine, config.limits, set)
  // What only the stored school can tell of a set: two people with one id, names of nobody.
  const found = plans.flatMap((plan) => plan.problems)
  reportProblems(found, input.output, input.t)
  const problems = [...(read?.problems ?? []), ...found]
  return hasErrors(found)
    ? { problems, isGood: false, plans: [] }
    : { problems, isGood: true, config, engine, plans }
}

function setOf(read: Roster, path: string, { source, matchIds }: SetOptions): IncomingSet {
  const { schools, scopes } = read
  return {
    schools,
    source: source ?? sourceOf(read, path),
    matchIds: matchIds === true,
    ...(scopes === undefined ? {} : { scopes }),
  }
}

/**
 * A truncated export has errors, since what remains of it names what is gone, and it is what the safety limits are for:
 * the numbers say more than a hundred missing ids. Nothing is asked of the homeserver for other errors.
 */
async function unsafePlans(
  input: CommandInput<unknown>,
  config: Config,
  { schools, namesMissing }: Roster,
  set: IncomingSet | undefined,
): Promise<readonly SchoolPlan[]> {
  if (set === undefined || namesMissing !== true || schools.length === 0) return []
  const engine = await openEngine(input, config)
  const plans: SchoolPlan[] = []
  for (const school of schools) {
    const scope = set.scopes?.get(school.info.id)
    const incoming = { school, source: set.source, ...(scope === undefined ? {} : { scope }) }
    plans.push(await planSchool(engine, school.info.id, config.limits, incoming))
  }
  return plans.filter((plan) => plan.unsafe.length > 0)
}
