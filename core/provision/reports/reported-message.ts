/** A reported message as it stands on the homeserver at this moment: it is kept nowhere else. */
import { blueprint } from '../../school/blueprint.ts'
import type { UserId } from '../../school/ids.ts'
import type { School } from '../../school/people.ts'
import type { Report } from '../../store/letting-in-ports.ts'
import type { SeenEvent } from '../../homeserver/report-ports.ts'
import type { Engine } from '../engine.ts'

interface ReportedMessage {
  /** Empty where nothing in words was said; undefined where it was taken away, or nobody sees it any more. */
  readonly text: string | undefined
  /** What its writer made of it since. */
  readonly edited: string | undefined
  /** The client API's name of what it is (`m.image`), where it is not plain text. */
  readonly what: string | undefined
}

const longestQuotation = 1000

export async function readReported(
  { homeserver, limit }: Pick<Engine, 'homeserver' | 'limit'>,
  { room, event, reporter, sender }: Report,
): Promise<ReportedMessage> {
  for (const reader of new Set([reporter, homeserver.bot, sender])) {
    const seen = await limit(() => homeserver.eventAs(reader, room, event))
    if (seen !== undefined) return describe(seen)
  }
  return { text: undefined, edited: undefined, what: undefined }
}

function describe({ type, content, edited, isRedacted }: SeenEvent): ReportedMessage {
  const msgtype = text(content['msgtype'])
  const what = type === 'm.room.message' ? msgtype : type
  return {
    text: isRedacted ? undefined : (wordsOf(content) ?? ''),
    edited: edited && wordsOf(edited),
    what: isRedacted || what === 'm.text' || what === 'm.notice' ? undefined : what,
  }
}

/** Of a message its body, of a poll its question, of a reaction what was put there. */
function wordsOf(content: SeenEvent['content']): string | undefined {
  const poll = field(content, 'm.poll') ?? field(content, 'org.matrix.msc3381.poll.start')
  const question = field(poll, 'question')
  const reaction = field(content, 'm.relates_to')?.['key']
  const asked = text(question?.['body']) ?? text(question?.['org.matrix.msc1767.text'])
  const found = text(content['body']) ?? asked ?? text(reaction)
  if (found === undefined || found.length <= longestQuotation) return found
  return `${found.slice(0, longestQuotation)}…`
}

function field(of: SeenEvent['content'] | undefined, name: string) {
  const value = of?.[name]
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)
    : undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** By the school's data; undefined for a room that is not its own. */
export async function roomNameIn(
  { store, blueprint: settings }: Pick<Engine, 'store' | 'blueprint'>,
  school: School,
  room: Report['room'],
): Promise<string | undefined> {
  const keys = await store.rooms.ofSchool(school.info.id)
  const found = [...keys].find(([, id]) => id === room)
  return found && blueprint(school, settings).find(({ key }) => key === found[0])?.name
}

/** Opens the message in any client that knows Matrix links. */
export function linkTo({ room, event }: Pick<Report, 'room' | 'event'>, reader: UserId): string {
  const server = reader.slice(reader.indexOf(':') + 1)
  return `https://matrix.to/#/${encodeURIComponent(room)}/${encodeURIComponent(event)}?via=${encodeURIComponent(server)}`
}
