/** A table as somebody typed it, before it is known what its columns are: a CSV file, or one sheet of a workbook. */
import type { Place } from '../problems.ts'

/** What a cell holds that is not what was typed. */
export type OddCell = 'date' | 'formula-error'

export interface TableRow {
  /** Counts from 1, as the program that made the file shows it. */
  readonly line: number
  readonly cells: readonly string[]
  /** By the position of the cell. */
  readonly odd?: ReadonlyMap<number, OddCell>
}

/** Lines count from 1, cells of a row from 0; both ends belong to it. */
export interface MergedCells {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

export interface Table {
  readonly file: string
  /** Of a workbook. */
  readonly sheet?: string
  /** The workbook has other sheets: places name the sheet. */
  readonly isOneOfSeveral?: boolean
  /** A row of another width than the header was cut, or shifted by a separator: in CSV, where nothing else tells. */
  readonly isStrict: boolean
  /** Some rows could not be read, and that was told. */
  readonly isDamaged: boolean
  /** Without the blank ones. */
  readonly rows: readonly TableRow[]
  readonly merged: readonly MergedCells[]
}

/** `Класс` in CSV; `B7` or `Sheet1!B7` in a workbook. */
export function placeOf(
  { file, sheet, isOneOfSeveral }: Table,
  line: number,
  cell?: { readonly at: number; readonly header: string },
): Place {
  if (sheet === undefined) {
    return cell === undefined ? { file, line } : { file, line, column: cell.header }
  }
  const address = cell === undefined ? '' : `${letters(cell.at)}${line}`
  const column = isOneOfSeveral !== true ? address : address === '' ? sheet : `${sheet}!${address}`
  return { file, line, ...(column === '' ? {} : { column }) }
}

/** `A`, `Z`, `AA`. */
function letters(at: number): string {
  const last = String.fromCodePoint(65 + (at % 26))
  return at < 26 ? last : letters(Math.floor(at / 26) - 1) + last
}

/** `B7` as line and position; undefined for what is no address. */
export function parseAddress(address: string): { line: number; at: number } | undefined {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(address)
  if (found === null) return undefined
  const at = [...(found[1] ?? '')].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0) - 1
  return { line: Number(found[2]), at }
}
