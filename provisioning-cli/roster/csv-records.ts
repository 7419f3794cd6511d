/** The records of a CSV file, whatever it is written in: encoding, separators and line ends are found out. */
import { pipeline } from 'node:stream/promises'

import { Parser } from 'csv-parse'

import { detectShape, type FileShape } from './encoding.ts'
import type { Problems } from './problems.ts'
import { bytesOf, type RosterFile, UnreadableFile } from './source.ts'

const maxRecordBytes = 65_536

/**
 * Hands over each record that is not blank, with the line it begins in. False when some could not be read, undefined when
 * none could; the problems are told.
 */
export async function readRecords(
  file: RosterFile,
  problems: Problems,
  onRecord: (cells: readonly string[], line: number) => void,
): Promise<boolean | undefined> {
  const shape = await detectShape(file, problems)
  if (shape === undefined) return undefined
  let whole = true
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
      if (isBlank(cells)) return null
      const line = context.lines - lineBreaks(cells)
      const mended = file.mended?.cellsFor(file.name, line, cells) ?? cells
      if (!isBlank(mended)) onRecord(mended, line)
      return null
    },
  })
  parser.on('skip', ({ code, lines }: SkippedRecord) => {
    whole = false
    const place = { file: file.name, ...(lines === undefined ? {} : { line: lines }) }
    problems.error(place, skipMessages[code] ?? 'The row cannot be read.', exportAgain)
  })
  parser.resume()
  try {
    // UTF-8 was proved to be whole above, and the parser takes its bytes as they are.
    const bytes = bytesOf(file)
    await pipeline(shape.encoding === 'utf-8' ? bytes : decode(bytes, shape.encoding), parser)
  } catch (error) {
    if (!isDamage(error)) throw error
    whole = false
    const message = 'The file cannot be read to its end: its bytes are damaged.'
    problems.error({ file: file.name }, message, exportAgain)
  }
  return whole
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '')
}

/** Bytes that cannot be had or are no text. Anything else is a bug. */
function isDamage(error: unknown): boolean {
  return error instanceof UnreadableFile || (error instanceof TypeError && 'code' in error)
}

interface SkippedRecord {
  readonly code: string
  readonly lines?: number
}

async function* decode(bytes: AsyncIterable<Buffer>, encoding: FileShape['encoding']) {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true })
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

export const exportAgain = 'Export the file again; it may have been cut while it was copied.'

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
