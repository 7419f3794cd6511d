import { beforeEach, expect, test } from 'vitest'
import type { RoomId, UserId } from '@lyceum/core/school/ids.ts'
import { sweepPrivateRooms } from '@lyceum/core/provision/sweep-private-rooms.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { watchSchool, type WatchedSchool } from './testing.ts'

let watched: WatchedSchool
let users: Record<'pupil' | 'friend' | 'parent' | 'otherParent' | 'teacher', UserId>

beforeEach(async () => {
  watched = await watchSchool(smallSchool())
  users = {
    pupil: await watched.admit(pupilId('S1', 1, 1)),
    friend: await watched.admit(pupilId('S1', 1, 2)),
    parent: await watched.admit(parentId('S1', 1, 1)),
    otherParent: await watched.admit(parentId('S1', 2, 1)),
    teacher: await watched.admit(teacherId('S1', 1)),
  }
})

async function present(room: RoomId): Promise<readonly UserId[]> {
  return [...((await watched.engine.homeserver.privateRoom(room))?.members.keys() ?? [])]
}

/** What the bot said, to whom, in this order. */
async function told(): Promise<readonly UserId[]> {
  const { homeserver, store } = watched.engine
  const talks = await Promise.all(
    Object.values(users).map(async (user) => ({
      user,
      room: await store.talks.find(homeserver.bot, user),
    })),
  )
  return homeserver.sent.flatMap(({ room }) => {
    return talks.filter((talk) => talk.room === room).map(({ user }) => user)
  })
}

test('an invitation between people who may not talk is declined, and both are told once', async () => {
  const room = watched.engine.homeserver.drift.createRoom(users.parent)
  await watched.member(room, users.friend, 'invite', { sender: users.parent })
  expect(await present(room)).toEqual([users.parent])
  expect(await told()).toEqual([users.friend, users.parent])
  expect(await watched.journal('policy-enforced')).toMatchObject([
    { actor: users.parent, details: { room, user: users.friend } },
  ])
})

test('when the maker’s own coming is handled first, it still is the invited who goes', async () => {
  const { homeserver } = watched.engine
  const room = homeserver.drift.createRoom(users.parent)
  homeserver.drift.setMembership(room, users.friend, 'invite', { sender: users.parent })
  await watched.member(room, users.parent, 'join')
  expect(await present(room)).toEqual([users.parent])
})

test('people who may talk are left alone, and nobody is told anything', async () => {
  const room = watched.engine.homeserver.drift.createRoom(users.teacher)
  await watched.member(room, users.pupil, 'invite', { sender: users.teacher })
  await watched.member(room, users.parent, 'invite', { sender: users.teacher })
  await watched.member(room, users.parent, 'join')
  expect(await present(room)).toEqual([users.teacher, users.pupil, users.parent])
  expect(await told()).toEqual([])
})

test('a third person who may talk only to the middleman goes, the others stay', async () => {
  const room = watched.engine.homeserver.drift.createRoom(users.teacher)
  await watched.member(room, users.friend, 'join')
  await watched.member(room, users.otherParent, 'invite', { sender: users.teacher })
  expect(await present(room)).toEqual([users.teacher, users.friend])
})

test('when the coming of the one before is handled late, it still is the third person who goes', async () => {
  const { homeserver } = watched.engine
  const room = homeserver.drift.createRoom(users.teacher)
  homeserver.drift.setMembership(room, users.friend, 'invite', { sender: users.teacher })
  homeserver.drift.setMembership(room, users.otherParent, 'invite', { sender: users.teacher })
  homeserver.drift.setMembership(room, users.otherParent, 'join')
  await watched.hear(room, users.friend, 'invite', users.teacher)
  expect(await present(room)).toEqual([users.teacher, users.friend])
})

test('somebody of no school is taken out, also who made the room', async () => {
  const { homeserver } = watched.engine
  const stranger = '@stranger:lyceum.test' as UserId
  await homeserver.register('stranger')
  const room = homeserver.drift.createRoom(stranger)
  await watched.member(room, users.pupil, 'invite', { sender: stranger })
  expect(await present(room)).toEqual([users.pupil])
})

test('with somebody of another homeserver, who cannot be taken out, nobody stays', async () => {
  const { homeserver } = watched.engine
  const room = homeserver.drift.createRoom(users.pupil)
  const foreigner = '@stranger:elsewhere.test' as UserId
  await watched.member(room, foreigner, 'join')
  expect(await present(room)).toEqual([foreigner])
})

test.each([
  ['m.room.join_rules', { join_rule: 'public' }, 'joinRule', 'invite'],
  ['m.room.history_visibility', { history_visibility: 'world_readable' }, 'history', 'shared'],
  ['m.room.canonical_alias', { alias: '#open:lyceum.test' }, 'hasAddress', false],
] as const)(
  '%s that opens a room is undone as its creator',
  async (type, content, field, wanted) => {
    const room = watched.engine.homeserver.drift.createRoom(users.pupil)
    await watched.member(room, users.friend, 'join')
    await watched.change(room, users.friend, type, '', content)
    expect((await watched.engine.homeserver.privateRoom(room))?.[field]).toBe(wanted)
    expect(await present(room)).toEqual([users.pupil, users.friend])
  },
)

test('a room that nobody in it can close is left by everybody', async () => {
  const { homeserver } = watched.engine
  const room = homeserver.drift.createRoom(users.pupil)
  await watched.member(room, users.friend, 'join')
  homeserver.drift.setMembership(room, users.pupil, 'leave')
  await watched.change(room, users.friend, 'm.room.join_rules', '', { join_rule: 'public' })
  expect(await present(room)).toEqual([])
})

test('of a private room nothing but memberships and how open it is is ever kept', async () => {
  const { watchPrivateRooms } = await import('./private-rooms.ts')
  const handler = watchPrivateRooms({ engine: watched.engine, facts: watched.facts })
  const keep = (type: string, content: object, stateKey: string | undefined = '') =>
    handler.keep(
      {
        event_id: '$1',
        room_id: '!room' as RoomId,
        type,
        ...(stateKey === undefined ? {} : { state_key: stateKey }),
        sender: users.pupil,
        content: { ...content },
        origin_server_ts: 0,
      },
      undefined,
    )
  const member = { membership: 'join', displayname: 'Canary', reason: 'Canary' }
  expect(keep('m.room.member', member, users.friend)).toEqual({ membership: 'join' })
  expect(keep('m.room.member', { membership: 'leave', reason: 'Canary' }, users.friend)).toBe(
    undefined,
  )
  expect(keep('m.room.message', { body: 'Canary' }, undefined)).toBeUndefined()
  expect(keep('m.room.name', { name: 'Canary' })).toBeUndefined()
  expect(keep('m.room.topic', { topic: 'Canary' })).toBeUndefined()
  expect(keep('m.room.canonical_alias', { alias: '#canary:x' })).toEqual({})
})

test('the look on a timer settles what no event told of', async () => {
  const { homeserver } = watched.engine
  const room = homeserver.drift.createRoom(users.parent)
  homeserver.drift.setMembership(room, users.friend, 'invite', { sender: users.parent })
  const fine = homeserver.drift.createRoom(users.pupil)
  homeserver.drift.setMembership(fine, users.friend, 'join')
  expect(await sweepPrivateRooms(watched.engine, watched.facts)).toEqual({
    rooms: 2,
    left: 1,
    closed: 0,
    failed: 0,
  })
  expect(await present(room)).toEqual([users.parent])
  expect(await present(fine)).toEqual([users.pupil, users.friend])
})
