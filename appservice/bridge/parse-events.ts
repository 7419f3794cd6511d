/** A transaction's events, as far as they have the form of events: whatever a person can send must not stop what others sent. */
import { roomId, userId } from '@lyceum/core/school/ids.ts'
import type { IncomingEvent } from './handlers.ts'

export interface ParsedTransaction {
  readonly events: readonly IncomingEvent[]
  /** How many had not the form of an event. */
  readonly malformed: number
}

/** Undefined for what is no transaction at all. */
export function parseTransaction(body: unknown): ParsedTransaction | undefined {
  if (!isRecord(body)) return undefined
  const { events = [] } = body
  if (!Array.isArray(events)) return undefined
  const parsed = events.flatMap((event: unknown) => parseEvent(event) ?? [])
  return { events: parsed, malformed: events.length - parsed.length }
}

/** Ids are at most 255 bytes (Matrix 1.15, appendices 4.2); printable, so that they can stand in logs. */
const id = /^[!$@][\x21-\x7e]{0,254}$/

function parseEvent(event: unknown): IncomingEvent | undefined {
  if (!isRecord(event)) return undefined
  const { event_id, room_id, type, state_key, sender, content, origin_server_ts } = event
  if (!isId(event_id, '$') || !isId(room_id, '!') || !isId(sender, '@')) return undefined
  if (typeof type !== 'string' || type === '' || !isRecord(content)) return undefined
  if (state_key !== undefined && typeof state_key !== 'string') return undefined
  return {
    event_id,
    room_id: roomId(room_id),
    type,
    ...(state_key === undefined ? {} : { state_key }),
    sender: userId(sender),
    content,
    origin_server_ts: Number.isSafeInteger(origin_server_ts) ? Number(origin_server_ts) : 0,
  }
}

function isId(value: unknown, sigil: string): value is string {
  return typeof value === 'string' && value.startsWith(sigil) && id.test(value)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
