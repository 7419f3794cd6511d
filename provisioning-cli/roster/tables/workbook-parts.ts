/**
 * A workbook is a ZIP of XML files, and comes from outside: 0.7 MB of it may unpack to gigabytes. So it is walked
 * before the library that reads it sees a byte: number of entries, names, sizes and ratio by the directory, then each
 * entry inflated and counted. The library is given a new ZIP of what was counted: it reads by the local headers, which
 * may say something else than the directory.
 */
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'

import yauzl from 'yauzl'

import type { Problems } from '../problems.ts'
import { bytesOf, type RosterFile, UnreadableFile } from '../source.ts'

const megabyte = 1024 * 1024

const limits = {
  fileBytes: 32 * megabyte,
  entries: 1000,
  /** Tables pack well, and small files best: only of large ones is the ratio a sign. */
  ratioFrom: 4 * megabyte,
  ratio: 100,
  totalBytes: 48 * megabyte,
} as const

export type WorkbookParts = ReadonlyMap<string, Buffer>

/** The XML files by their names in the ZIP. Undefined, with the problem told, when the file is refused. */
export async function readWorkbookParts(
  file: RosterFile,
  problems: Problems,
): Promise<WorkbookParts | undefined> {
  const place = { file: file.name }
  if (file.bytes > limits.fileBytes) {
    problems.error(place, 'The workbook is larger than 32 MB; it is not read.', smallerHint)
    return undefined
  }
  const bytes = await readAll(file)
  if (bytes?.subarray(0, 4).toString('hex') === 'd0cf11e0') {
    const message = 'The workbook is in the old format (.xls) or has a password.'
    problems.error(place, message, 'Save it as .xlsx without a password.')
    return undefined
  }
  const parts = bytes === undefined ? undefined : await unpack(bytes)
  if (parts === undefined) {
    const message = 'The file is no workbook that can be read: it was damaged or cut.'
    problems.error(place, message, 'Save it again as .xlsx.')
  } else if (typeof parts === 'string') problems.error(place, parts, smallerHint)
  else return parts
  return undefined
}

const smallerHint = 'Copy the list into a new workbook, without anything else.'

async function readAll(file: RosterFile): Promise<Buffer | undefined> {
  try {
    return Buffer.concat(await Readable.from(bytesOf(file)).toArray())
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    return undefined
  }
}

/** What it is refused for, or undefined for what is no whole ZIP: yauzl also stops where an entry is not as it claims. */
async function unpack(bytes: Buffer): Promise<WorkbookParts | string | undefined> {
  try {
    const zip = await yauzl.fromBufferPromise(bytes, { strictFileNames: true })
    if (zip.entryCount > limits.entries) return `The workbook holds ${zip.entryCount} files.`
    const entries: yauzl.Entry[] = []
    for await (const entry of zip.eachEntry()) entries.push(entry)
    // Pictures and the like are not asked for, but what they claim counts.
    const refusal = refusalOf(entries)
    if (refusal !== undefined) return refusal
    const parts = new Map<string, Buffer>()
    for (const entry of entries) {
      if (!/\.xml(\.rels)?$/.test(entry.fileName)) continue
      const chunks: Buffer[] = []
      for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
      const content = Buffer.concat(chunks)
      // A bit that fell over may unpack to the same size, and to somebody else's name.
      if (crc32(content) !== entry.crc32) return undefined
      parts.set(entry.fileName, content)
    }
    return parts
  } catch {
    return undefined
  }
}

function refusalOf(entries: readonly yauzl.Entry[]): string | undefined {
  const total = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  if (total > limits.totalBytes) return 'The workbook unpacks to more than 48 MB.'
  for (const entry of entries) {
    if (entry.isEncrypted()) return 'A part of the workbook has a password.'
    const { compressedSize, uncompressedSize } = entry
    if (uncompressedSize > limits.ratioFrom && uncompressedSize > limits.ratio * compressedSize) {
      return 'A part of the workbook unpacks to more than 100 times its size.'
    }
  }
  const names = new Set(entries.map((entry) => entry.fileName))
  return names.size < entries.length ? 'Two parts of the workbook have one name.' : undefined
}
