/** homeserver.yaml as the administrator has it, with the line of every key: remedies name the line to change. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { LyceumError } from '@lyceum/core/errors.ts'
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import type { Translate } from '../../i18n/texts.ts'

export interface SettingsFile {
  /** Undefined where the key is not there. */
  value(key: string): unknown
  /** `FILE:LINE` of the key; the last file where it is not there. */
  place(key: string): string
}

/** What remedies say while no file was given. */
export const unreadSettings: Pick<SettingsFile, 'place'> = { place: () => 'homeserver.yaml' }

/** As Synapse reads them: files in order, of a folder those that end in `.yaml`, and the last one to name a key wins. */
export function readSettings(paths: string, cwd: string, t: Translate): SettingsFile {
  const files = paths.split(',').flatMap((path) => filesAt(resolve(cwd, path.trim()), t))
  const values = new Map<string, { readonly value: unknown; readonly place: string }>()
  for (const file of files) {
    for (const [key, value, line] of entriesOf(file, t)) {
      values.set(key, { value, place: `${file}:${line}` })
    }
  }
  const last = files.at(-1) ?? paths
  return {
    value: (key) => values.get(key)?.value,
    place: (key) => values.get(key)?.place ?? last,
  }
}

function filesAt(path: string, t: Translate): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) return [path]
    return readdirSync(path)
      .filter((name) => name.endsWith('.yaml'))
      .toSorted()
      .map((name) => join(path, name))
  } catch (cause) {
    throw unreadable(path, t, cause)
  }
}

/** Key, value and line of a YAML file's map. */
export function entriesOf(
  file: string,
  t: Translate,
): readonly (readonly [string, unknown, number])[] {
  const lines = new LineCounter()
  const document = parseDocument(readText(file, t), { lineCounter: lines, prettyErrors: false })
  const [error] = document.errors
  if (error !== undefined) {
    throw unreadable(`${file}:${lines.linePos(error.pos[0]).line}`, t, error)
  }
  const { contents } = document
  if (!isMap(contents)) return []
  const value = document.toJS() as Readonly<Record<string, unknown>>
  return contents.items.flatMap(({ key }) => {
    if (!isScalar(key) || !key.range) return []
    const name = String(key.value)
    return [[name, value[name], lines.linePos(key.range[0]).line] as const]
  })
}

function readText(file: string, t: Translate): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw unreadable(file, t, cause)
  }
}

function unreadable(file: string, t: Translate, cause: unknown): LyceumError {
  return new LyceumError('settings-unreadable', t('doctor.file-unreadable', { file }), { cause })
}
