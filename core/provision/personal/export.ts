/** All that is kept of one person as a ZIP: rows of the database, memberships, everything said, files. */
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { LyceumError } from '../../errors.ts'
import { hasErrcode } from '../../homeserver/errors.ts'
import type { PersonId, RoomId, UserId } from '../../school/ids.ts'
import type { Language } from '../../school/people.ts'
import type { Engine } from '../engine.ts'
import { describeExport } from './describe-export.ts'

export interface Exported {
  readonly rooms: number
  readonly events: number
  readonly files: number
}

/** Writes `file`, which must not exist, readable for its owner alone. Throws `unknown-person`. */
export async function exportPerson(
  engine: Engine,
  person: PersonId,
  file: string,
  language: Language,
): Promise<Exported> {
  const { store } = engine
  if (!(await store.personal.exists(person))) {
    throw new LyceumError('unknown-person', `There is no person ${person}.`, {
      hint: '`lyceum person list` shows everybody.',
    })
  }
  const zip = new ZipFile()
  const written = pipeline(zip.outputStream, createWriteStream(file, { mode: 0o600, flags: 'wx' }))
  const account = await store.accounts.ofPerson(person)
  const user = account?.userId
  const records = await store.personal.read({ person, user })
  addText(zip, 'README.txt', describeExport(language))
  addJson(zip, 'records.json', records.tables)
  const told =
    user === undefined ? { rooms: 0, events: 0, files: 0 } : await addAccount(engine, zip, user)
  zip.end()
  await written
  return told
}

async function addAccount(engine: Engine, zip: ZipFile, user: UserId): Promise<Exported> {
  const { homeserver, limit } = engine
  const account = await limit(() => homeserver.account(user))
  const sessions = await limit(() => homeserver.sessionsOf(user))
  addJson(zip, 'account.json', { user_id: user, display_name: account?.displayName, sessions })
  const rooms = await limit(() => homeserver.roomsOf(user))
  addJson(zip, 'memberships.json', Object.fromEntries(rooms))
  let events = 0
  for (const [at, room] of [...rooms.keys()].entries())
    events += await addRoom(engine, zip, user, room, at)
  const files = await limit(() => homeserver.filesOf(user))
  addJson(zip, 'files.json', files)
  for (const { id, name } of files) {
    const content = await homeserver.readFile(id).catch(absentIfTakenDown)
    if (content === undefined) continue
    zip.addReadStream(Readable.from(content), `files/${id}${extensionOf(name)}`)
  }
  return { rooms: rooms.size, events, files: files.length }
}

/** A file that the school took down nobody can read; the list has it. */
function absentIfTakenDown(error: unknown): undefined {
  if (!hasErrcode(error, 'M_NOT_FOUND')) throw error
}

/** One JSON line an event, oldest first. */
async function addRoom(
  { homeserver }: Engine,
  zip: ZipFile,
  user: UserId,
  room: RoomId,
  at: number,
): Promise<number> {
  const lines: string[] = []
  for await (const page of homeserver.eventsOf(room, { senders: [user] })) {
    lines.push(...page.map((event) => JSON.stringify(event)))
  }
  if (lines.length > 0)
    addText(
      zip,
      `messages/${String(at + 1).padStart(3, '0')}.jsonl`,
      `${JSON.stringify({ room })}\n${lines.join('\n')}\n`,
    )
  return lines.length
}

/** A name may hold anything; its ending says with what to open the file. */
function extensionOf(name: string | undefined): string {
  return /\.[A-Za-z0-9]{1,8}$/.exec(name ?? '')?.[0] ?? ''
}

function addJson(zip: ZipFile, name: string, value: unknown): void {
  addText(zip, name, `${JSON.stringify(value, undefined, 2)}\n`)
}

function addText(zip: ZipFile, name: string, text: string): void {
  zip.addBuffer(Buffer.from(text), name)
}
