/** What happened in the fake's rooms, in its order: state and messages. */
import type { UserId } from '../../school/ids.ts'
import type { RoomEvent } from '../personal-ports.ts'
import type { FakeRoom } from './world.ts'

const timelines = new WeakMap<FakeRoom, RoomEvent[]>()
let sent = 0

export function timelineOf(room: FakeRoom): readonly RoomEvent[] {
  return timelines.get(room) ?? []
}

export function record(
  room: FakeRoom,
  sender: UserId,
  type: string,
  stateKey: string | undefined,
  content: Readonly<Record<string, unknown>>,
): string {
  sent += 1
  const id = `$fake${sent}`
  const event = { id, type, stateKey, sender, content, sentAt: sent, isRedacted: false }
  timelines.set(room, [...timelineOf(room), event])
  return id
}

/** As a redaction leaves it; false where there is no such event. */
export function prune(room: FakeRoom, id: string): boolean {
  const found = timelineOf(room).find((event) => event.id === id)
  if (found === undefined) return false
  const content = keptContent(found)
  const events = timelineOf(room).map((event) =>
    event.id === id ? { ...event, content, isRedacted: true } : event,
  )
  timelines.set(room, events)
  const key = `${found.type}\n${found.stateKey ?? ''}`
  const last = events.findLast(
    (event) => event.type === found.type && event.stateKey === found.stateKey,
  )
  const present = room.state.get(key)
  if (found.stateKey !== undefined && last?.id === id && present !== undefined) {
    room.state.set(key, { ...present, content })
  }
  return true
}

/** Of the rules of the specification those that tests here meet. */
function keptContent({ type, content }: RoomEvent): Readonly<Record<string, unknown>> {
  return type === 'm.room.member' ? { membership: content['membership'] } : {}
}
