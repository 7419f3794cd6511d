/** Refused rows that came back mended: each takes the place of the row of that file and line. */
import { basename } from 'node:path'

import { readRecords } from '../csv-records.ts'
import type { Problems } from '../problems.ts'
import type { RosterSource } from '../source.ts'
import { digestOf, fixedColumns, unprotectCell } from './cells.ts'

interface Mended {
  readonly digest: string
  readonly cells: readonly string[]
  /** In the file of mended rows. */
  readonly line: number
  isUsed: boolean
}

export class MendedRows {
  readonly #file: string
  readonly #problems: Problems
  readonly #rows = new Map<string, Mended>()

  constructor(file: string, problems: Problems) {
    this.#file = file
    this.#problems = problems
  }

  add(file: string, line: string, row: Omit<Mended, 'isUsed'>): void {
    const key = `${file}:${line}`
    const place = { file: this.#file, line: row.line }
    if (this.#rows.has(key)) this.#problems.error(place, `The row of ${key} is there twice.`)
    this.#rows.set(key, { ...row, isUsed: false })
  }

  /** What stands there now: the mended cells, or those of the file. A row whose cells were all emptied is left out. */
  cellsFor(file: string, line: number, cells: readonly string[]): readonly string[] {
    const mended = this.#rows.get(`${file}:${line}`)
    if (mended === undefined) return cells
    mended.isUsed = true
    if (mended.digest === digestOf(cells)) return mended.cells
    this.#problems.error(
      { file: this.#file, line: mended.line },
      `Line ${line} of ${file} is not the row that was refused: the set has changed since.`,
      'Run check --refused again on this set, and mend its rows.',
    )
    return cells
  }

  /** After the set was read. */
  reportUnused(): void {
    for (const [key, row] of this.#rows) {
      if (row.isUsed) continue
      const place = { file: this.#file, line: row.line }
      this.#problems.error(place, `There is no row ${key} in the set.`, 'Is it the same set?')
    }
  }
}

/** Reads the file of mended rows; everything wrong with it goes to `problems`. */
export async function readMendedRows(
  source: RosterSource,
  problems: Problems,
): Promise<MendedRows> {
  const name = basename(source.name)
  const mended = new MendedRows(name, problems)
  const file = source.files.get(source.name)
  let width = 0
  if (file === undefined) return mended
  await readRecords(file, problems, (record, line) => {
    const isHeader = record[0]?.trim().toLowerCase() === fixedColumns[0]
    if (isHeader) {
      width = record.findLastIndex((cell) => cell.trim() !== '') + 1
      return
    }
    const [path = '', at = '', , digest = ''] = record.map(unprotectCell)
    if (width === 0 || path === '' || !/^\d+$/.test(at)) {
      const message =
        'This is no row that check --refused wrote: its first cells are file, line, problem and row.'
      problems.error({ file: name, line }, message, 'Leave the first four cells as they are.')
      return
    }
    // A spreadsheet fills up short rows: what is empty beyond the block's header was not there.
    const filled = record.findLastIndex((cell) => cell.trim() !== '') + 1
    const isEmpty = filled <= fixedColumns.length
    const cells = isEmpty
      ? []
      : Array.from({ length: Math.max(filled, width) }, (_, index) => record[index] ?? '')
          .slice(fixedColumns.length)
          .map(unprotectCell)
    mended.add(path, at, { digest, cells, line })
  })
  return mended
}

export function withMended(source: RosterSource, mended: MendedRows): RosterSource {
  const files = [...source.files].map(([name, file]) => [name, { ...file, mended }] as const)
  return { ...source, files: new Map(files) }
}
