/**
 * One CSV file, row by row, read by header name. Rows are handed to a callback and never kept: a region's enrolments
 * are half a million of them.
 */
import { pipeline } from 'node:stream/promises'

import { Parser } from 'csv-parse'

import { type CsvColumns, type Header, readHeader } from './csv-header.ts'
import { detectShape, type FileShape } from './encoding.ts'
import type { Place, Problems } from './problems.ts'
import { bytesOf, type RosterFile, UnreadableFile } from './source.ts'

const maxRows = 2_000_000
const maxRecordBytes = 65_536

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
  const shape = await detectShape(file, problems)
  if (shape === undefined) return false
  const reading = new CsvReading(file.name, columns, problems, onRow)
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
  parser.on('skip', (error: SkippedRecord) => reading.skip(error))
  parser.resume()
  try {
    await pipeline(decode(bytesOf(file), shape.encoding), parser)
  } catch (error) {
    reading.stop(error)
  }
  return reading.end()
}

interface SkippedRecord {
  readonly code: string
  readonly lines?: number
}

async function* decode(bytes: AsyncIterable<Buffer>, encoding: FileShape['encoding']) {
  const decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8' })
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true })
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

const exportAgain = 'Export the file again; it may have been cut while it was copied.'

const skipMessages: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'A quotation mark is opened and never closed.',
  CSV_INVALID_CLOSING_QUOTE: 'Something stands between a closing quotation mark and the separator.',
  INVALID_OPENING_QUOTE: 'A quotation mark stands inside a cell that has none around it.',
  CSV_MAX_RECORD_SIZE: 'The row is longer than 64 kB: a quotation mark may never be closed.',
}

class CsvReading<Column extends string> {
  readonly #file: string
  readonly #columns: CsvColumns<Column>
  readonly #problems: Problems
  readonly #onRow: (row: CsvRow<Column>) => void
  #header: Header<Column> | undefined
  #width = 0
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

  record(cells: readonly string[], lastLine: number): void {
    if (cells.every((cell) => cell.trim() === '')) return
    const line = lastLine - lineBreaks(cells)
    if (this.#width === 0) {
      this.#width = cells.length
      const place = { file: this.#file, line }
      this.#header = readHeader(cells, this.#columns, place, this.#problems)
      return
    }
    this.#rows += 1
    if (this.#header === undefined || !this.#isRightWidth(cells, line)) return
    if (this.#rows > maxRows) return this.#refuseRow(line)
    const row = new CsvRow(this.#file, line, cells, this.#header)
    for (const column of this.#columns.required) {
      if (row.text(column) !== '') continue
      const place = row.place(column)
      this.#problems.error(place, `The value of "${place.column}" is missing.`)
    }
    this.#onRow(row)
  }

  skip({ code, lines }: SkippedRecord): void {
    this.#whole = false
    const place = { file: this.#file, ...(lines === undefined ? {} : { line: lines }) }
    this.#problems.error(place, skipMessages[code] ?? 'The row cannot be read.', exportAgain)
  }

  /** Reading ended early: bytes that cannot be had or are no text. Anything else is a bug and goes on. */
  stop(error: unknown): void {
    const isNoText = error instanceof TypeError && 'code' in error
    if (!isNoText && !(error instanceof UnreadableFile)) throw error
    this.#whole = false
    const message = 'The file cannot be read to its end: its bytes are damaged.'
    this.#problems.error({ file: this.#file }, message, exportAgain)
  }

  /** Whether every row was read. */
  end(): boolean {
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
    // One cell more may be an empty one at the end, or a separator inside a name that shifts all that follows.
    if (cells.length === this.#width) return true
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

function lineBreaks(cells: readonly string[]): number {
  let count = 0
  for (const cell of cells) {
    if (cell.includes('\n') || cell.includes('\r')) count += cell.split(/\r\n|\n|\r/).length - 1
  }
  return count
}
