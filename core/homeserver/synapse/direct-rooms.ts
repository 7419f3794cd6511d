import { z } from 'zod'
import { roomId, userId, type RoomId, type UserId } from '../../school/ids.ts'
import { HomeserverError } from '../errors.ts'
import { path, type JsonConnection } from '../http.ts'
import type { DirectRooms } from '../talk-ports.ts'
import { absentAsUndefined, readMember } from './room-reading.ts'

const Anything = z.unknown()
const CreatedRoom = z.object({ room_id: z.string().transform(roomId) })
const Content = z.record(z.string(), z.unknown())

const Members = z.object({
  chunk: z.array(
    z.object({
      state_key: z.string().transform(userId),
      content: z.object({ membership: z.string() }),
    }),
  ),
})

export function directRooms(http: JsonConnection): DirectRooms {
  return {
    async createDirectRoom(as, invited) {
      const answer = await http.send({
        operation: 'create a direct room',
        method: 'POST',
        path: '/_matrix/client/v3/createRoom',
        as,
        body: {
          preset: 'trusted_private_chat',
          visibility: 'private',
          is_direct: true,
          invite: [invited],
          creation_content: { 'm.federate': false },
          initial_state: [
            {
              type: 'm.room.guest_access',
              state_key: '',
              content: { guest_access: 'forbidden' },
            },
          ],
        },
        repeat: 'unanswered',
        answer: CreatedRoom,
      })
      return answer.room_id
    },

    async membersAs(as, room) {
      const own = await absentAsUndefined(() => readMember(http, room, as, as))
      if (own?.membership !== 'join') return undefined
      const { chunk } = await http.send({
        operation: 'list the members of a room',
        method: 'GET',
        path: path`/_matrix/client/v3/rooms/${room}/members`,
        as,
        repeat: 'safe',
        answer: Members,
      })
      return new Map(chunk.map((event) => [event.state_key, event.content.membership]))
    },

    inviteAs: (as, room, user) => inviteAs(http, as, room, user),

    async accountData(as, type) {
      const content = await absentAsUndefined(
        () =>
          http.send({
            operation: "read a person's account data",
            method: 'GET',
            path: path`/_matrix/client/v3/user/${as}/account_data/${type}`,
            as,
            repeat: 'safe',
            answer: Content,
          }),
        [404],
      )
      return content ?? {}
    },

    async setAccountData(as, type, content) {
      await http.send({
        operation: "set a person's account data",
        method: 'PUT',
        path: path`/_matrix/client/v3/user/${as}/account_data/${type}`,
        as,
        body: content,
        repeat: 'safe',
        answer: Anything,
      })
    },
  }
}

async function inviteAs(
  http: JsonConnection,
  as: UserId,
  room: RoomId,
  user: UserId,
): Promise<void> {
  try {
    await http.send({
      operation: 'invite a person',
      method: 'POST',
      path: path`/_matrix/client/v3/rooms/${room}/invite`,
      as,
      body: { user_id: user },
      repeat: 'safe',
      answer: Anything,
    })
  } catch (error) {
    if (!(error instanceof HomeserverError) || error.status !== 403) throw error
    const member = await readMember(http, room, user, as).catch(() => undefined)
    if (member?.membership !== 'join' && member?.membership !== 'invite') throw error
  }
}
