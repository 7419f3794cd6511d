import type { Role } from '@lyceum/core/school/people.ts'

import type { Problems } from '../problems.ts'
import { type Field, spellings } from './fields.ts'
import { classOfSheet, type ListRole, listRole } from './list-role.ts'
import { placeOf, type Table } from './table.ts'
import {
  type Column,
  type ColumnMapping,
  type ColumnOptions,
  findHeader,
  type Header,
  isUnknown,
} from './understanding.ts'

/** A table of which it is known what each column is. */
export interface List {
  readonly table: Table
  /** Of the header; people stand below it. */
  readonly line: number
  readonly columns: readonly Column[]
  /** Of everybody in the list; undefined where a column says it. */
  readonly role: Role | undefined
  /** Of everybody in the list, by the name of the sheet. */
  readonly class: string | undefined
}

export interface UnderstandOptions {
  readonly role?: Role
  readonly columns?: ColumnOptions
}

const plansAsk =
  'On a terminal, lyceum plan asks once which column is what, and remembers the answers.'

/** Undefined when it cannot be read: an error, or in a workbook a warning where the sheet may be something else. */
export async function understandTable(
  table: Table,
  options: UnderstandOptions,
  problems: Problems,
): Promise<List | undefined> {
  const saved = options.columns?.saved ?? new Map<string, ColumnMapping>()
  const header = findHeader(table, saved)
  if (header === undefined) {
    reportNoHeader(table, problems)
    return undefined
  }
  const mapping = saved.get(header.shape) ?? (await askAbout(table, header, options))
  if (mapping === undefined && header.isGuess) {
    reportNoHeader(table, problems)
    return undefined
  }
  const columns = mapping === undefined ? header.columns : mapped(header, mapping)
  const role = listRole(table, columns, options.role ?? mapping?.role)
  if (reportHeader(table, header, columns, role, problems)) return undefined
  if (mapping === undefined) reportUnread(table, header, columns, problems)
  const list = listOf(table, header, columns, role, problems)
  options.columns?.tell?.({
    file: table.file,
    ...(table.sheet === undefined ? {} : { sheet: table.sheet }),
    line: list.line,
    columns: columns.map(({ header: name, field }) => ({
      header: name,
      ...(field === undefined ? {} : { field }),
    })),
    ...(list.role === undefined ? {} : { role: list.role }),
    isMapped: mapping !== undefined,
  })
  return list
}

async function askAbout(
  table: Table,
  header: Header,
  { columns: options, role: given }: UnderstandOptions,
): Promise<ColumnMapping | undefined> {
  if (options?.ask === undefined) return undefined
  const { columns } = header
  const asksRole = (found: readonly Column[]) => listRole(table, found, given).kind === 'unclear'
  const isAsked = (column: Column) => isUnknown(column) || column.isDouble === true
  const isClear = missingNames(columns).length === 0 && !asksRole(columns) && !columns.some(isAsked)
  if (isClear) return undefined
  const question = {
    file: table.file,
    ...(table.sheet === undefined ? {} : { sheet: table.sheet }),
    columns: columns.map((column) => {
      const guess = column.isDouble === true ? undefined : (column.field ?? column.near)
      const told = { header: column.header, isAsked: isAsked(column) }
      return guess === undefined ? told : { ...told, field: guess }
    }),
    asksRole: (fields: ColumnMapping['columns']) => asksRole(mapped(header, { columns: fields })),
  }
  return options.ask(question, header.shape)
}

function mapped(header: Header, { columns }: ColumnMapping): readonly Column[] {
  return header.columns.map(({ at, header: name, owner }) => {
    const field = columns[at]
    const column = { at, header: name, ...(owner === undefined ? {} : { owner }) }
    return field === undefined ? { ...column, left: 'number' as const } : { ...column, field }
  })
}

