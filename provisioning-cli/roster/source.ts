/**
 * A roster's files as named streams of bytes, whether they lie in a folder, in a ZIP or alone. Nothing is extracted to
 * disk. A ZIP comes from outside, so it is judged before a byte is inflated: number of entries, names, sizes and
 * ratio; while inflating, yauzl stops at the size the directory claimed, since headers lie.
 */
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'

import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import yauzl from 'yauzl'

import type { Problems } from './problems.ts'
import type { MendedRows } from './refused/mended-rows.ts'

const megabyte = 1024 * 1024

const sourceLimits = {
  entries: 64,
  ratio: 100,
  fileBytes: 256 * megabyte,
  totalBytes: 512 * megabyte,
} as const

export interface RosterFile {
  readonly name: string
  readonly bytes: number
  /** A new stream from the beginning each time: files are read twice, to tell the encoding and to parse. */
  open(): Promise<Readable>
  /** Rows of the file that were refused before and came back mended. */
  readonly mended?: MendedRows
}

/** The disk or the ZIP would not give the file's bytes to the end. */
export class UnreadableFile extends Error {
  constructor(cause: unknown) {
    super('The bytes of a roster file could not be read', { cause })
  }
}

/** Throws `UnreadableFile`, whatever the reason. */
export async function* bytesOf(file: RosterFile): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of await file.open()) yield chunk as Buffer
  } catch (cause) {
    throw new UnreadableFile(cause)
  }
}

export interface RosterSource {
  /** The last part of the path: what messages call the whole set. */
  readonly name: string
  readonly kind: 'folder' | 'zip' | 'file'
  /** By name as it is written, ordered by name. */
  readonly files: ReadonlyMap<string, RosterFile>
  close(): void
}

/** Throws `roster-not-found` and `roster-unreadable`; what is wrong with single entries goes to `problems`. */
export async function openSource(path: string, problems: Problems): Promise<RosterSource> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new LyceumError('roster-not-found', `There is no roster at ${path}.`, {
      hint: 'Give the path of a folder, a .zip, a .csv or a .yaml file.',
      exitCode: exitCodes.badInput,
      cause,
    })
  })
  const name = basename(path)
  if (found.isDirectory()) return openFolder(path, name, problems)
  if (/\.zip$/i.test(name)) return openZip(path, name, problems)
  const file = fileOnDisk(path, name, found.size)
  return source(name, 'file', withinLimits(file, problems) ? [file] : [], () => {})
}

async function openFolder(path: string, name: string, problems: Problems): Promise<RosterSource> {
  const entries = await readdir(path, { withFileTypes: true })
  const files: RosterFile[] = []
  for (const entry of entries) {
    if (!entry.isFile() && !entry.isSymbolicLink()) continue
    const found = await stat(join(path, entry.name)).catch(() => undefined)
    // A link to nothing is a file that is missing: taken for absent, it could take relations away.
    if (found === undefined && isRosterName(entry.name)) {
      const hint = 'Copy the set again, with all its files.'
      problems.error({ file: entry.name }, 'The file cannot be read.', hint)
    }
    if (found === undefined || !found.isFile()) continue
    const file = fileOnDisk(join(path, entry.name), entry.name, found.size)
    if (!isRosterName(file.name) || withinLimits(file, problems)) files.push(file)
  }
  return source(name, 'folder', files, () => {})
}

async function openZip(path: string, name: string, problems: Problems): Promise<RosterSource> {
  try {
    const zip = await yauzl.openPromise(path, { autoClose: false, strictFileNames: true })
    return await readDirectory(zip, name, problems)
  } catch (cause) {
    throw new LyceumError('roster-unreadable', `${name} is not a ZIP that can be read.`, {
      hint: 'It may have been cut while it was copied: export or copy it again.',
      exitCode: exitCodes.badInput,
      cause,
    })
  }
}

async function readDirectory(
  zip: yauzl.ZipFile,
  name: string,
  problems: Problems,
): Promise<RosterSource> {
  const files: RosterFile[] = []
  let total = 0
  if (zip.entryCount > sourceLimits.entries) {
    zip.close()
    problems.error({ file: name }, `The ZIP holds ${zip.entryCount} files; 64 are the most.`)
    return source(name, 'zip', [], () => {})
  }
  for await (const entry of zip.eachEntry()) {
    // macOS adds a folder of its own beside the files that were asked for.
    if (entry.fileName.startsWith('__MACOSX/')) continue
    const refusal = refusalOfEntry(entry)
    total += entry.uncompressedSize
    if (refusal !== undefined) problems.error({ file: name }, refusal.message, refusal.hint)
    else files.push(fileInZip(zip, entry))
  }
  if (total > sourceLimits.totalBytes) {
    problems.error({ file: name }, 'The ZIP unpacks to more than 512 MB; it is not read.')
    files.length = 0
  }
  return source(name, 'zip', files, () => zip.close())
}

function refusalOfEntry(entry: yauzl.Entry): { message: string; hint?: string } | undefined {
  const name = entry.fileName
  if (/[/\\]|^\.\.?$/.test(name)) {
    return {
      message: 'A file in the ZIP lies in a folder, not at the top.',
      hint: 'Pack the .csv files themselves, not the folder they are in.',
    }
  }
  const mode = entry.externalFileAttributes >>> 16
  if ((mode & 0o170000) === 0o120000) return { message: 'The ZIP holds a symbolic link.' }
  if (entry.isEncrypted()) {
    return { message: 'The ZIP has a password.', hint: 'Pack it again without a password.' }
  }
  if (entry.uncompressedSize > sourceLimits.fileBytes) {
    return { message: 'A file in the ZIP unpacks to more than 256 MB.' }
  }
  if (entry.uncompressedSize > sourceLimits.ratio * Math.max(entry.compressedSize, 1024)) {
    return { message: 'A file in the ZIP unpacks to more than 100 times its size.' }
  }
  return undefined
}

function fileInZip(zip: yauzl.ZipFile, entry: yauzl.Entry): RosterFile {
  return {
    name: entry.fileName,
    bytes: entry.uncompressedSize,
    open: () => zip.openReadStreamPromise(entry),
  }
}

function fileOnDisk(path: string, name: string, bytes: number): RosterFile {
  return { name, bytes, open: async () => createReadStream(path) }
}

function isRosterName(name: string): boolean {
  return /\.(csv|ya?ml)$/i.test(name)
}

function withinLimits(file: RosterFile, problems: Problems): boolean {
  if (file.bytes <= sourceLimits.fileBytes) return true
  problems.error({ file: file.name }, 'The file is larger than 256 MB; it is not read.')
  return false
}

function source(
  name: string,
  kind: RosterSource['kind'],
  files: readonly RosterFile[],
  close: () => void,
): RosterSource {
  const ordered = files.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return { name, kind, files: new Map(ordered.map((file) => [file.name, file])), close }
}
