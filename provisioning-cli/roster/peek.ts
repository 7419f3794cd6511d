/** The first rows of a file, to tell what a set is before it is read. Nothing is reported: reading does that. */
import { parse } from 'csv-parse/sync'

import { delimiterOf } from './encoding.ts'
import { bytesOf, type RosterFile, UnreadableFile } from './source.ts'
import { foldWord } from './text.ts'

const headBytes = 16_384
const wantedRows = 20

export interface Peek {
  /** As `foldWord` gives them. */
  readonly header: ReadonlySet<string>
  /** By header. Only ASCII cells can be relied on. */
  readonly rows: readonly ReadonlyMap<string, string>[]
}

export async function peek(file: RosterFile): Promise<Peek> {
  const head = await headOf(file)
  const isUtf16 = head[0] === 0xff && head[1] === 0xfe
  const text = isUtf16 ? new TextDecoder('utf-16le').decode(head) : head.toString('utf8')
  const isWhole = head.length < headBytes
  const lines = text.split(/\r\n|\n|\r/)
  const whole = lines.slice(0, isWhole ? undefined : -1).join('\n')
  const records = recordsOf(whole.replace(/^\ufeff/, ''))
  const header = records[0]?.map(foldWord) ?? []
  return {
    header: new Set(header),
    rows: records
      .slice(1, wantedRows + 1)
      .map((cells) => new Map(header.map((name, at) => [name, (cells[at] ?? '').trim()]))),
  }
}

function recordsOf(text: string): readonly (readonly string[])[] {
  try {
    return parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      skip_records_with_empty_values: true,
    })
  } catch {
    return []
  }
}

async function headOf(file: RosterFile): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of bytesOf(file)) {
      chunks.push(chunk)
      length += chunk.length
      if (length >= headBytes) break
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
  }
  return Buffer.concat(chunks).subarray(0, headBytes)
}
