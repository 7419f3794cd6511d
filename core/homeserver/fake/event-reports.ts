import type { RoomId, UserId } from '../../school/ids.ts'
import { refusal } from '../errors.ts'
import type { RoomEvent } from '../personal-ports.ts'
import type { EventReport, EventReports } from '../report-ports.ts'
import { timelineOf } from './timeline.ts'
import { membershipOf, reading, writing, type World } from './world.ts'

const reported = new WeakMap<World, EventReport[]>()

export function eventReports(world: World): EventReports {
  return {
    async eventReports(since) {
      return reading(world, () => {
        return (reported.get(world) ?? []).filter((one) => one.receivedAt >= since)
      })
    },

    async reportEvent(as, room, event, reason) {
      await writing(world, () => {
        const found = seenBy(world, as, room).find((one) => one.id === event)
        if (found === undefined || found.isRedacted) {
          throw refusal('report a message', 404, 'M_NOT_FOUND')
        }
        const { sender } = found
        const report = { room, event, reporter: as, sender, reason, receivedAt: Date.now() }
        reported.set(world, [...(reported.get(world) ?? []), report])
      })
    },

    async eventAs(as, room, id) {
      return reading(world, () => {
        const events = seenBy(world, as, room)
        const found = events.find((one) => one.id === id)
        if (found === undefined) return undefined
        const { type, sender, content, isRedacted } = found
        const edited = editsIn(events, found).at(-1)?.content['m.new_content']
        return { type, sender, content, isRedacted, edited: edited as typeof content | undefined }
      })
    },

    async editsOf(as, room, id) {
      return reading(world, () => {
        const events = seenBy(world, as, room)
        const found = events.find((one) => one.id === id)
        return found === undefined ? [] : editsIn(events, found).map((one) => one.id)
      })
    },

    async quarantineFile(id) {
      await writing(world, () => {
        world.quarantined.add(id)
      })
    },
  }
}

function seenBy(world: World, as: UserId, id: RoomId): readonly RoomEvent[] {
  const room = world.rooms.get(id)
  return room === undefined || membershipOf(room, as) !== 'join' ? [] : timelineOf(room)
}

/** Oldest first. */
function editsIn(events: readonly RoomEvent[], of: RoomEvent): readonly RoomEvent[] {
  return events.filter(({ sender, content, isRedacted }) => {
    const relation = content['m.relates_to'] as
      | { rel_type?: unknown; event_id?: unknown }
      | undefined
    const isEdit = relation?.rel_type === 'm.replace' && relation.event_id === of.id
    return isEdit && sender === of.sender && !isRedacted
  })
}
