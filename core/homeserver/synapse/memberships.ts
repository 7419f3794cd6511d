/**
 * Memberships, repeatable: a refusal is looked at again, and when the person is already where the call would bring them
 * it counts as done. The common case costs one request, the repeated one two.
 */
import { z } from 'zod'
import type { RoomId, UserId } from '../../school/ids.ts'
import { HomeserverError } from '../errors.ts'
import { path, type JsonConnection } from '../http.ts'
import type { Memberships } from '../ports.ts'
import { absentAsUndefined, readMember } from './room-reading.ts'

const Anything = z.unknown()

export function memberships(http: JsonConnection): Memberships {
  async function change(
    operation: string,
    room: RoomId,
    action: 'invite' | 'kick' | 'unban',
    body: object,
  ): Promise<void> {
    await http.send({
      operation,
      method: 'POST',
      path: path`/_matrix/client/v3/rooms/${room}/${action}`,
      body,
      repeat: 'safe',
      answer: Anything,
    })
  }

  return {
    async invite(room, user) {
      await unlessAlready(
        () => change('invite a person', room, 'invite', { user_id: user }),
        async () => isIn((await readMember(http, room, user))?.membership),
      )
    },

    async join(room, as) {
      await http.send({
        operation: 'join a person to a room',
        method: 'POST',
        path: path`/_matrix/client/v3/rooms/${room}/join`,
        as,
        body: {},
        repeat: 'safe',
        answer: Anything,
      })
    },

    async kick(room, user, reason) {
      const body = { user_id: user, ...(reason === undefined ? {} : { reason }) }
      await unlessAlready(
        () => change('remove a person from a room', room, 'kick', body),
        async () => !isIn((await readMember(http, room, user))?.membership),
      )
    },

    async leave(room, as) {
      await unlessAlready(
        async () => {
          await http.send({
            operation: 'take a person out of a room',
            method: 'POST',
            path: path`/_matrix/client/v3/rooms/${room}/leave`,
            as,
            body: {},
            repeat: 'safe',
            answer: Anything,
          })
        },
        () => cannotSeeOrIsOut(http, room, as),
      )
    },

    async unban(room, user) {
      await unlessAlready(
        () => change('unban a person', room, 'unban', { user_id: user }),
        async () => (await readMember(http, room, user))?.membership !== 'ban',
      )
    },

    async setNickname(room, as, displayName) {
      await http.send({
        operation: "set a person's name in a room",
        method: 'PUT',
        path: path`/_matrix/client/v3/rooms/${room}/state/m.room.member/${as}`,
        as,
        body: { membership: 'join', displayname: displayName },
        repeat: 'safe',
        answer: Anything,
      })
    },
  }
}

function isIn(membership: string | undefined): boolean {
  return membership === 'join' || membership === 'invite'
}

/** Whoever is in a room sees it, so a person who does not is out. */
async function cannotSeeOrIsOut(http: JsonConnection, room: RoomId, user: UserId) {
  const member = await absentAsUndefined(() => readMember(http, room, user, user))
  return !isIn(member?.membership)
}

/** When even the second look is refused, the first refusal is what to tell. */
async function unlessAlready(
  act: () => Promise<void>,
  isDone: () => Promise<boolean>,
): Promise<void> {
  try {
    await act()
  } catch (error) {
    const isRefusal = error instanceof HomeserverError && [400, 403, 404].includes(error.status)
    if (!isRefusal || !(await isDone().catch(() => false))) throw error
  }
}
