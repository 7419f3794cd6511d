/**
 * One CSV file, row by row, read by header name. Rows are handed to a callback and never kept: a region's enrolments
 * are half a million of them.
 */
import { pipeline } from 'node:stream/promises'

import { Parser } from 'csv-parse'

import { detectShape, type FileShape } from './encoding.ts'
import type { Place, Problems } from './problems.ts'
import type { RosterFile } from './source.ts'
import { cleanText, nearest } from './text.ts'

const maxRows = 2_000_000
const maxRecordBytes = 65_536

export interface CsvColumns<Column extends string> {
  /** Must be in the header and filled in every row. */
  readonly required: readonly Column[]
  /** Read; the header may lack them, with a warning for those in `expected`. */
  readonly optional: readonly Column[]
  readonly expected?: readonly Column[]
  /** Known, and left alone without a word. */
  readonly ignored?: readonly string[]
  /** Other spellings of a header, folded by `fold`; the default compares without case. */
  readonly alias?: (header: string) => Column | undefined
}

export class CsvRow<Column extends string> {
  readonly line: number
  readonly #file: string
  readonly #cells: readonly string[]
  readonly #index: ReadonlyMap<Column, number>

  constructor(
    file: string,
    line: number,
    cells: readonly string[],
    index: ReadonlyMap<Column, number>,
  ) {
    this.#file = file
    this.line = line
    this.#cells = cells
    this.#index = index
  }

  /** Trimmed; empty when the cell or the whole column is not there. */
  text(column: Column): string {
    const at = this.#index.get(column)
    return at === undefined ? '' : (this.#cells[at] ?? '').trim()
  }

  place(column?: Column): Place {
    return { file: this.#file, line: this.line, ...(column === undefined ? {} : { column }) }
  }
}

/** False when the file could not be read whole: what refers to its rows must then not be called dangling. */
export async function readCsv<Column extends string>(
  file: RosterFile,
  columns: CsvColumns<Column>,
  problems: Problems,
  onRow: (row: CsvRow<Column>) => void,
): Promise<boolean> {
  const shape = await detectShape(file, problems)
  if (shape === undefined) return false
  const reading = new CsvReading(file.name, columns, problems, onRow)
  const parser = parserFor(shape, reading)
  try {
    await pipeline(await file.open(), (chunks) => decode(chunks, shape.encoding), parser)
  } catch (cause) {
    if (!isBadInput(cause)) throw cause
    problems.error({ file: file.name }, `The file cannot be read (${cause.code}).`, exportAgain)
    return false
  }
  return reading.end()
}

const exportAgain = 'Export the file again; it may have been cut while it was copied.'

function parserFor(shape: FileShape, reading: { record(c: string[], l: number): void } & Skips) {
  const parser = new Parser({
    bom: true,
    delimiter: shape.delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    trim: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: maxRecordBytes,
    on_record: (cells: string[], context) => {
      reading.record(cells, context.lines)
      return null
    },
  })
  parser.on('skip', (error: { code: string; lines?: number }) => reading.skip(error))
  return parser.resume()
}

interface Skips {
  skip(error: { code: string; lines?: number }): void
}

async function* decode(chunks: AsyncIterable<Buffer>, encoding: FileShape['encoding']) {
  const decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8' })
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true })
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

function isBadInput(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
}

class CsvReading<Column extends string> {
  readonly #file: string
  readonly #columns: CsvColumns<Column>
  readonly #problems: Problems
  readonly #onRow: (row: CsvRow<Column>) => void
  #index: Map<Column, number> | undefined
  #width = 0
  #rows = 0
  #broken = false

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

