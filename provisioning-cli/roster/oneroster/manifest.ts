/** `manifest.csv`: the version of a OneRoster set, and of each file whether it is there and whether it is the full truth. */
import { readCsv } from '../csv.ts'
import type { Place, Problems } from '../problems.ts'
import type { SetFormat } from '../set-rules.ts'
import type { RosterFile } from '../source.ts'

interface Entry {
  /** In small letters. */
  readonly value: string
  readonly place: Place
}

export interface Manifest {
  /** Its own name. */
  readonly file: string
  entry(name: string): Entry | undefined
  /** The word on a file, by its name without `.csv`. */
  modeOf(file: string): Entry | undefined
}

/** Undefined when it cannot be read; why is in `problems`. */
export async function readManifest(
  file: RosterFile,
  problems: Problems,
): Promise<Manifest | undefined> {
  const entries = new Map<string, Entry>()
  const whole = await readCsv(
    file,
    { required: ['propertyName'], optional: ['value'], expected: ['value'] },
    problems,
    (row) => {
      const place = row.place('value')
      const name = row.text('propertyName')
      if (entries.has(name)) problems.error(place, `The property "${name}" is there twice.`)
      entries.set(name, { value: row.text('value').toLowerCase(), place })
    },
  )
  if (!whole) return undefined
  return {
    file: file.name,
    entry: (name) => entries.get(name),
    modeOf: (name) => entries.get(`file.${name}`),
  }
}

/** Undefined, with the problem told, for a version that is not read. */
export function formatOf(manifest: Manifest, problems: Problems): SetFormat | undefined {
  const version = manifest.entry('manifest.version')
  if (version === undefined || !/^1(\.0)?$/.test(version.value)) {
    const place = version?.place ?? { file: manifest.file }
    problems.error(place, 'manifest.version is not 1.0.', 'Write manifest.version,1.0.')
  }
  const oneroster = manifest.entry('oneroster.version')
  const minor = /^1\.([12])(\.\d+)?$/.exec(oneroster?.value ?? '')?.[1]
  if (minor === undefined) {
    problems.error(
      oneroster?.place ?? { file: manifest.file },
      'oneroster.version is neither 1.1 nor 1.2.',
      'Let the school’s system export OneRoster 1.1 or 1.2 CSV, or use another format (docs/roster.md).',
    )
  }
  if (problems.errorCount > 0) return undefined
  return minor === '1' ? 'oneroster-1.1' : 'oneroster-1.2'
}

interface FileState {
  readonly exists: boolean
  readonly isNeeded: boolean
  readonly isDelta: boolean
}

/** Whether the file is to be read: the manifest's word on it, held against whether it is there. */
export function checkMode(
  manifest: Manifest,
  name: string,
  { exists, isNeeded, isDelta }: FileState,
  problems: Problems,
): boolean {
  const entry = manifest.modeOf(name)
  const mode = entry?.value
  const place = { file: manifest.file, ...entry?.place }
  if (mode === 'bulk' || mode === 'delta') {
    if (exists) return true
    const message = `${name}.csv is missing, though the manifest says it is there.`
    problems.error(place, message, 'Export the set again, with all its files.')
    return false
  }
  if (mode === undefined || mode === '') {
    if (exists || isNeeded) {
      const message = `The manifest does not say how file.${name} is to be read.`
      const taken = `Taken as ${isDelta ? 'delta' : 'bulk'}, since the file is there.`
      problems.warning(place, message, exists ? taken : 'Taken as absent.')
    }
    if (exists) return true
  } else if (mode !== 'absent') {
    const hint = 'Write bulk where the file is in the set, and absent where it is not.'
    problems.error(place, `file.${name} is none of absent, bulk and delta.`, hint)
    return false
  }
  if (exists) {
    const message = `The manifest says that ${name}.csv is absent, but the file is there.`
    problems.error(place, message, `Write file.${name},bulk or take the file out.`)
  } else if (isNeeded) {
    const message = `A school cannot be made without ${name}.csv.`
    problems.error(place, message, 'Export the set with this file.')
  }
  return false
}
