/**
 * What somebody answered about the columns of lists, beside the configuration: fields and roles by position, and the
 * shape of a header as a hash. No text of a file is in it, since a header may turn out to be a person.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { replaceFile } from '@lyceum/core/config/private-files.ts'
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import { roles, type Role } from '@lyceum/core/school/people.ts'
import { fields, type Field } from '../roster/tables/fields.ts'
import type { ColumnMapping } from '../roster/tables/understanding.ts'

const fileName = 'mappings.yaml'
const notRead = 'not-read'

const comment =
  '# Which column of a list is what, as somebody answered lyceum plan. Without an entry it asks again.\n'

/** By shape; empty where nobody was asked yet. Throws `mappings-unreadable`. */
export async function loadMappings(folder: string): Promise<ReadonlyMap<string, ColumnMapping>> {
  const file = join(folder, fileName)
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return new Map()
  try {
    const found = parse(text, { maxAliasCount: 0 }) as unknown
    return new Map(entriesOf(found).map(readEntry))
  } catch (cause) {
    throw new LyceumError('mappings-unreadable', `${file} cannot be read.`, {
      hint: 'Delete the file: lyceum plan asks again.',
      exitCode: exitCodes.badInput,
      cause,
    })
  }
}

/** Replaces what was answered for the same shape. */
export async function saveMapping(
  folder: string,
  shape: string,
  mapping: ColumnMapping,
): Promise<void> {
  const mappings = new Map(await loadMappings(folder)).set(shape, mapping)
  const lists = [...mappings].map(([key, { columns, role }]) => ({
    shape: key,
    columns: columns.map((field) => field ?? notRead),
    ...(role === undefined ? {} : { role }),
  }))
  await replaceFile(join(folder, fileName), comment + stringify({ format: 1, lists }))
}

function entriesOf(found: unknown): readonly Readonly<Record<string, unknown>>[] {
  const lists: unknown = isRecord(found) ? found['lists'] : undefined
  if (!Array.isArray(lists)) throw new TypeError('lists')
  return lists.filter(isRecord)
}

function readEntry(entry: Readonly<Record<string, unknown>>): readonly [string, ColumnMapping] {
  const { shape, columns, role } = entry
  if (typeof shape !== 'string' || !Array.isArray(columns)) throw new TypeError('shape')
  const known = roles.find((one) => one === role)
  if (role !== undefined && known === undefined) throw new TypeError('role')
  return [shape, { columns: columns.map(readField), ...withRole(known) }]
}

function readField(name: unknown): Field | undefined {
  if (name === notRead) return undefined
  const field = fields.find((one) => one === name)
  if (field === undefined) throw new TypeError('columns')
  return field
}

function withRole(role: Role | undefined): { role?: Role } {
  return role === undefined ? {} : { role }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
