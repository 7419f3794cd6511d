/**
 * Which bytes a file is written in. UTF-8 is tried first and strictly; Excel in Russia writes windows-1251. A file that
 * is UTF-8 but for a few bytes is a damaged file, not a windows-1251 one: taking it for that would rename everybody.
 */
import { isAscii } from 'node:buffer'

import type { Problems } from './problems.ts'
import { bytesOf, type RosterFile, UnreadableFile } from './source.ts'

export interface FileShape {
  readonly encoding: 'utf-8' | 'utf-16le' | 'windows-1251'
  readonly delimiter: ',' | ';' | '\t'
}

const headBytes = 65_536

/** Reads the whole file once. Undefined, with the problem told, when it is empty, damaged or cannot be read. */
export async function detectShape(
  file: RosterFile,
  problems: Problems,
): Promise<FileShape | undefined> {
  const scan = new ByteScan()
  try {
    for await (const chunk of bytesOf(file)) scan.take(chunk)
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    problems.error({ file: file.name }, 'The file cannot be read to its end.', 'Copy it again.')
    return undefined
  }
  scan.end()
  const encoding = encodingOf(file, scan, problems)
  if (encoding === undefined) return undefined
  const head = new TextDecoder(encoding).decode(scan.head)
  return { encoding, delimiter: delimiterOf(head) }
}

function encodingOf(
  file: RosterFile,
  scan: ByteScan,
  problems: Problems,
): FileShape['encoding'] | undefined {
  const place = { file: file.name }
  if (scan.length === 0) {
    problems.error(place, 'The file is empty.', 'Export it again.')
    return undefined
  }
  if (scan.head[0] === 0xff && scan.head[1] === 0xfe) return 'utf-16le'
  if (scan.zeroLine !== undefined) {
    problems.error(
      { ...place, line: scan.zeroLine },
      'The file holds zero bytes: it was damaged or cut while it was written or copied.',
      'Export it again; nothing of it is used.',
    )
    return undefined
  }
  if (scan.invalidLine === undefined) return 'utf-8'
  const marked = scan.head[0] === 0xef && scan.head[1] === 0xbb && scan.head[2] === 0xbf
  if (!marked && scan.invalid >= scan.sequences) return 'windows-1251'
  problems.error(
    { ...place, line: scan.invalidLine },
    'The file is UTF-8 but for some bytes: it was damaged or put together from files in different encodings.',
    'Export it again as UTF-8 (in Excel: "CSV UTF-8").',
  )
  return undefined
}

/** Counts what tells UTF-8 from windows-1251: well-formed sequences of several bytes, and bytes that fit nowhere. */
class ByteScan {
  head = Buffer.alloc(0)
  length = 0
  sequences = 0
  invalid = 0
  invalidLine: number | undefined
  zeroLine: number | undefined
  #line = 1
  #pending = 0

  take(chunk: Buffer): void {
    if (this.head.length < headBytes) {
      this.head = Buffer.concat([this.head, chunk.subarray(0, headBytes - this.head.length)])
    }
    this.length += chunk.length
    if (this.#pending === 0 && isAscii(chunk)) this.#takeAscii(chunk)
    else for (let at = 0; at < chunk.length; at += 1) this.#takeByte(chunk[at] ?? 0)
  }

  /** A file cut inside a letter. */
  end(): void {
    if (this.#pending > 0) this.#noteInvalid()
  }

  #takeAscii(chunk: Buffer): void {
    const zero = this.zeroLine === undefined ? chunk.indexOf(0) : -1
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) {
      if (zero >= 0 && at > zero && this.zeroLine === undefined) this.zeroLine = this.#line
      this.#line += 1
    }
    if (zero >= 0) this.zeroLine ??= this.#line
  }

  #takeByte(byte: number): void {
    if (this.#pending > 0) {
      if (byte >= 0x80 && byte < 0xc0) {
        this.#pending -= 1
        if (this.#pending === 0) this.sequences += 1
        return
      }
      this.#noteInvalid()
      this.#pending = 0
    }
    if (byte === 0) this.zeroLine ??= this.#line
    else if (byte === 10) this.#line += 1
    else if (byte >= 0xc2 && byte < 0xe0) this.#pending = 1
    else if (byte >= 0xe0 && byte < 0xf0) this.#pending = 2
    else if (byte >= 0xf0 && byte < 0xf5) this.#pending = 3
    else if (byte >= 0x80) this.#noteInvalid()
  }

  #noteInvalid(): void {
    this.invalid += 1
    this.invalidLine ??= this.#line
  }
}

/** By the first line that is not blank; marks inside quotes do not count. */
export function delimiterOf(head: string): FileShape['delimiter'] {
  const line = head.split(/\r\n|\n|\r/).find((text) => text.trim() !== '') ?? ''
  const bare = line.replaceAll(/"[^"]*"/g, '')
  const counts = ([',', ';', '\t'] as const).map((mark) => ({
    mark,
    count: bare.split(mark).length,
  }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).mark
}
