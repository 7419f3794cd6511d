/** `manifest.csv` decides what a set is: its version, and of each file whether it is there and whether it is the full truth. */
import { readCsv } from '../csv.ts'
import type { Place, Problems } from '../problems.ts'
import type { RosterFile, RosterSource } from '../source.ts'

/** Files that a school is made of, in the order in which they refer to each other. */
const readFiles = [
  'orgs',
  'academicSessions',
  'courses',
  'users',
  'roles',
  'classes',
  'enrollments',
] as const
type ReadFile = (typeof readFiles)[number]

const needed: ReadonlySet<string> = new Set(['orgs', 'users', 'roles', 'classes', 'enrollments'])

/** Known to the standard and nothing that a school's rooms need. */
const leftAlone: ReadonlySet<string> = new Set(
  `categories classResources courseResources lineItemLearningObjectiveIds lineItems lineItemScoreScales resources
  resultLearningObjectiveIds results resultScoreScales scoreScales userProfiles userResources`.split(
    /\s+/,
  ),
)

export interface Manifest {
  /** The files to read; what is absent is not in it. */
  readonly files: ReadonlyMap<ReadFile, RosterFile>
}

/** Undefined when the set is none that can be read; why is in `problems`. */
export async function readManifest(
  source: RosterSource,
  problems: Problems,
): Promise<Manifest | undefined> {
  const byName = new Map([...source.files.values()].map((file) => [file.name.toLowerCase(), file]))
  const manifest = byName.get('manifest.csv')
  if (manifest === undefined) {
    problems.error(
      { file: 'manifest.csv' },
      'There is no manifest.csv: this is no OneRoster set.',
      'Give the folder or ZIP that the school’s system exported, with all its files.',
    )
    return undefined
  }
  const entries = new Map<string, { value: string; place: Place }>()
  const whole = await readCsv(
    manifest,
    { required: ['propertyName'], optional: ['value'], expected: ['value'] },
    problems,
    (row) => {
      const place = row.place('value')
      const name = row.text('propertyName')
      if (entries.has(name)) problems.error(place, `The property "${name}" is there twice.`)
      entries.set(name, { value: row.text('value').toLowerCase(), place })
    },
  )
  if (!whole || !checkVersions(entries, manifest.name, problems)) return undefined
  reportOtherFiles(byName.values(), problems)
  const files = new Map<ReadFile, RosterFile>()
  for (const name of readFiles) {
    const file = byName.get(`${name.toLowerCase()}.csv`)
    const place = { file: manifest.name, ...entries.get(`file.${name}`)?.place }
    const mode = entries.get(`file.${name}`)?.value
    if (isToBeRead(name, mode, file !== undefined, place, problems) && file) files.set(name, file)
  }
  return { files }
}

function checkVersions(
  entries: ReadonlyMap<string, { value: string; place: Place }>,
  file: string,
  problems: Problems,
): boolean {
  const before = problems.errorCount
  const manifest = entries.get('manifest.version')
  if (manifest === undefined || !/^1(\.0)?$/.test(manifest.value)) {
    const place = manifest?.place ?? { file }
    problems.error(place, 'manifest.version is not 1.0.', 'Write manifest.version,1.0.')
  }
  const oneroster = entries.get('oneroster.version')
  if (oneroster === undefined || !/^1\.2(\.\d+)?$/.test(oneroster.value)) {
    problems.error(
      oneroster?.place ?? { file },
      'oneroster.version is not 1.2.',
      'Let the school’s system export OneRoster 1.2 CSV, or use the simple format (docs/roster.md).',
    )
  }
  return problems.errorCount === before
}

/** The manifest's word on one file, held against whether it is there. */
function isToBeRead(
  name: ReadFile,
  mode: string | undefined,
  exists: boolean,
  place: Place,
  problems: Problems,
): boolean {
  if (mode === 'bulk') {
    if (exists) return true
    const message = `${name}.csv is missing, though the manifest says it is there.`
    problems.error(place, message, 'Export the set again, with all its files.')
    return false
  }
  if (mode === 'delta') {
    const message = `${name}.csv holds only changes (delta); a full set (bulk) is needed.`
    problems.error(place, message, 'Let the school’s system export everything ("bulk", "full").')
    return false
  }
  if (mode === undefined || mode === '') {
    const message = `The manifest does not say how file.${name} is to be read.`
    const taken = exists ? 'Taken as bulk, since the file is there.' : 'Taken as absent.'
    problems.warning(place, message, taken)
    if (exists) return true
  } else if (mode !== 'absent') {
    const hint = 'Write bulk where the file is in the set, and absent where it is not.'
    problems.error(place, `file.${name} is none of absent, bulk and delta.`, hint)
    return false
  }
  return isRightlyAbsent(name, exists, place, problems)
}

function isRightlyAbsent(
  name: ReadFile,
  exists: boolean,
  place: Place,
  problems: Problems,
): boolean {
  if (exists) {
    const message = `The manifest says that ${name}.csv is absent, but the file is there.`
    problems.error(place, message, `Write file.${name},bulk or take the file out.`)
  } else if (needed.has(name)) {
    const message = `A school cannot be made without ${name}.csv.`
    problems.error(place, message, 'Export the set with this file.')
  }
  return false
}

function reportOtherFiles(files: Iterable<RosterFile>, problems: Problems): void {
  const known: ReadonlySet<string> = new Set(
    ['manifest', ...readFiles, ...leftAlone].map((name) => `${name.toLowerCase()}.csv`),
  )
  for (const { name } of files) {
    if (name.toLowerCase() === 'demographics.csv') {
      problems.warning(
        { file: name },
        'Birth dates, origin and the like are in the set. They are never read.',
        'Leave this file out of the export: it is not needed here.',
      )
    } else if (/\.csv$/i.test(name) && !known.has(name.toLowerCase())) {
      problems.warning({ file: name }, 'OneRoster knows no file of this name; it is not read.')
    }
  }
}
