import type { RoomId } from '../../school/ids.ts'
import { emptyContent } from '../empty-content.ts'
import { refusal } from '../errors.ts'
import type { EventFilter, PersonalData, RoomEvent } from '../personal-ports.ts'
import { redactorsOf } from '../redact-levels.ts'
import { mustBeJoined } from './authorisation.ts'
import { prune, timelineOf } from './timeline.ts'
import { membershipOf, putMember, putState, reading, roomOf, writing, type World } from './world.ts'

export function personalData(world: World): PersonalData {
  return {
    async roomsOf(user) {
      return reading(world, () => {
        const found = new Map<RoomId, string>()
        for (const room of world.rooms.values()) {
          const membership = membershipOf(room, user)
          if (membership !== undefined) found.set(room.id, membership)
        }
        return found
      })
    },

    async *eventsOf(id, filter = {}) {
      world.requests += 1
      const room = world.rooms.get(id)
      const events = room === undefined ? [] : timelineOf(room)
      const wanted = events.filter((event) => passes(event, filter))
      if (wanted.length > 0) yield wanted
    },

    async moderatorsOf(id) {
      return reading(world, () => redactorsOf([...(world.rooms.get(id)?.state.values() ?? [])]))
    },

    async filesOf(user) {
      return reading(world, () => {
        const own = [...world.files].filter(([, file]) => file.owner === user)
        return own.map(([id, { name, type, content }]) => {
          return { id, name, type, bytes: content.byteLength, uploadedAt: 0 }
        })
      })
    },

    async readFile(id) {
      world.requests += 1
      const found = world.files.get(id)
      if (found === undefined || world.quarantined.has(id))
        throw refusal('read a file', 404, 'M_NOT_FOUND')
      return (async function* () {
        yield found.content
      })()
    },

    async sessionsOf(user) {
      return reading(world, () =>
        [...(world.accounts.get(user)?.sessions ?? [])].map(([id, name]) => {
          return { device_id: id, display_name: name }
        }),
      )
    },

    async redact(id, event, as = world.bot) {
      const operation = 'redact an event'
      await writing(world, () => {
        const room = roomOf(world, id, operation)
        mustBeJoined(room, as, operation)
        const found = timelineOf(room).find((one) => one.id === event)
        const state = [...room.state.values()]
        const may = redactorsOf(state).some((one) => one.user === as && one.may)
        if (found !== undefined && found.sender !== as && !may) {
          throw refusal(operation, 403, 'M_FORBIDDEN')
        }
        if (!prune(room, event)) throw refusal(operation, 404, 'M_NOT_FOUND')
      })
    },

    async emptyState(id, type, stateKey, as = world.bot) {
      await writing(world, () => {
        const room = roomOf(world, id, 'empty what a room is called')
        mustBeJoined(room, as, 'empty what a room is called')
        putState(room, as, type, stateKey, emptyContent(type))
      })
    },

    async deleteFilesOf(user) {
      return writing(world, () => {
        const own = [...world.files].filter(([, file]) => file.owner === user)
        for (const [id] of own) world.files.delete(id)
        return own.length
      })
    },

    async deleteRoom(id) {
      await writing(world, () => {
        world.rooms.delete(id)
      })
    },

    async eraseAccount(user) {
      await writing(world, () => {
        const account = world.accounts.get(user)
        if (account === undefined) return
        account.deactivated = true
        account.displayName = undefined
        account.sessions.clear()
        for (const room of world.rooms.values()) {
          const membership = membershipOf(room, user)
          if (membership !== 'join' && membership !== 'invite') continue
          putMember(world, room, user, user, { membership: 'leave' })
        }
      })
    },
  }
}

function passes(event: RoomEvent, { senders, types }: EventFilter): boolean {
  return (senders?.includes(event.sender) ?? true) && (types?.includes(event.type) ?? true)
}
