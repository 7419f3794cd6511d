import { beforeEach, describe, expect, test } from 'vitest'
import type { RoomId, UserId } from '@lyceum/core/school/ids.ts'
import { planStored } from '@lyceum/core/testing/engine.ts'
import { pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { watchSchool, type WatchedSchool } from './testing.ts'

const school = smallSchool()
let watched: WatchedSchool
let [pupil, teacher]: UserId[] = []
let [chat, channel, space]: RoomId[] = []

beforeEach(async () => {
  watched = await watchSchool(school)
  pupil = await watched.admit(pupilId('S1', 1, 1))
  teacher = await watched.admit(teacherId('S1', 1))
  chat = await watched.roomId('C1/class-chat')
  channel = await watched.roomId('C1/class-channel')
  space = await watched.roomId('C1/class')
})

async function member(room: RoomId, user: UserId) {
  const state = await watched.engine.homeserver.roomState(room)
  const found = state?.find((one) => one.type === 'm.room.member' && one.state_key === user)
  return found?.content
}

/** What the engine would still do. */
async function left() {
  return (await planStored(watched.engine, school.info.id)).actions
}

describe('a membership that the blueprint gives', () => {
  test.each([
    ['removed', 'leave'],
    ['banned', 'ban'],
  ] as const)('is given back to who was %s', async (what, membership) => {
    await watched.member(chat!, pupil!, membership, { sender: teacher! })
    expect(await member(chat!, pupil!)).toMatchObject({ membership: 'join' })
    expect(await left()).toEqual([])
    expect((await watched.journal('drift'))[0]).toMatchObject({
      actor: teacher,
      details: { what, outcome: 'repaired', user: pupil },
    })
  })

  test('is given back once to who left a class channel, then the wish counts', async () => {
    await watched.member(channel!, pupil!, 'leave')
    expect(await member(channel!, pupil!)).toMatchObject({ membership: 'join' })
    await watched.member(channel!, pupil!, 'leave')
    expect(await member(channel!, pupil!)).toMatchObject({ membership: 'leave' })
    const outcomes = (await watched.journal('drift')).map((entry) => {
      return (entry as { details: { outcome: string } }).details.outcome
    })
    expect(outcomes).toContain('repaired')
    expect(outcomes[0]).toBe('noted')
  })

  test('is not given back to who left another room, and that is noted', async () => {
    await watched.member(chat!, pupil!, 'leave')
    expect(await member(chat!, pupil!)).toMatchObject({ membership: 'leave' })
    expect((await watched.journal('drift'))[0]).toMatchObject({
      actor: pupil,
      details: { what: 'left', outcome: 'noted', user: pupil },
    })
  })

  test('shows the name that the school gives', async () => {
    const name = (await member(chat!, pupil!))?.['displayname']
    await watched.member(chat!, pupil!, 'join', { displayName: 'Administrator' })
    expect(await member(chat!, pupil!)).toMatchObject({ membership: 'join', displayname: name })
    expect((await watched.journal('drift'))[0]).toMatchObject({
      details: { what: 'renamed', outcome: 'repaired' },
    })
  })
})

test('somebody whom the blueprint does not have in the room is taken out', async () => {
  const stranger = '@stranger:lyceum.test' as UserId
  await watched.engine.homeserver.register('stranger')
  await watched.member(chat!, stranger, 'join')
  expect(await member(chat!, stranger)).toMatchObject({ membership: 'leave' })
})

test.each([
  ['m.room.name', { name: 'Ours now' }],
  ['m.room.join_rules', { join_rule: 'public' }],
  ['m.room.history_visibility', { history_visibility: 'world_readable' }],
  ['m.room.guest_access', { guest_access: 'can_join' }],
  ['m.room.canonical_alias', {}],
  ['m.room.power_levels', { users: { '@p1:lyceum.test': 100 }, events_default: 0 }],
  ['org.lyceum.room', { school: 'S9', kind: 'staff' }],
])('%s that somebody changed is as the blueprint says again', async (type, content) => {
  const state = async () => {
    const all = await watched.engine.homeserver.roomState(chat!)
    return all?.find((one) => one.type === type)?.content
  }
  const before = await state()
  await watched.change(chat!, teacher!, type, '', content)
  expect(await state()).toEqual(before)
  expect(await left()).toEqual([])
  expect((await watched.journal('drift'))[0]).toMatchObject({
    actor: teacher,
    details: { what: type, outcome: 'repaired' },
  })
})

test('power given in the bot’s name, as the homeserver’s administration does, is taken back', async () => {
  const { homeserver } = watched.engine
  const levels = async () => {
    const state = await homeserver.roomState(chat!)
    return state?.find((one) => one.type === 'm.room.power_levels')?.content ?? {}
  }
  const before = await levels()
  const users = { ...(before['users'] as object), [pupil!]: 100 }
  await watched.change(chat!, homeserver.bot, 'm.room.power_levels', '', { ...before, users })
  expect(await levels()).toEqual(before)
})

test('a room that somebody unlinked from its space is linked again', async () => {
  await watched.change(space!, teacher!, 'm.space.child', chat!, {})
  const state = await watched.engine.homeserver.roomState(space!)
  const link = state?.find((one) => one.type === 'm.space.child' && one.state_key === chat)
  expect(link?.content).toHaveProperty('via')
})

test.each(['m.room.encryption', 'm.room.tombstone'])('%s is told in the journal', async (type) => {
  await watched.change(chat!, teacher!, type, '', { algorithm: 'm.megolm.v1.aes-sha2' })
  expect((await watched.journal('drift'))[0]).toMatchObject({
    actor: teacher,
    details: { what: type, outcome: 'noted' },
  })
})

test('topic and pinned messages are the people’s: nobody looks at the school for them', async () => {
  const before = watched.engine.homeserver.requests
  await watched.change(chat!, teacher!, 'm.room.topic', '', { topic: 'Bring a pencil' })
  await watched.change(chat!, teacher!, 'm.room.pinned_events', '', { pinned: ['$a'] })
  expect(watched.engine.homeserver.requests).toBe(before)
})

test('who enters as the school wants causes no look at the school', async () => {
  const other = await watched.admit(pupilId('S1', 1, 2))
  const before = watched.engine.homeserver.requests
  await watched.member(chat!, other, 'join', {
    displayName: (await member(chat!, other))?.['displayname'] as string,
  })
  expect(watched.engine.homeserver.requests - before).toBeLessThan(3)
  expect(await watched.journal('drift')).toEqual([])
})

test('an account that was closed is noted at its first leaving, and nothing is tried', async () => {
  watched.engine.homeserver.drift.deactivate(pupil!)
  await watched.member(channel!, pupil!, 'leave')
  expect(await member(channel!, pupil!)).toMatchObject({ membership: 'leave' })
  expect(await watched.journal('account-closed')).toHaveLength(1)
})

test('a repair that fails is tried again until it works', async () => {
  const { homeserver } = watched.engine
  const { setState } = homeserver
  let failures = 2
  homeserver.setState = async (...args) => {
    if (failures > 0) {
      failures -= 1
      throw new Error('the homeserver is away')
    }
    await setState(...args)
  }
  await watched.change(chat!, teacher!, 'm.room.name', '', { name: 'Ours now' })
  expect(failures).toBe(0)
  expect(await left()).toEqual([])
})
