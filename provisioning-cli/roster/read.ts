/** A roster in whatever format it comes: what a path is, is decided by what lies there. */
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import type { Roster } from '@lyceum/core/school/roster.ts'

import { assembleSchools } from './assemble.ts'
import { readOneRoster } from './oneroster/read.ts'
import type { RosterOptions } from './options.ts'
import { Problems } from './problems.ts'
import { readSimpleCsv } from './simple/csv.ts'
import { readSimpleYaml } from './simple/yaml.ts'
import { openSource, type RosterSource } from './source.ts'

/**
 * Reads a folder or ZIP in OneRoster 1.2, or one `.yaml` or `.csv` file in the simple format. Everything wrong in the
 * files is in `problems`; with an error among them the schools must not be applied. Throws `LyceumError` when there is
 * no such path (`roster-not-found`), no such format (`roster-format-unknown`) or no whole ZIP (`roster-unreadable`).
 */
export async function readRoster(path: string, options: RosterOptions): Promise<Roster> {
  const problems = new Problems()
  const source = await openSource(path, problems)
  try {
    const read = problems.errorCount > 0 ? nothing : await readSource(source, options, problems)
    const roster = { ...read, problems: problems.list(source.name) }
    return problems.missingCount > 0 ? { ...roster, namesMissing: true } : roster
  } finally {
    source.close()
  }
}

/** Schools, what is spoken for in them, and by whom. */
type ReadSchools = Pick<Roster, 'schools' | 'scopes' | 'source'>

const nothing: ReadSchools = { schools: [] }

/** For a source that is open already: problems go where the caller wants them. */
export async function readSource(
  source: RosterSource,
  options: RosterOptions,
  problems: Problems,
): Promise<ReadSchools> {
  if (source.kind !== 'file') {
    const draft = await readOneRoster(source, problems)
    return draft === undefined ? nothing : { schools: assembleSchools(draft, options, problems) }
  }
  const file = source.files.get(source.name)
  if (file !== undefined && /\.ya?ml$/i.test(file.name)) {
    return readSimpleYaml(file, options, problems)
  }
  if (file !== undefined && /\.(csv|txt|tsv)$/i.test(file.name)) {
    return { schools: await readSimpleCsv(file, options, problems) }
  }
  throw new LyceumError('roster-format-unknown', `${source.name} is in no format that is read.`, {
    hint: 'Give a OneRoster folder or .zip, or a .yaml or .csv file (docs/roster.md).',
    exitCode: exitCodes.badInput,
  })
}

export { renderSimpleYaml } from './simple/render-yaml.ts'
export type { RosterOptions } from './options.ts'
