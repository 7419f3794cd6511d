/** A roster in whatever format it comes: what a path is, is decided by what lies there. */
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import type { Roster } from '@lyceum/core/school/roster.ts'

import { assembleSchools } from './assemble.ts'
import { assembleChanges } from './delta/assemble-changes.ts'
import { readOneRoster } from './oneroster/read.ts'
import type { RosterOptions } from './options.ts'
import { Problems } from './problems.ts'
import { readLists } from './simple/lists.ts'
import { readSimpleYaml } from './simple/yaml.ts'
import { type MendedRows, readMendedRows, withMended } from './refused/mended-rows.ts'
import { renderRefused } from './refused/render.ts'
import { openSource, type RosterSource } from './source.ts'
import { readCsvTable } from './tables/csv-table.ts'

/**
 * Reads a folder or ZIP in OneRoster 1.1, 1.2 or SDS v2.1, or one `.xlsx`, `.csv` or `.yaml` file. Everything wrong in the
 * files is in `problems`; with an error among them the schools must not be applied. Throws `LyceumError` when there is
 * no such path (`roster-not-found`), no such format (`roster-format-unknown`) or no whole ZIP (`roster-unreadable`).
 */
export async function readRoster(path: string, options: RosterOptions): Promise<Roster> {
  const problems = new Problems()
  const source = await openSource(path, problems)
  const mended = await mendedRows(options.mended, problems)
  const set = mended === undefined ? source : withMended(source, mended)
  try {
    const read = problems.errorCount > 0 ? nothing : await readSource(set, options, problems)
    mended?.reportUnused()
    if (options.onRefused !== undefined) options.onRefused(await renderRefused(source, problems))
    const roster = { ...read, problems: problems.list(source.name) }
    return problems.missingCount > 0 ? { ...roster, namesMissing: true } : roster
  } finally {
    source.close()
  }
}

async function mendedRows(
  path: string | undefined,
  problems: Problems,
): Promise<MendedRows | undefined> {
  if (path === undefined) return undefined
  const source = await openSource(path, problems)
  try {
    return await readMendedRows(source, problems)
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
    const set = await readOneRoster(source, options, problems)
    if (set === undefined) return nothing
    if (set.kind === 'changes') return assembleChanges(set, options, problems)
    const schools = assembleSchools(set.draft, options, problems)
    return set.format === 'sds-2.1' ? { schools, source: 'sds' } : { schools }
  }
  const file = source.files.get(source.name)
  if (file !== undefined && /\.ya?ml$/i.test(file.name)) {
    return readSimpleYaml(file, options, problems)
  }
  if (file !== undefined && /\.(csv|txt|tsv)$/i.test(file.name)) {
    const table = await readCsvTable(file, problems)
    return table === undefined ? nothing : readLists([table], options, problems)
  }
  if (file !== undefined && /\.xlsx$/i.test(file.name)) {
    const { readWorkbook } = await import('./tables/workbook.ts')
    const tables = await readWorkbook(file, problems)
    return tables === undefined ? nothing : readLists(tables, options, problems)
  }
  throw new LyceumError('roster-format-unknown', `${source.name} is in no format that is read.`, {
    hint: /\.(xls|ods|numbers)$/i.test(source.name)
      ? 'Save the list as .xlsx or .csv.'
      : 'Give a OneRoster folder or .zip, or a .xlsx, .csv or .yaml file (docs/roster.md).',
    exitCode: exitCodes.badInput,
  })
}

export { renderSimpleYaml } from './simple/render-yaml.ts'
export type { RosterOptions } from './options.ts'
