/** A roster's files held in memory: tests need no disk. */
import { Readable } from 'node:stream'

import type { Roster } from '@lyceum/core/school/roster.ts'

import type { RosterOptions } from '../options.ts'
import { Problems } from '../problems.ts'
import { readSource } from '../read.ts'
import type { RosterFile, RosterSource } from '../source.ts'

export type Files = Readonly<Record<string, string | Buffer>>

function memoryFile(name: string, content: string | Buffer, chunkBytes = 1000): RosterFile {
  const bytes = Buffer.from(content)
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, index) =>
    bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
  )
  return {
    name,
    bytes: bytes.length,
    open: () => Promise.resolve(Readable.from(chunks, { objectMode: false })),
  }
}

function memorySource(kind: RosterSource['kind'], files: Files): RosterSource {
  const entries = Object.entries(files).map(([name, content]) => memoryFile(name, content))
  const name = kind === 'file' ? (entries[0]?.name ?? '') : 'set'
  return { name, kind, files: new Map(entries.map((file) => [file.name, file])), close: () => {} }
}

/** As `readRoster` does, without a path. */
export async function readFiles(
  kind: RosterSource['kind'],
  files: Files,
  options: RosterOptions = { timeZone: 'Europe/Moscow' },
): Promise<Roster> {
  const problems = new Problems()
  const source = memorySource(kind, files)
  const read = await readSource(source, options, problems)
  return { ...read, problems: problems.list(source.name) }
}
