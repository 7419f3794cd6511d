/** The lines of a list, read by what its columns are. */
import { exportAgain } from '../csv-records.ts'
import type { Place, Problems } from '../problems.ts'
import { type Field, spellings } from './fields.ts'
import { type MergedCells, placeOf, type Table, type TableRow } from './table.ts'
import type { List } from './understand.ts'
import { type Column, shapeOf } from './understanding.ts'

export interface Cell {
  readonly text: string
  readonly place: Place
}

export class ListRow {
  readonly list: List
  readonly #row: TableRow

  constructor(list: List, row: TableRow) {
    this.list = list
    this.#row = row
  }

  /** Trimmed; empty when the cell or the whole column is not there. */
  text(field: Field): string {
    return this.all(field)[0]?.text ?? ''
  }

  /** Several columns may name parents. */
  all(field: Field): readonly Cell[] {
    return columnsOf(this.list, field).map((column) => ({
      text: (this.#row.cells[column.at] ?? '').trim(),
      place: placeOf(this.list.table, this.#row.line, column),
    }))
  }

  has(field: Field): boolean {
    return columnsOf(this.list, field).length > 0
  }

  place(field?: Field): Place {
    const { table } = this.list
    const column = field === undefined ? undefined : columnsOf(this.list, field)[0]
    if (column !== undefined) return placeOf(table, this.#row.line, column)
    const place = placeOf(table, this.#row.line)
    return field === undefined || table.sheet !== undefined ? place : { ...place, column: field }
  }
}

function columnsOf({ columns }: List, field: Field): readonly Column[] {
  return columns.filter((column) => column.field === field)
}

/** Lines that cannot be read are told, and left out: with an error among them nothing of the file is used. */
export function readListRows(list: List, problems: Problems): readonly ListRow[] {
  const { table, line } = list
  const below = table.rows.filter((row) => row.line > line)
  const header = table.rows.find((row) => row.line === line)
  const shape = shapeOf(header?.cells ?? [])
  const filled = fillMerged(list, problems)
  const rows: ListRow[] = []
  for (const row of below) {
    // A header that is repeated on every page.
    if (shapeOf(row.cells) === shape) continue
    if (table.isStrict && !isRightWidth(table, header?.cells.length ?? 0, row, problems)) continue
    const cells = row.cells.map((cell, at) => filled.get(`${row.line}:${at}`) ?? cell)
    if (isBlank(list, cells) && row.odd === undefined) continue
    reportOdd(list, row, problems)
    const listRow = new ListRow(list, { ...row, cells })
    reportMissing(listRow, row, problems)
    rows.push(listRow)
  }
  if (rows.length === 0 && !table.isDamaged) {
    problems.error(
      placeOf(table, line),
      'The file has a header and no rows: the export stopped too early or found nothing.',
      'Export it again. Nothing is changed, so nobody is removed.',
    )
  }
  return rows
}

function isRightWidth(table: Table, width: number, row: TableRow, problems: Problems): boolean {
  // One cell more may be an empty one at the end, or a separator inside a name that shifts all that follows.
  if (row.cells.length === width) return true
  problems.error(
    placeOf(table, row.line),
    `The row has ${row.cells.length} cells, the header ${width}.`,
    row.cells.length > width
      ? 'Put cells that hold the separator between quotation marks.'
      : `The row may have been cut. ${exportAgain}`,
  )
  return false
}

/** Lines that are prepared for people to come: a number, and nothing else. */
function isBlank({ columns }: List, cells: readonly string[]): boolean {
  return columns.every(({ field, at }) => field === undefined || (cells[at] ?? '').trim() === '')
}

function reportOdd({ table, columns }: List, row: TableRow, problems: Problems): void {
  for (const column of columns) {
    const odd = column.field === undefined ? undefined : row.odd?.get(column.at)
    if (odd === undefined) continue
    const place = placeOf(table, row.line, column)
    if (odd === 'formula-error') {
      problems.error(place, `A formula in the column "${column.header}" gives an error.`)
      continue
    }
    problems.error(
      place,
      `The cell in the column "${column.header}" is a date: the program made one of what was typed, for example of a class "1.5".`,
      'Format the column as text, and type the value again.',
    )
  }
}

function reportMissing(row: ListRow, { odd }: TableRow, problems: Problems): void {
  const names: readonly Field[] = row.has('familyName') ? ['familyName', 'givenName'] : ['fullName']
  for (const field of [...names, 'role' as const]) {
    const column = columnsOf(row.list, field)[0]
    if (column === undefined || row.text(field) !== '' || odd?.has(column.at) === true) continue
    const name = column.header === '' ? spellings[field][0] : column.header
    problems.error(row.place(field), `The value of "${name}" is missing.`)
  }
}

const filledDown: ReadonlySet<Field> = new Set(['class', 'grade', 'letter', 'role', 'school'])

/** A class that stands once beside all its pupils is of all of them; any other merged cells are not clear. */
function fillMerged(list: List, problems: Problems): ReadonlyMap<string, string> {
  const filled = new Map<string, string>()
  for (const area of list.table.merged) {
    const read = list.columns.filter(
      ({ field, at }) => field !== undefined && at >= area.left && at <= area.right,
    )
    if (area.bottom < list.line || read.length === 0) continue
    const place = placeOf(list.table, area.top, { at: area.left, header: '' })
    const [column] = read
    const isOneColumn = area.left === area.right && area.top > list.line
    if (!isOneColumn || column?.field === undefined || !filledDown.has(column.field)) {
      const message = 'Cells are merged here, and it cannot be told whose the value is.'
      problems.error(place, message, 'Take the cells apart, and write the value into each.')
      continue
    }
    problems.warning(place, 'Cells are merged here; the value is taken for each of these lines.')
    fill(filled, list.table, area)
  }
  return filled
}

function fill(filled: Map<string, string>, table: Table, area: MergedCells): void {
  const value = table.rows.find((row) => row.line === area.top)?.cells[area.left] ?? ''
  for (const { line } of table.rows) {
    if (line >= area.top && line <= area.bottom) filled.set(`${line}:${area.left}`, value)
  }
}
