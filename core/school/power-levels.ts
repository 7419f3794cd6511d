/**
 * Power levels of managed rooms (DESIGN §4). The bot is the creator and stands above everybody (room version 12) without
 * being listed. Everything that makes a room what it is (name, levels, join rule, history, encryption, links, widgets)
 * needs 100, which nobody has: it changes only through the engine.
 */
import type { UserId } from './ids.ts'

export const levels = {
  administrator: 75,
  classTeacher: 60,
  teacher: 50,
  everybody: 0,
  nobody: 100,
  /** Of who may write nothing in a room for a while. */
  silenced: -1,
} as const

/** `m.room.power_levels` content, whole. */
export interface PowerLevels {
  readonly users: Readonly<Record<UserId, number>>
  readonly users_default: number
  readonly events: Readonly<Record<string, number>>
  readonly events_default: number
  readonly state_default: number
  readonly ban: number
  readonly kick: number
  readonly redact: number
  readonly invite: number
  readonly notifications: { readonly room: number }
}

export interface RoomRights {
  /** Who may write: the level a plain message needs. `nobody` in spaces, which are no place to talk. */
  readonly eventsDefault: number
  readonly redact: number
  /** With pupils in it a room must not be a place for calls that nobody moderates. */
  readonly pupils: boolean
}

/** What people do to a message in a channel without writing one: react, answer a poll, take back the own. */
const answers = [
  'm.reaction',
  'm.poll.response',
  'org.matrix.msc3381.poll.response',
  'm.room.redaction',
]

/** Every event type by which a client starts or joins a call by itself; levels know no wildcards. */
const calls = [
  // Legacy one-to-one calls (client-server API, "Voice over IP").
  'm.call.invite',
  'm.call.candidates',
  'm.call.answer',
  'm.call.hangup',
  'm.call.reject',
  'm.call.select_answer',
  'm.call.negotiate',
  'm.call.replaces',
  'm.call.asserted_identity',
  'm.call.sdp_stream_metadata_changed',
  'org.matrix.call.asserted_identity',
  'org.matrix.call.sdp_stream_metadata_changed',
  // MSC3401, group calls.
  'm.call',
  'm.call.member',
  'org.matrix.msc3401.call',
  'org.matrix.msc3401.call.member',
  // MSC4143, MatrixRTC.
  'm.rtc.member',
  'm.rtc.slot',
  'org.matrix.msc4143.rtc.member',
  'org.matrix.msc4143.rtc.slot',
  // MSC4075, call ringing.
  'm.call.notify',
  'm.rtc.notification',
  'org.matrix.msc4075.call.notify',
  'org.matrix.msc4075.rtc.notification',
]

/** Who is listed: people above 0, and at -1 who is silenced, whatever they are else. In a stable order. */
export function listedLevels(
  members: ReadonlyMap<UserId, number>,
  silenced: ReadonlySet<UserId> = new Set(),
): Readonly<Record<UserId, number>> {
  const listed = [...members].flatMap(([user, level]): (readonly [UserId, number])[] => {
    if (silenced.has(user)) return [[user, levels.silenced]]
    return level > levels.everybody ? [[user, level]] : []
  })
  return Object.fromEntries(listed.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

/** `users` as `listedLevels` gives them. */
export function powerLevels(
  rights: RoomRights,
  users: Readonly<Record<UserId, number>>,
): PowerLevels {
  const events: Record<string, number> = {
    'm.room.tombstone': 150,
    // What only some can read is said past everybody else in the room.
    'm.room.encrypted': levels.nobody,
    'm.room.topic': levels.teacher,
    'm.room.pinned_events': levels.teacher,
  }
  if (rights.eventsDefault > levels.everybody && rights.eventsDefault < levels.nobody) {
    for (const type of answers) events[type] = levels.everybody
  }
  if (rights.pupils) {
    for (const type of calls) events[type] = levels.nobody
  }
  return { ...closed, users, events, events_default: rights.eventsDefault, redact: rights.redact }
}

const closed = {
  users_default: levels.everybody,
  state_default: levels.nobody,
  ban: levels.nobody,
  kick: levels.nobody,
  invite: levels.nobody,
  notifications: { room: levels.teacher },
} as const

/** Of an archived room: everybody may read, nobody writes, pins or takes back. */
export function archivedLevels(): PowerLevels {
  return {
    ...closed,
    users: {},
    events: { 'm.room.tombstone': 150 },
    events_default: levels.nobody,
    redact: levels.nobody,
  }
}

/** From whom the first set of levels takes something that the second gave. */
export function lowered(next: PowerLevels, current: PowerLevels): readonly UserId[] {
  const everybody = new Set([
    ...Object.keys(current.users),
    ...Object.keys(next.users),
  ]) as Set<UserId>
  return [...everybody].filter((user) => {
    const before = current.users[user] ?? current.users_default ?? levels.everybody
    return before > (next.users[user] ?? next.users_default)
  })
}
