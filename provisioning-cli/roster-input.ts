/** The roster that a command was given: read, and refused as a whole when anything is wrong with it. */
import { resolve } from 'node:path'
import type { Config } from '@lyceum/core/config/settings.ts'
import type { School } from '@lyceum/core/school/people.ts'
import type { Roster } from '@lyceum/core/school/roster.ts'
import type { CommandInput } from './command.ts'
import { hasErrors, reportProblems } from './output/problems.ts'
import { openDatabase } from './installation.ts'
import { openListInput, type ListChoices } from './lists/list-input.ts'
import { readRoster } from './roster/read.ts'

/**
 * Records that a roster brings are marked with its source: an import changes and removes only its own (DESIGN §5). A
 * format is a source of its own unless `--source` says that two of them are one, or two of one format are not.
 */
export function sourceOf(roster: Pick<Roster, 'source'>, path: string): string {
  if (roster.source !== undefined) return roster.source
  if (/\.xlsx$/i.test(path)) return 'list'
  return /\.(ya?ml|csv|tsv|txt)$/i.test(path) ? 'simple' : 'oneroster'
}

export interface RefusedRows {
  /** The file of refused rows that was given together with the set. */
  readonly mended?: string | undefined
  onRefused?(csv: string): void
}

/** Problems are told on standard error. */
export async function readRosterFor(
  input: CommandInput<unknown>,
  path: string,
  config: Config | undefined,
  choices: ListChoices & RefusedRows = {},
): Promise<Roster & { readonly isGood: boolean }> {
  const { mended, onRefused } = choices
  const list = await openListInput(input, path, config, choices)
  const roster = await readRoster(resolve(input.io.cwd, path), {
    ...(mended === undefined ? {} : { mended: resolve(input.io.cwd, mended) }),
    ...(onRefused === undefined ? {} : { onRefused }),
    timeZone: config?.timeZone ?? 'Europe/Moscow',
    today: new Date(input.io.now()).toISOString().slice(0, 10),
    ...(config === undefined
      ? {}
      : { roles: config.roster.roles, known: () => storedSchools(input, config) }),
    ...list.options,
  }).finally(() => list.close())
  reportProblems(roster.problems, input.output, input.t)
  return { ...roster, isGood: !hasErrors(roster.problems) }
}

async function storedSchools(
  input: CommandInput<unknown>,
  config: Config,
): Promise<readonly School[]> {
  const store = await openDatabase(input, config)
  const infos = await store.schools.list()
  const schools = await Promise.all(infos.map(({ id }) => store.schools.load(id)))
  return schools.filter((school) => school !== undefined)
}
