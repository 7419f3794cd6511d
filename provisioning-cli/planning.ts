/** What `plan` and `apply` share: the roster read, the engine opened, the plans of all schools made. */
import type { Config } from '@lyceum/core/config/settings.ts'
import type { Engine } from '@lyceum/core/provision/engine.ts'
import { planSet } from '@lyceum/core/provision/plan-set.ts'
import type { SchoolPlan } from '@lyceum/core/provision/plan-school.ts'
import type { RosterProblem } from '@lyceum/core/school/roster.ts'
import type { CommandInput } from './command.ts'
import { openEngine } from './engine.ts'
import { readConfig } from './installation.ts'
import { readRosterFor, rosterSource } from './roster-input.ts'

export type Planning =
  | { readonly problems: readonly RosterProblem[]; readonly isGood: false }
  | {
      readonly problems: readonly RosterProblem[]
      readonly isGood: true
      readonly config: Config
      readonly engine: Engine
      readonly plans: readonly SchoolPlan[]
    }

/** Nothing is opened or asked for a roster with errors. */
export async function planFor(
  input: CommandInput<unknown>,
  roster: string | undefined,
): Promise<Planning> {
  const config = await readConfig(input)
  const read = roster === undefined ? undefined : await readRosterFor(input, roster, config)
  const problems = read?.problems ?? []
  if (read?.isGood === false) return { problems, isGood: false }
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