/** Without a family name and a given name, together or apart, there is nobody in the line. */
function missingNames(columns: readonly Column[]): readonly Field[] {
  const has = (field: Field) => columns.some((column) => column.field === field)
  if (has('fullName')) return []
  return (['familyName', 'givenName'] as const).filter((field) => !has(field))
}

/** True when the list must not be read by this header. */
function reportHeader(
  table: Table,
  { row, columns: named }: Header,
  columns: readonly Column[],
  role: ListRole,
  problems: Problems,
): boolean {
  const before = problems.errorCount
  const at = (header: string, position?: number) =>
    table.sheet === undefined || position !== undefined
      ? placeOf(table, row.line, { at: position ?? 0, header })
      : placeOf(table, row.line)
  const near = new Map(columns.map((column) => [column.near, column]))
  const missing = missingNames(columns)
  for (const [field, column] of near) {
    if (field === undefined) continue
    const [name] = spellings[field]
    const message = `There is no column "${name}", but one called "${column.header}".`
    const hint = `Rename it to "${name}", or to something else if it is not that. ${plansAsk}`
    problems.error(at(table.sheet === undefined ? name : column.header, column.at), message, hint)
  }
  for (const field of missing) {
    if (near.has(field)) continue
    const [name] = spellings[field]
    problems.error(at(name), `The column "${name}" is missing from the header.`, plansAsk)
  }
  for (const column of columns) {
    if (column.isDouble !== true) continue
    const message = `The column "${column.header}" is there twice, or another one means the same.`
    problems.error(at(column.header, column.at), message, `Keep one. ${plansAsk}`)
  }
  if (role.kind === 'unclear' && named.some((column) => column.field !== undefined)) {
    if (near.has('role')) return true
    problems.error(
      at(spellings.role[0]),
      'It is not said who is in the list: pupils, teachers or parents.',
      `Add a column "${spellings.role[0]}" (Role), or say it for all with --role. ${plansAsk}`,
    )
  }
  return problems.errorCount > before
}

function reportUnread(
  table: Table,
  { row }: Header,
  columns: readonly Column[],
  problems: Problems,
): void {
  for (const column of columns) {
    const place = placeOf(table, row.line, column)
    if (column.left === 'never') {
      const hint = 'Leave it out of the file: the platform keeps no such values.'
      problems.warning(place, `The column "${column.header}" is never imported.`, hint)
    } else if (isUnknown(column)) {
      problems.warning(place, 'This column is not read.', plansAsk)
    }
  }
}

function listOf(
  table: Table,
  { row }: Header,
  columns: readonly Column[],
  role: ListRole,
  problems: Problems,
): List {
  const has = (field: Field) => columns.some((column) => column.field === field)
  const isOfPupils = role.kind === 'all' && role.role === 'pupil'
  const group = isOfPupils && !has('class') && !has('grade') ? classOfSheet(table) : undefined
  if (role.kind === 'all' && role.isGuess) {
    problems.warning(
      placeOf(table, row.line),
      `No column says who is in the list; all are taken for ${role.role}s.`,
      'If that is not right, say it with --role, or add a column "Роль" (Role).',
    )
  }
  if (group !== undefined) {
    const message = 'There is no column for the class; the name of the sheet is taken for it.'
    problems.warning(placeOf(table, row.line), message)
  }
  const sole = role.kind === 'all' ? role.role : undefined
  return { table, line: row.line, columns, role: sole, class: group }
}

/** A sheet that is nothing like a list may be notes or sums; a file must be a list. */
function reportNoHeader(table: Table, problems: Problems): void {
  if (table.isOneOfSeveral === true) {
    const place = placeOf(table, table.rows[0]?.line ?? 1)
    const message = 'No header of a list is in this sheet; it is not read.'
    problems.warning(place, message, plansAsk)
    return
  }
  const wanted = 'Wanted: Фамилия, Имя, Роль, Класс (Family name, Given name, Role, Class).'
  problems.error(
    placeOf(table, table.rows[0]?.line ?? 1),
    'The first line is not a header that is known.',
    `${wanted} ${plansAsk}`,
  )
}
