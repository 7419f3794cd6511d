import type { RoomId, UserId } from '../../school/ids.ts'
import { refusal } from '../errors.ts'
import type { Memberships } from '../ports.ts'
import { mustBeKnown } from './accounts.ts'
import {
  forbidden,
  judgeJoin,
  levelForAction,
  levelOf,
  mustBeJoined,
  mustHaveLevel,
} from './authorisation.ts'
import {
  contentOf,
  membershipOf,
  putMember,
  roomOf,
  writing,
  type FakeRoom,
  type World,
} from './world.ts'

export function memberships(world: World): Memberships {
  function remove(room: FakeRoom, user: UserId, operation: string, reason?: string): void {
    mustBeJoined(room, world.bot, operation)
    mustHaveLevel(room, world.bot, levelForAction(room, 'kick'), operation)
    if (levelOf(room, user) >= levelOf(room, world.bot)) throw forbidden(operation)
    putMember(world, room, world.bot, user, {
      membership: 'leave',
      ...(reason === undefined ? {} : { reason }),
    })
  }

  return {
    async invite(id, user) {
      const operation = 'invite a person'
      await writing(world, () => {
        const room = roomOf(world, id, operation)
        if (isIn(room, user)) return
        mustBeJoined(room, world.bot, operation)
        mustHaveLevel(room, world.bot, levelForAction(room, 'invite'), operation)
        if (membershipOf(room, user) === 'ban') throw refusal(operation, 403, 'M_BAD_STATE')
        putMember(world, room, world.bot, user, { membership: 'invite' })
      })
    },

    async join(id, as) {
      const operation = 'join a person to a room'
      await writing(world, () => joinRoom(world, id, as, operation))
    },

    async kick(id, user, reason) {
      const operation = 'remove a person from a room'
      await writing(world, () => {
        const room = roomOf(world, id, operation)
        if (isIn(room, user)) remove(room, user, operation, reason)
      })
    },

    async leave(id, as) {
      await writing(world, () => {
        mustBeKnown(world, as, 'take a person out of a room')
        const room = world.rooms.get(id)
        if (room === undefined || !isIn(room, as)) return
        putMember(world, room, as, as, { membership: 'leave' })
      })
    },

    async unban(id, user) {
      const operation = 'unban a person'
      await writing(world, () => {
        const room = roomOf(world, id, operation)
        if (membershipOf(room, user) === 'ban') remove(room, user, operation)
      })
    },

    async setNickname(id, as, displayName) {
      const operation = "set a person's name in a room"
      await writing(world, () => {
        mustBeKnown(world, as, operation)
        const room = roomOf(world, id, operation)
        mustBeJoined(room, as, operation)
        const present = contentOf(room, 'm.room.member', as)
        putMember(world, room, as, as, {
          ...present,
          membership: 'join',
          displayname: displayName,
        })
      })
    },
  }
}

function isIn(room: FakeRoom, user: UserId): boolean {
  const membership = membershipOf(room, user)
  return membership === 'join' || membership === 'invite'
}

function joinRoom(world: World, id: RoomId, as: UserId, operation: string): void {
  const { suspended } = mustBeKnown(world, as, operation)
  const room = roomOf(world, id, operation)
  if (membershipOf(room, as) === 'join') return
  if (suspended) throw refusal(operation, 403, 'M_USER_SUSPENDED')
  const { authorisedBy } = judgeJoin(world, room, as, operation)
  putMember(world, room, as, as, {
    membership: 'join',
    ...(authorisedBy === undefined ? {} : { join_authorised_via_users_server: authorisedBy }),
  })
}
