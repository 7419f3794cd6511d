/** The roster that a command was given: read, and refused as a whole when anything is wrong with it. */
import { resolve } from 'node:path'
import type { Config } from '@lyceum/core/config/settings.ts'
import type { Roster } from '@lyceum/core/school/roster.ts'
import type { CommandInput } from './command.ts'
import { hasErrors, reportProblems } from './output/problems.ts'
import { readRoster } from './roster/read.ts'

/** Records that a roster brings are marked with it: an import changes and removes only its own (DESIGN §5). */
export const rosterSource = 'roster'

/** Problems are told on standard error. */
export async function readRosterFor(
  input: CommandInput<unknown>,
  path: string,
  config: Config | undefined,
): Promise<Roster & { readonly isGood: boolean }> {
  const roster = await readRoster(resolve(input.io.cwd, path), {
    timeZone: config?.timeZone ?? 'Europe/Moscow',
  })
  reportProblems(roster.problems, input.output, input.t)
  return { ...roster, isGood: !hasErrors(roster.problems) }
}
