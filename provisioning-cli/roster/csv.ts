/**
 * One CSV file, row by row, read by header name. Rows are handed to a callback and never kept: a region's enrolments
 * are half a million of them.
 */
import { type CsvColumns, type Header, readHeader } from './csv-header.ts'
import { exportAgain, readRecords } from './csv-records.ts'
import type { Place, Problems } from './problems.ts'
import type { RosterFile } from './source.ts'
import { isOnlyPadded } from './trailing-cells.ts'

const maxRows = 2_000_000

export class CsvRow<Column extends string> {
  readonly line: number
  readonly #file: string
  readonly #cells: readonly string[]
  readonly #header: Header<Column>

  constructor(file: string, line: number, cells: readonly string[], header: Header<Column>) {
    this.line = line
    this.#file = file
    this.#cells = cells
    this.#header = header
  }

  /** Trimmed; empty when the cell or the whole column is not there. */
  text(column: Column): string {
    const at = this.#header.index.get(column)
    return at === undefined ? '' : (this.#cells[at] ?? '').trim()
  }

  place(column?: Column): Place {
    const place = { file: this.#file, line: this.line }
    if (column === undefined) return place
    return { ...place, column: this.#header.names.get(column) ?? column }
  }
}

/** False when the file could not be read whole: what refers to its rows must then not be called dangling. */
export async function readCsv<Column extends string>(
  file: RosterFile,
  columns: CsvColumns<Column>,
  problems: Problems,
  onRow: (row: CsvRow<Column>) => void,
): Promise<boolean> {
  const reading = new CsvReading(file.name, columns, problems, onRow)
  const whole = await readRecords(file, problems, (cells, line) => reading.record(cells, line))
  return whole === undefined ? false : reading.end(whole)
}

class CsvReading<Column extends string> {
  readonly #file: string
  readonly #columns: CsvColumns<Column>
  readonly #problems: Problems
  readonly #onRow: (row: CsvRow<Column>) => void
  #header: Header<Column> | undefined
  #width = 0
  #names: readonly string[] = []
  #rows = 0
  /** Every row so far could be read. */
  #whole = true

  constructor(
    file: string,
    columns: CsvColumns<Column>,
    problems: Problems,
    onRow: (row: CsvRow<Column>) => void,
  ) {
    this.#file = file
    this.#columns = columns
    this.#problems = problems
    this.#onRow = onRow
  }

  record(cells: readonly string[], line: number): void {
    if (this.#width === 0) {
      this.#width = cells.length
      this.#names = cells
      const place = { file: this.#file, line }
      this.#header = readHeader(cells, this.#columns, place, this.#problems)
      return
    }
    this.#rows += 1
    if (this.#header === undefined || !this.#isRightWidth(cells, line)) return
    if (this.#rows > maxRows) return this.#refuseRow(line)
    const row = new CsvRow(this.#file, line, cells, this.#header)
    for (const column of this.#columns.neededIn?.(row) ?? this.#columns.required) {
      if (row.text(column) !== '') continue
      const place = row.place(column)
      this.#problems.error(place, `The value of "${place.column}" is missing.`)
    }
    this.#onRow(row)
  }

  /** Whether every row was read. */
  end(isReadToEnd: boolean): boolean {
    if (!isReadToEnd) this.#whole = false
    if (this.#width === 0 && this.#whole) {
      this.#problems.error({ file: this.#file, line: 1 }, 'The file is blank.', exportAgain)
    } else if (this.#header !== undefined && this.#rows === 0 && this.#whole) {
      this.#problems.error(
        { file: this.#file, line: 1 },
        'The file has a header and no rows: the export stopped too early or found nothing.',
        'Export it again. Nothing is changed, so nobody is removed.',
      )
    }
    return this.#whole && this.#header !== undefined && this.#rows > 0
  }

  #isRightWidth(cells: readonly string[], line: number): boolean {
    if (cells.length === this.#width) return true
    if (cells.length > this.#width && isOnlyPadded(this.#names, cells)) {
      this.#problems.warnOnce(
        `padded ${this.#file}`,
        { file: this.#file, line },
        'The row has empty cells at its end that the header does not have; so may others. They are not read.',
      )
      return true
    }
    this.#whole = false
    this.#problems.error(
      { file: this.#file, line },
      `The row has ${cells.length} cells, the header ${this.#width}.`,
      cells.length > this.#width
        ? 'Put cells that hold the separator between quotation marks.'
        : 'The row may have been cut. Export the file again.',
    )
    return false
  }

  #refuseRow(line: number): void {
    this.#whole = false
    if (this.#rows > maxRows + 1) return
    this.#problems.error({ file: this.#file, line }, 'The file has more than 2,000,000 rows.')
  }
}
