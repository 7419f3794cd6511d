import { parseMembership, privateRoomOf, type PrivateRooms } from '../private-ports.ts'
import { mustBeKnown } from './accounts.ts'
import { levelForState, mustBeJoined, mustHaveLevel } from './authorisation.ts'
import { membershipOf, putState, reading, roomOf, writing, type World } from './world.ts'

export function privateRooms(world: World): PrivateRooms {
  return {
    async membershipsOf(user) {
      return reading(world, () => {
        const held = [...world.rooms.values()].flatMap((room) => {
          const membership = parseMembership(membershipOf(room, user))
          return membership === undefined ? [] : [[room.id, membership] as const]
        })
        return new Map(held)
      })
    },

    async privateRoom(id) {
      return reading(world, () => {
        const room = world.rooms.get(id)
        if (room === undefined) return undefined
        const state = [...room.state.values()]
        return privateRoomOf(state.map((event, at) => ({ ...event, origin_server_ts: at })))
      })
    },

    async setStateAs(as, id, type, stateKey, content) {
      const operation = 'set the state of a room as a person'
      await writing(world, () => {
        mustBeKnown(world, as, operation)
        const room = roomOf(world, id, operation)
        mustBeJoined(room, as, operation)
        mustHaveLevel(room, as, levelForState(room, type), operation)
        putState(room, as, type, stateKey, content)
      })
    },
  }
}
