import { refusal } from '../errors.ts'
import type { DirectRooms, Messages } from '../talk-ports.ts'
import { mustBeKnown } from './accounts.ts'
import { levelForAction, levelOf, mustBeJoined, mustHaveLevel } from './authorisation.ts'
import { record } from './timeline.ts'
import {
  contentOf,
  membershipOf,
  newRoomId,
  putMember,
  putState,
  reading,
  roomOf,
  writing,
  type FakeRoom,
  type World,
} from './world.ts'

export function directRooms(world: World): DirectRooms {
  return {
    async createDirectRoom(as, invited) {
      return writing(world, () => {
        mustBeKnown(world, as, 'create a direct room')
        const room: FakeRoom = { id: newRoomId(world), creator: as, state: new Map() }
        world.rooms.set(room.id, room)
        const put = (type: string, content: object) => putState(room, as, type, '', content)
        put('m.room.create', {
          'm.federate': false,
          room_version: '12',
          additional_creators: [invited],
        })
        putMember(world, room, as, as, { membership: 'join' })
        put('m.room.power_levels', { users: {} })
        put('m.room.join_rules', { join_rule: 'invite' })
        put('m.room.history_visibility', { history_visibility: 'shared' })
        put('m.room.guest_access', { guest_access: 'forbidden' })
        putMember(world, room, as, invited, { membership: 'invite', is_direct: true })
        return room.id
      })
    },

    async membersAs(as, id) {
      return reading(world, () => {
        const room = world.rooms.get(id)
        if (room === undefined || membershipOf(room, as) !== 'join') return undefined
        const members = [...room.state.values()].filter(({ type }) => type === 'm.room.member')
        return new Map(
          members.map((event) => [
            event.state_key as typeof as,
            String(event.content['membership']),
          ]),
        )
      })
    },

    async inviteAs(as, id, user) {
      const operation = 'invite a person'
      await writing(world, () => {
        const room = roomOf(world, id, operation)
        mustBeJoined(room, as, operation)
        const present = membershipOf(room, user)
        if (present === 'join' || present === 'invite') return
        mustHaveLevel(room, as, levelForAction(room, 'invite'), operation)
        if (present === 'ban') throw refusal(operation, 403, 'M_BAD_STATE')
        putMember(world, room, as, user, { membership: 'invite' })
      })
    },

    async accountData(as, type) {
      return reading(world, () => {
        mustBeKnown(world, as, "read a person's account data")
        return world.accountData.get(`${as} ${type}`) ?? {}
      })
    },

    async setAccountData(as, type, content) {
      await writing(world, () => {
        mustBeKnown(world, as, "set a person's account data")
        world.accountData.set(`${as} ${type}`, JSON.parse(JSON.stringify(content)))
      })
    },
  }
}

export function messages(world: World): Messages {
  return {
    async sendEvent(id, type, transaction, content) {
      const operation = 'send a message'
      return writing(world, () => {
        const room = roomOf(world, id, operation)
        const key = `${id} ${type} ${transaction}`
        const before = world.sent.find((event) => event.key === key)
        if (before !== undefined) return before.event
        mustBeJoined(room, world.bot, operation)
        const levels = contentOf(room, 'm.room.power_levels')
        const needed = typeof levels['events_default'] === 'number' ? levels['events_default'] : 0
        if (levelOf(room, world.bot) < needed) throw refusal(operation, 403, 'M_FORBIDDEN')
        const event = record(room, world.bot, type, undefined, { ...content })
        world.sent.push({ key, event, room: id, type, content: { ...content } })
        return event
      })
    },

    async ownMessages(id) {
      return reading(world, () => {
        mustBeJoined(roomOf(world, id, 'read messages'), world.bot, 'read messages')
        return world.sent
          .filter(({ room, type }) => room === id && type === 'm.room.message')
          .toReversed()
          .map(({ event, content }) => ({ event, content }))
      })
    },
  }
}
