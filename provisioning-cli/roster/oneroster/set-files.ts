/**
 * What a folder or ZIP is: which format, which of its files make the schools, and whether it is the full truth (bulk) or
 * only what changed (delta). The manifest says so, where there is one; SDS has none, and real exports lose it.
 */
import type { Problems } from '../problems.ts'
import { peek, type Peek } from '../peek.ts'
import type { SetFormat } from '../set-rules.ts'
import type { RosterFile, RosterSource } from '../source.ts'
import { checkMode, formatOf, readManifest, type Manifest } from './manifest.ts'

/** In the order in which they refer to each other. */
const readFiles = [
  'orgs',
  'academicSessions',
  'courses',
  'users',
  'roles',
  'classes',
  'enrollments',
  'relationships',
] as const
type ReadFile = (typeof readFiles)[number]

/** Of a full set. */
const needed: Readonly<Record<SetFormat, readonly ReadFile[]>> = {
  'oneroster-1.1': ['orgs', 'users', 'classes', 'enrollments'],
  'oneroster-1.2': ['orgs', 'users', 'roles', 'classes', 'enrollments'],
  'sds-2.1': ['orgs', 'users', 'roles', 'classes', 'enrollments'],
}

const ofNoUse: Readonly<Record<SetFormat, readonly ReadFile[]>> = {
  'oneroster-1.1': ['roles', 'relationships'],
  'oneroster-1.2': ['relationships'],
  'sds-2.1': [],
}

/** Known to the standards and nothing that a school's rooms need. */
const leftAlone: ReadonlySet<string> = new Set(
  `categories classResources courseResources lineItemLearningObjectiveIds lineItems lineItemScoreScales resources
  resultLearningObjectiveIds results resultScoreScales scoreScales userProfiles userResources`.split(
    /\s+/,
  ),
)

export interface SetFiles {
  readonly format: SetFormat
  readonly isDelta: boolean
  readonly files: ReadonlyMap<ReadFile, RosterFile>
}

/** Undefined when the set is none that can be read; why is in `problems`. */
export async function findSetFiles(
  source: RosterSource,
  problems: Problems,
): Promise<SetFiles | undefined> {
  const byName = new Map([...source.files.values()].map((file) => [file.name.toLowerCase(), file]))
  const peeks = await peekAll(byName)
  const manifestFile = byName.get('manifest.csv')
  const manifest = manifestFile && (await readManifest(manifestFile, problems))
  if (manifestFile !== undefined && manifest === undefined) return undefined
  const format =
    manifest === undefined ? formatByHeaders(peeks, problems) : formatOf(manifest, problems)
  if (format === undefined) return undefined
  const names = readFiles.filter((name) => !ofNoUse[format].includes(name))
  reportOtherFiles(byName.values(), names, format, problems)
  const isDelta = format !== 'sds-2.1' && isSetOfChanges(manifest, names, peeks, problems)
  const files = new Map<ReadFile, RosterFile>()
  for (const name of names) {
    const file = byName.get(fileName(name))
    const isNeeded = !isDelta && needed[format].includes(name)
    const isRead =
      manifest === undefined
        ? isThere(name, file, isNeeded, format, problems)
        : checkMode(manifest, name, { exists: file !== undefined, isNeeded, isDelta }, problems)
    if (isRead && file !== undefined) files.set(name, file)
  }
  const isWhole = isDelta ? files.size > 0 : needed[format].every((name) => files.has(name))
  return isWhole ? { format, isDelta, files } : undefined
}

function fileName(name: ReadFile): string {
  return `${name.toLowerCase()}.csv`
}

async function peekAll(byName: ReadonlyMap<string, RosterFile>): Promise<Map<ReadFile, Peek>> {
  const found = new Map<ReadFile, Peek>()
  for (const name of readFiles) {
    const file = byName.get(fileName(name))
    if (file !== undefined) found.set(name, await peek(file))
  }
  return found
}

