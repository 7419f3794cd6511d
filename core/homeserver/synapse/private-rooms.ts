/** Rooms without the bot, by Synapse's administration API. */
import { z } from 'zod'
import { roomId } from '../../school/ids.ts'
import { path, type JsonConnection } from '../http.ts'
import { parseMembership, privateRoomOf, type PrivateRooms } from '../private-ports.ts'
import { absentAsUndefined } from './room-reading.ts'

const Memberships = z.object({ memberships: z.record(z.string(), z.string()) })

const State = z.object({
  state: z.array(
    z.object({
      type: z.string(),
      state_key: z.string(),
      sender: z.string(),
      content: z.record(z.string(), z.unknown()),
      origin_server_ts: z.number(),
    }),
  ),
})

export function privateRooms(http: JsonConnection): PrivateRooms {
  return {
    async membershipsOf(user) {
      const { memberships } = await http.send({
        operation: "list a person's memberships",
        method: 'GET',
        path: path`/_synapse/admin/v1/users/${user}/memberships`,
        repeat: 'safe',
        answer: Memberships,
      })
      const held = Object.entries(memberships).flatMap(([room, how]) => {
        const membership = parseMembership(how)
        return membership === undefined ? [] : [[roomId(room), membership] as const]
      })
      return new Map(held)
    },

    async privateRoom(room) {
      const answer = await absentAsUndefined(
        () =>
          http.send({
            operation: 'read who is in a room',
            method: 'GET',
            path: path`/_synapse/admin/v1/rooms/${room}/state`,
            repeat: 'safe',
            answer: State,
          }),
        [404],
      )
      return answer === undefined ? undefined : privateRoomOf(answer.state)
    },

    async setStateAs(as, room, type, stateKey, content) {
      await http.send({
        operation: 'set the state of a room as a person',
        method: 'PUT',
        path: path`/_matrix/client/v3/rooms/${room}/state/${type}/${stateKey}`,
        as,
        body: content,
        repeat: 'safe',
        answer: z.unknown(),
      })
    },
  }
}