  record(cells: readonly string[], lastLine: number): void {
    if (this.#width === 0) return this.#header(cells, lastLine)
    if (this.#index === undefined || cells.every((cell) => cell.trim() === '')) return
    const line = lastLine - lineBreaks(cells)
    this.#rows += 1
    if (!this.#rightWidth(cells, line)) return
    if (this.#rows > maxRows) return this.#tooMany(line)
    const row = new CsvRow(this.#file, line, cells, this.#index)
    for (const column of this.#columns.required) {
      if (row.text(column) === '') {
        this.#problems.error(row.place(column), `The value of "${column}" is missing.`)
      }
    }
    this.#onRow(row)
  }

  skip(error: { code: string; lines?: number }): void {
    this.#broken = true
    const place = { file: this.#file, ...(error.lines === undefined ? {} : { line: error.lines }) }
    this.#problems.error(place, skipMessages[error.code] ?? 'The row cannot be read.', exportAgain)
  }

  /** Whether every row was read. */
  end(): boolean {
    if (this.#width === 0 && !this.#broken) {
      this.#problems.error({ file: this.#file }, 'The file is blank.', exportAgain)
    } else if (this.#index !== undefined && this.#rows === 0) {
      this.#problems.error(
        { file: this.#file, line: 1 },
        'The file has a header and no rows: the export stopped too early or found nothing.',
        'Export it again. Nothing is changed, so nobody is removed.',
      )
    }
    return !this.#broken && this.#index !== undefined && this.#rows > 0
  }

  #rightWidth(cells: readonly string[], line: number): boolean {
    const surplus = cells.slice(this.#width)
    if (cells.length >= this.#width && surplus.every((cell) => cell.trim() === '')) return true
    this.#broken = true
    const more = cells.length > this.#width
    this.#problems.error(
      { file: this.#file, line },
      `The row has ${cells.length} cells, the header ${this.#width}.`,
      more
        ? 'Put cells that hold the separator between quotation marks.'
        : 'The row may have been cut. Export the file again.',
    )
    return false
  }

  #tooMany(line: number): void {
    this.#broken = true
    if (this.#rows > maxRows + 1) return
    this.#problems.error({ file: this.#file, line }, 'The file has more than 2,000,000 rows.')
  }

  #header(cells: readonly string[], line: number): void {
    this.#width = cells.length
    const known = [...this.#columns.required, ...this.#columns.optional]
    const byName = new Map(known.map((name) => [name.toLowerCase(), name]))
    const ignored = new Set(this.#columns.ignored?.map((name) => name.toLowerCase()))
    const index = new Map<Column, number>()
    const unknown: string[] = []
    for (const [at, cell] of cells.entries()) {
      const name = cleanText(cell).text
      const column = byName.get(name.toLowerCase()) ?? this.#columns.alias?.(name)
      if (column !== undefined && index.has(column)) {
        const message = `The column "${column}" is there twice.`
        this.#problems.error({ file: this.#file, line, column }, message, 'Keep one of them.')
      } else if (column !== undefined) index.set(column, at)
      else if (name !== '' && !ignored.has(name.toLowerCase())) unknown.push(name)
    }
    const missing = known.filter((column) => !index.has(column))
    const spoilt = this.#missingColumns(missing, unknown, line)
    this.#unknownColumns(unknown, line)
    if (!spoilt) this.#index = index
  }

  /** A column that is not there but for a slip of the pen must not empty what it held. */
  #missingColumns(missing: readonly Column[], unknown: string[], line: number): boolean {
    let spoilt = false
    for (const column of missing) {
      const misspelt = nearest(column, unknown)
      const required = this.#columns.required.includes(column)
      const place = { file: this.#file, line, column }
      if (misspelt !== undefined) {
        spoilt = true
        const message = `There is no column "${column}", but one called "${misspelt}".`
        this.#problems.error(place, message, `Rename it to "${column}".`)
      } else if (required) {
        spoilt = true
        const message = `The column "${column}" is missing from the header.`
        this.#problems.error(place, message, 'Export the file with all its columns.')
      } else if (this.#columns.expected?.includes(column) === true) {
        const message = `There is no column "${column}"; it is taken as empty.`
        this.#problems.warning(place, message)
      }
    }
    return spoilt
  }

  #unknownColumns(unknown: readonly string[], line: number): void {
    for (const name of unknown) {
      if (/^metadata\./i.test(name)) continue
      const column = name.slice(0, 40)
      this.#problems.warning({ file: this.#file, line, column }, `This column is not read.`)
    }
  }
}

const skipMessages: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'A quotation mark is opened and never closed.',
  CSV_INVALID_CLOSING_QUOTE: 'Something stands between a closing quotation mark and the separator.',
  INVALID_OPENING_QUOTE: 'A quotation mark stands inside a cell that has none around it.',
  CSV_MAX_RECORD_SIZE: 'The row is longer than 64 kB: a quotation mark may never be closed.',
}

function lineBreaks(cells: readonly string[]): number {
  let count = 0
  for (const cell of cells) {
    if (cell.includes('\n') || cell.includes('\r')) count += cell.split(/\r\n|\n|\r/).length - 1
  }
  return count
}
