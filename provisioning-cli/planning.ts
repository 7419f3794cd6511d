/** What `plan` and `apply` share: the roster read, the engine opened, the plans of all schools made. */
import type { Config } from '@lyceum/core/config/settings.ts'
import type { Engine } from '@lyceum/core/provision/engine.ts'
import { planSet } from '@lyceum/core/provision/plan-set.ts'
import { planSchool, type SchoolPlan } from '@lyceum/core/provision/plan-school.ts'
import type { Roster, RosterProblem } from '@lyceum/core/school/roster.ts'
import type { CommandInput } from './command.ts'
import { openEngine } from './engine.ts'
import { readConfig } from './installation.ts'
import { readRosterFor, rosterSource } from './roster-input.ts'

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

export async function planFor(
  input: CommandInput<unknown>,
  roster: string | undefined,
): Promise<Planning> {
  const config = await readConfig(input)
  const read = roster === undefined ? undefined : await readRosterFor(input, roster, config)
  const problems = read?.problems ?? []
  if (read?.isGood === false) {
    return { problems, isGood: false, plans: await unsafePlans(input, config, read) }
  }
  const engine = await openEngine(input, config)
  const set = read === undefined ? undefined : { schools: read.schools, source: rosterSource }
  return {
    problems,
    isGood: true,
    config,
    engine,
    plans: await planSet(engine, config.limits, set),
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
): Promise<readonly SchoolPlan[]> {
  if (namesMissing !== true || schools.length === 0) return []
  const engine = await openEngine(input, config)
  const plans: SchoolPlan[] = []
  for (const school of schools) {
    const incoming = { school, source: rosterSource }
    plans.push(await planSchool(engine, school.info.id, config.limits, incoming))
  }
  return plans.filter((plan) => plan.unsafe.length > 0)
}