/** By what only one of the formats has. */
function formatByHeaders(
  peeks: ReadonlyMap<ReadFile, Peek>,
  problems: Problems,
): SetFormat | undefined {
  const has = (file: ReadFile, column: string) => peeks.get(file)?.header.has(column) === true
  const isOneRoster = has('users', 'enableduser') || has('classes', 'schoolsourcedid')
  if (
    !isOneRoster &&
    (has('roles', 'usersourcedid') || has('classes', 'orgsourcedid')) &&
    peeks.has('users')
  ) {
    return 'sds-2.1'
  }
  const format =
    has('roles', 'roletype') || has('roles', 'usersourcedid')
      ? 'oneroster-1.2'
      : has('users', 'role') || has('users', 'orgsourcedids')
        ? 'oneroster-1.1'
        : undefined
  if (format !== undefined) {
    problems.warning(
      { file: 'manifest.csv' },
      `There is no manifest.csv; by the headers this is ${format === 'oneroster-1.1' ? 'OneRoster 1.1' : 'OneRoster 1.2'}.`,
      'Look at what is read; better, give all files that the school’s system exported.',
    )
    return format
  }
  problems.error(
    { file: 'manifest.csv' },
    'There is no manifest.csv, and the headers are those of no format that is read.',
    'Give the folder or ZIP that the school’s system exported, with all its files.',
  )
  return undefined
}

/**
 * A delta fills `status` and `dateLastModified` in every row, a bulk set in none (OneRoster 1.2, 2.2). Where the manifest
 * says something else, the data win, as the standard has it.
 */
function isSetOfChanges(
  manifest: Manifest | undefined,
  names: readonly ReadFile[],
  peeks: ReadonlyMap<ReadFile, Peek>,
  problems: Problems,
): boolean {
  const rows = names.flatMap((name) => peeks.get(name)?.rows ?? [])
  const filled = rows.filter((row) => (row.get('status') ?? '') !== '')
  const marked = filled.filter((row) => (row.get('datelastmodified') ?? '') !== '')
  const said = names.map((name) => manifest?.modeOf(name)).find((mode) => mode?.value === 'delta')
  if (said !== undefined) {
    if (filled.length > 0 || rows.length === 0) return true
    problems.warning(
      said.place,
      'The manifest says that this is a set of changes (delta), but no row has a status; it is read as a full set (bulk).',
      'If it is none, do not apply it: who is missing from a full set is removed.',
    )
    return false
  }
  const isDelta = rows.length > 0 && marked.length === rows.length
  if (isDelta) {
    problems.warning(
      { file: manifest?.file ?? 'manifest.csv' },
      'Every row has a status and a date: this is read as a set of changes (delta), though no manifest says so.',
      'Nobody is removed but by rows with "tobedeleted". If it is a full set, empty the column dateLastModified.',
    )
  }
  return isDelta
}

/** Without a manifest. */
function isThere(
  name: ReadFile,
  file: RosterFile | undefined,
  isNeeded: boolean,
  format: SetFormat,
  problems: Problems,
): boolean {
  if (file !== undefined) return true
  if (isNeeded) {
    const message = `A school cannot be made without ${name}.csv.`
    problems.error({ file: `${name}.csv` }, message, 'Export the set with this file.')
  } else if (format === 'sds-2.1' && name === 'relationships') {
    problems.warning(
      { file: `${name}.csv` },
      'There is no relationships.csv: no parents are read.',
      'Export the set with this file if parents are to take part.',
    )
  }
  return false
}

function reportOtherFiles(
  files: Iterable<RosterFile>,
  names: readonly ReadFile[],
  format: SetFormat,
  problems: Problems,
): void {
  const known: ReadonlySet<string> = new Set(
    ['manifest', ...names, ...leftAlone].map((name) => `${name.toLowerCase()}.csv`),
  )
  for (const { name } of files) {
    if (/^(demographics|userflags)\.csv$/i.test(name)) {
      problems.warning(
        { file: name },
        'Birth dates, origin, needs and the like are in the set. They are never read.',
        'Leave this file out of the export: it is not needed here.',
      )
    } else if (/\.csv$/i.test(name) && !known.has(name.toLowerCase())) {
      const formatName = format === 'sds-2.1' ? 'SDS' : 'OneRoster'
      problems.warning({ file: name }, `${formatName} knows no file of this name; it is not read.`)
    }
  }
}
