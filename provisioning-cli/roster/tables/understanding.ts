/**
 * Which column of a table is what. By its names where they are known; else by what somebody answered before for a file of
 * this shape; else by asking, if there is somebody to ask. A table that is not understood is not guessed at.
 */
import { createHash } from 'node:crypto'

import { nearest } from '@lyceum/core/config/nearest.ts'
import type { Role } from '@lyceum/core/school/people.ts'

import { roleOf } from '../simple/role-words.ts'
import { cleanText } from '../text.ts'
import {
  type Field,
  fields,
  headerKey,
  isClassLabel,
  type Recognised,
  recogniseHeader,
  spellings,
} from './fields.ts'
import type { Table, TableRow } from './table.ts'

/** What somebody answered: a field or nothing for each column, by position. No text of the file is in it. */
export interface ColumnMapping {
  readonly columns: readonly (Field | undefined)[]
  /** Of everybody in the list, where no column says it. */
  readonly role?: Role
}

export interface ColumnQuestion {
  readonly file: string
  readonly sheet?: string
  readonly columns: readonly {
    readonly header: string
    readonly field?: Field
    /** Not known, or not clear. */
    readonly isAsked: boolean
  }[]
  /** With these columns it is not clear who is in the list. */
  asksRole(columns: ColumnMapping['columns']): boolean
}

export interface ColumnOptions {
  /** By shape. */
  readonly saved: ReadonlyMap<string, ColumnMapping>
  /** Left out where nobody can answer. Undefined: the questions were skipped. */
  readonly ask?: (question: ColumnQuestion, shape: string) => Promise<ColumnMapping | undefined>
  /** Told of each table that was understood. */
  readonly tell?: (table: UnderstoodColumns) => void
}

export interface UnderstoodColumns {
  readonly file: string
  readonly sheet?: string
  /** Of the header. */
  readonly line: number
  readonly columns: readonly { readonly header: string; readonly field?: Field }[]
  readonly role?: Role
  /** By an answer that was given before or just now. */
  readonly isMapped: boolean
}

export interface Column extends Recognised {
  readonly at: number
  /** As it is written, for messages. */
  readonly header: string
  /** A field that this may be misspelt for. */
  readonly near?: Field
  /** Another column is the same field. */
  readonly isDouble?: boolean
}

export interface Header {
  readonly row: TableRow
  readonly shape: string
  readonly columns: readonly Column[]
  /** Nothing in it was recognised; the line may be anything. */
  readonly isGuess: boolean
}

const linesBeforeHeader = 20

/** The line with the most columns that are known; titles may stand above it. Undefined when the list begins with people. */
export function findHeader(
  { rows }: Table,
  saved: ReadonlyMap<string, ColumnMapping>,
): Header | undefined {
  const candidates = rows.slice(0, linesBeforeHeader)
  const mapped = candidates.find((row) => saved.has(shapeOf(row.cells)))
  if (mapped !== undefined) return headerOf(mapped, false)
  let best: { row: TableRow; score: number } | undefined
  for (const row of candidates) {
    const score = scoreOf(row.cells)
    if (score >= 1 && score > (best?.score ?? 0)) best = { row, score }
  }
  if (best !== undefined) return headerOf(best.row, false)
  const first = candidates.find((row) => row.cells.filter((cell) => cell.trim() !== '').length > 1)
  return first === undefined || isPeople(first) ? undefined : headerOf(first, true)
}

/** The same columns in the same order, whatever the case and the marks between the words. */
export function shapeOf(cells: readonly string[]): string {
  const keys = cells.map(headerKey).join('|').replace(/\|+$/, '')
  return createHash('sha256').update(keys).digest('hex').slice(0, 16)
}

/** Words that stand in the cells of a list as well ("ученик") are half a column. */
function scoreOf(cells: readonly string[]): number {
  const found = new Map<Field, number>()
  for (const cell of cells) {
    const { field } = recogniseHeader(cell)
    if (field === undefined || cell.length > 60) continue
    const worth = roleOf(cell) === undefined ? 1 : 0.5
    found.set(field, Math.max(worth, found.get(field) ?? 0))
  }
  return [...found.values()].reduce((sum, one) => sum + one, 0)
}

function isPeople({ cells, odd }: TableRow): boolean {
  return (
    odd !== undefined ||
    cells.some((cell) => isClassLabel(cell) || /\d{3}/.test(cell) || roleOf(cell) !== undefined)
  )
}

function headerOf(row: TableRow, isGuess: boolean): Header {
  const named = row.cells.map((cell, at) => ({
    at,
    header: cleanText(cell).text.slice(0, 60),
    ...recogniseHeader(cell),
  }))
  const columns = settle(named)
  const there = new Set(columns.map((column) => column.field))
  const missing = fields.filter((field) => !there.has(field))
  return {
    row,
    shape: shapeOf(row.cells),
    isGuess,
    columns: columns.map((column) => {
      const near = isUnknown(column) ? nearField(column.header, missing) : undefined
      return near === undefined ? column : { ...column, near }
    }),
  }
}

/** What one column is may depend on which others there are. */
function settle(named: readonly Column[]): readonly Column[] {
  const hasPupil = named.some((one) => one.owner === 'pupil' && isNameField(one.field))
  const hasOwnName = named.some(
    (one) => one.owner === undefined && (one.field === 'fullName' || one.field === 'familyName'),
  )
  const columns = named.map((one) => {
    // A pupil's line that names the teacher: not a second name of the pupil.
    if (one.owner === 'teacher' && (hasPupil || hasOwnName)) return without(one)
    // `ФИО ребёнка` beside the parent's own name is the reference to the child, else the name of the line's pupil.
    if (one.owner === 'child' && hasOwnName && isNameField(one.field)) {
      return one.field === 'fullName' ? { ...one, field: 'children' as const } : without(one)
    }
    return one
  })
  const has = (field: Field) => columns.some((one) => one.field === field)
  const single = has('familyName') || has('fullName') ? undefined : 'givenName'
  const settled = columns.map((one) =>
    one.field !== undefined && one.field === single ? { ...one, field: 'fullName' as const } : one,
  )
  const seen = new Set<Field>()
  return settled.map((one) => {
    if (one.field === undefined || one.field === 'parent') return one
    if (seen.has(one.field)) return { ...one, isDouble: true }
    seen.add(one.field)
    return one
  })
}

function without({ at, header, owner }: Column): Column {
  return { at, header, ...(owner === undefined ? {} : { owner }) }
}

function isNameField(field: Field | undefined): boolean {
  return (
    field === 'fullName' ||
    field === 'familyName' ||
    field === 'givenName' ||
    field === 'middleName'
  )
}

export function isUnknown({ field, left, header }: Column): boolean {
  return field === undefined && left === undefined && header !== ''
}

/** Short words are near to too many others: "год" is not a slip for "код". */
function nearField(header: string, missing: readonly Field[]): Field | undefined {
  return missing.find((field) => {
    const long = spellings[field].filter((spelling) => spelling.length >= 5)
    return nearest(header, long) !== undefined
  })
}
