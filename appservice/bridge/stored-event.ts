/** What is stored of an event, and how it is read again. */
import type { RoomId, UserId } from '@lyceum/core/school/ids.ts'
import type { WaitingEvent } from '@lyceum/core/store/live-ports.ts'
import type { BotTalk, EventHandler, IncomingEvent, KeptEvent, RoomOwner } from './handlers.ts'

type Content = Readonly<Record<string, unknown>>

interface Stored {
  readonly type: string
  readonly stateKey?: string
  readonly sender: UserId
  readonly sentAt: number
  /** By the name of the handler that wants it. */
  readonly by: Readonly<Record<string, Content>>
}

/** JSON text; undefined where no handler wants the event. `onFault`: a handler that throws gets nothing of it. */
export function keepEvent(
  event: IncomingEvent,
  { owner, talk }: { readonly owner: RoomOwner; readonly talk: BotTalk },
  handlers: readonly EventHandler[],
  onFault: (handler: string, error: unknown) => void,
): string | undefined {
  const by: Record<string, Content> = {}
  // Who comes and goes may bring words along that are for nobody here.
  const isToBot = talk !== undefined && event.type !== 'm.room.member'
  const isOurs = owner !== undefined || isToBot
  for (const handler of handlers) {
    try {
      const content = handler.keep(event, owner, talk)
      if (content === undefined) continue
      by[handler.name] = isOurs ? content : membershipOf(event, content)
    } catch (error) {
      onFault(handler.name, error)
    }
  }
  if (Object.keys(by).length === 0) return undefined
  const stateKey = isOurs ? event.state_key : idIn(event.state_key)
  const stored: Stored = {
    type: event.type,
    ...(stateKey === undefined ? {} : { stateKey }),
    sender: event.sender,
    sentAt: event.origin_server_ts,
    by,
  }
  return JSON.stringify(stored)
}

const memberships = new Set<unknown>(['invite', 'join', 'leave', 'ban', 'knock'])

/** Of a room that is not ours nothing that a person wrote may be stored, whatever a handler asks for (DESIGN §5). */
function membershipOf(event: IncomingEvent, content: Content): Content {
  const { membership } = content
  if (event.type !== 'm.room.member' || !memberships.has(membership)) return {}
  return { membership }
}

/** A state key may be any text; where it is nobody's id, only that it was state is kept. */
function idIn(stateKey: string | undefined): string | undefined {
  if (stateKey === undefined) return undefined
  return /^@[^:\s]{1,200}:[\w.:[\]-]{1,200}$/.test(stateKey) ? stateKey : ''
}

export interface ReadEvent {
  /** As the bridge wants it, with all that was kept. */
  readonly event: IncomingEvent
  /** For each handler, by its name. */
  readonly kept: ReadonlyMap<string, KeptEvent>
}

export function readStored({ event: id, room, kept: text }: WaitingEvent): ReadEvent {
  const { type, stateKey, sender, sentAt, by } = JSON.parse(text) as Stored
  const common = { id, room, type, stateKey, sender, sentAt }
  const entries = Object.entries(by)
  return {
    event: incoming(id, room, {
      type,
      sender,
      sentAt,
      by,
      ...(stateKey !== undefined && { stateKey }),
    }),
    kept: new Map(entries.map(([name, content]) => [name, { ...common, content }])),
  }
}

function incoming(id: string, room: RoomId, stored: Stored): IncomingEvent {
  return {
    event_id: id,
    room_id: room,
    type: stored.type,
    ...(stored.stateKey === undefined ? {} : { state_key: stored.stateKey }),
    sender: stored.sender,
    content: Object.assign({}, ...Object.values(stored.by)) as Content,
    origin_server_ts: stored.sentAt,
  }
}
