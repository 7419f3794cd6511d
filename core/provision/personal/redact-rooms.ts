/**
 * Takes away all that one person said in rooms: every event of every type, state among them. The bot does it where it may,
 * else the person while still in the room (own events everybody may take back), else somebody in the room who may. A room
 * that nobody is in any more is deleted whole.
 */
import type { RoomId, UserId } from '../../school/ids.ts'
import type { RoomEvent } from '../../homeserver/personal-ports.ts'
import type { Engine } from '../engine.ts'

export interface RedactedRooms {
  readonly events: number
  /** Rooms in which nobody may take it away. */
  readonly left: readonly RoomId[]
  /** What others wrote that repeats words of the person or names the account; theirs to keep or take back. */
  readonly quotations: readonly { readonly room: RoomId; readonly event: string }[]
}

type Hands = Pick<Engine, 'homeserver' | 'limit'>

/** What a redaction keeps says nothing of the person, and a redaction itself has nothing to take. */
const kept: ReadonlySet<string> = new Set(['m.room.create', 'm.room.redaction'])
const named: ReadonlySet<string> = new Set(['m.room.name', 'm.room.topic', 'm.room.avatar'])
/** Shorter texts are everybody's words. */
const shortestQuotation = 12

/** May be repeated: what is redacted already costs nothing but its reading. */
export async function redactRooms(engine: Hands, user: UserId): Promise<RedactedRooms> {
  const rooms = await engine.limit(() => engine.homeserver.roomsOf(user))
  const done = await Promise.all([...rooms.keys()].map((room) => redactRoom(engine, room, user)))
  return {
    events: done.reduce((sum, one) => sum + one.events, 0),
    left: done.flatMap((one) => one.left),
    quotations: done.flatMap((one) => one.quotations),
  }
}

async function redactRoom(engine: Hands, room: RoomId, user: UserId): Promise<RedactedRooms> {
  const { homeserver, limit } = engine
  const own: RoomEvent[] = []
  const others: RoomEvent[] = []
  for await (const page of homeserver.eventsOf(room)) {
    for (const event of page) (isAbout(event, user) ? own : others).push(event)
  }
  const open = own.filter((event) => !event.isRedacted && !kept.has(event.type))
  const quotations = quotationsIn(others, own, user).map((event) => ({ room, event: event.id }))
  if (open.length === 0) return { events: 0, left: [], quotations }
  const people = await limit(() => homeserver.moderatorsOf(room))
  if (people.length === 0) {
    await limit(() => homeserver.deleteRoom(room))
    return { events: open.length, left: [], quotations: [] }
  }
  const hand = handOf(people, homeserver.bot, user)
  if (hand === undefined) return { events: 0, left: [room], quotations }
  const as = hand === homeserver.bot ? undefined : hand
  for (const event of open.filter((one) => named.has(one.type))) {
    const key = event.stateKey ?? ''
    const isCurrent = ![...own, ...others].some((one) => {
      return one.type === event.type && one.stateKey === key && one.sentAt > event.sentAt
    })
    if (isCurrent) await limit(() => homeserver.emptyState(room, event.type, key, as))
  }
  await Promise.all(open.map((event) => limit(() => homeserver.redact(room, event.id, as))))
  return { events: open.length, left: [], quotations }
}

/** Who invited or removed somebody wrote the name into that membership. */
function isAbout({ sender, type, stateKey }: RoomEvent, user: UserId): boolean {
  return sender === user || (type === 'm.room.member' && stateKey === user)
}

function handOf(
  people: readonly { readonly user: UserId; readonly may: boolean }[],
  bot: UserId,
  user: UserId,
): UserId | undefined {
  const moderators = people.filter((one) => one.may).map((one) => one.user)
  if (moderators.includes(bot)) return bot
  if (people.some((one) => one.user === user)) return user
  return moderators[0]
}

function quotationsIn(
  others: readonly RoomEvent[],
  own: readonly RoomEvent[],
  user: UserId,
): readonly RoomEvent[] {
  const texts = own
    .flatMap((event) => [event.content['body'], event.content['m.text']])
    .filter((text) => typeof text === 'string' && text.length >= shortestQuotation)
  return others.filter((event) => {
    if (event.isRedacted || event.stateKey !== undefined) return false
    const content = JSON.stringify(event.content)
    const isNamed = content.includes(user) && !isAnswerOnly(event, content, user)
    return isNamed || texts.some((text) => content.includes(JSON.stringify(text).slice(1, -1)))
  })
}

/** A mention without words says only that somebody was meant. */
function isAnswerOnly(event: RoomEvent, content: string, user: UserId): boolean {
  const { 'm.mentions': _, ...rest } = event.content
  return content.includes('m.mentions') && !JSON.stringify(rest).includes(user)
}
