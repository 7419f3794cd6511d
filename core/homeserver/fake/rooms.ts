import { isDeepStrictEqual } from 'node:util'
import type { RoomAlias, UserId } from '../../school/ids.ts'
import { refusal } from '../errors.ts'
import type { NewRoom, RoomCreation, RoomReading, RoomWriting } from '../ports.ts'
import { levelForState, mustBeJoined, mustHaveLevel, mustNotListCreator } from './authorisation.ts'
import {
  membershipOf,
  newRoomId,
  putMember,
  putState,
  reading,
  roomOf,
  stateOf,
  writing,
  type FakeRoom,
  type World,
} from './world.ts'

export function roomCreation(world: World): RoomCreation {
  const operation = 'create a room'
  return {
    async createRoom(wanted) {
      return writing(world, async (within) => {
        const alias = `#${wanted.aliasLocalpart}:${world.serverName}` as RoomAlias
        if (world.aliases.has(alias)) throw refusal(operation, 400, 'M_ROOM_IN_USE')
        const room: FakeRoom = { id: newRoomId(world), creator: world.bot, state: new Map() }
        mustNotListCreator(room, wanted.powerLevels, operation)
        world.rooms.set(room.id, room)
        world.aliases.set(alias, room.id)
        putState(room, world.bot, 'm.room.create', '', {
          ...(wanted.space ? { type: 'm.space' } : {}),
          'm.federate': false,
          room_version: '12',
        })
        await within()
        fillRoom(world, room, wanted, alias)
        return room.id
      })
    },
  }
}

/** In the order of Synapse: the preset `private_chat` first, so that the initial state overrides it. */
function fillRoom(world: World, room: FakeRoom, wanted: NewRoom, alias: RoomAlias): void {
  const put = (type: string, content: object, stateKey = '') =>
    putState(room, world.bot, type, stateKey, content)
  putMember(world, room, world.bot, world.bot, { membership: 'join' })
  put('m.room.power_levels', wanted.powerLevels)
  put('m.room.canonical_alias', { alias })
  put('m.room.join_rules', { join_rule: 'invite' })
  put('m.room.history_visibility', { history_visibility: 'shared' })
  put('m.room.guest_access', { guest_access: 'can_join' })
  for (const event of wanted.initialState) put(event.type, event.content, event.state_key)
  put('m.room.name', { name: wanted.name })
  if (wanted.topic !== undefined) {
    const text = { 'm.text': [{ body: wanted.topic }] }
    put('m.room.topic', { topic: wanted.topic, 'm.topic': text })
  }
}

export function roomReading(world: World): RoomReading {
  return {
    async joinedRooms(as = world.bot) {
      return reading(world, () =>
        [...world.rooms.values()]
          .filter((room) => membershipOf(room, as) === 'join')
          .map((room) => room.id),
      )
    },

    async roomState(id) {
      return reading(world, () => {
        const room = world.rooms.get(id)
        if (room === undefined || membershipOf(room, world.bot) !== 'join') return undefined
        return [...room.state.values()]
      })
    },

    async resolveAlias(alias) {
      return reading(world, () => world.aliases.get(alias))
    },
  }
}

export function roomWriting(world: World): RoomWriting {
  return {
    async setState(id, type, stateKey, content) {
      if (type === 'm.room.member')
        throw new TypeError('memberships are changed by their own calls')
      await writing(world, () =>
        setStateAs(world, world.bot, roomOf(world, id, setting), type, stateKey, content),
      )
    },

    async createAlias(alias, id) {
      await writing(world, () => {
        const present = world.aliases.get(alias)
        if (present === id) return
        if (present !== undefined) throw refusal('create an alias', 409, 'M_UNKNOWN')
        mustBeJoined(roomOf(world, id, 'create an alias'), world.bot, 'create an alias')
        world.aliases.set(alias, id)
      })
    },

    async deleteAlias(alias) {
      await writing(world, () => {
        world.aliases.delete(alias)
      })
    },
  }
}

const setting = 'set the state of a room'

function setStateAs(
  world: World,
  sender: UserId,
  room: FakeRoom,
  type: string,
  stateKey: string,
  content: object,
): void {
  mustBeJoined(room, sender, setting)
  mustHaveLevel(room, sender, levelForState(room, type), setting)
  if (type === 'm.room.create') throw refusal(setting, 403, 'M_FORBIDDEN')
  if (type === 'm.room.power_levels') mustNotListCreator(room, content, setting)
  if (type === 'm.room.canonical_alias') mustLeadHere(world, room, content)
  const present = stateOf(room, type, stateKey)
  if (present?.sender === sender && isDeepStrictEqual(present.content, content)) return
  putState(room, sender, type, stateKey, content)
}

function mustLeadHere(world: World, room: FakeRoom, content: object): void {
  const alias = 'alias' in content ? content.alias : undefined
  if (alias === undefined) return
  if (world.aliases.get(alias as RoomAlias) !== room.id) {
    throw refusal(setting, 400, 'M_BAD_ALIAS')
  }
}
