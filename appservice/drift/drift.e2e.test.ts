import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { PersonClient } from '@lyceum/core/homeserver/testing.ts'
import type { RoomId, UserId } from '@lyceum/core/school/ids.ts'
import { planStored } from '@lyceum/core/testing/engine.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { startOpenSite, type OpenSite } from '../testing/open-site.ts'

const school = smallSchool({ pupilsPerClass: 4 })
const patience = { timeout: 60_000, interval: 50 }
let site: OpenSite
let people: Record<
  'pupil' | 'friend' | 'older' | 'parent' | 'otherParent' | 'teacher',
  PersonClient
>
let rooms: Record<'chat' | 'channel' | 'space', RoomId>

beforeAll(async () => {
  site = await startOpenSite(inject('homeserver').python, school)
  people = {
    pupil: await site.admit(pupilId('S1', 1, 1)),
    friend: await site.admit(pupilId('S1', 1, 2)),
    older: await site.admit(pupilId('S1', 2, 1)),
    parent: await site.admit(parentId('S1', 1, 1)),
    otherParent: await site.admit(parentId('S1', 2, 1)),
    teacher: await site.admit(teacherId('S1', 1)),
  }
  rooms = {
    chat: await site.roomId('C1/class-chat'),
    channel: await site.roomId('C1/class-channel'),
    space: await site.roomId('C1/class'),
  }
})

afterAll(async () => {
  await site?.stop()
})

/** Through the homeserver's administration: the person may do all that a creator may. */
async function makeRoomAdmin(room: RoomId, user: UserId): Promise<void> {
  const address = `${site.url}/_synapse/admin/v1/rooms/${encodeURIComponent(room)}/make_room_admin`
  const response = await fetch(address, {
    method: 'POST',
    headers: { authorization: `Bearer ${site.adminToken}` },
    body: JSON.stringify({ user_id: user }),
  })
  expect(response.status).toBe(200)
}

/** Until it is done: a repair may take the power back before it is used. */
async function asRoomAdmin(
  room: RoomId,
  act: () => Promise<{ readonly status: number }>,
): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    await makeRoomAdmin(room, people.teacher.userId)
    const { status } = await act()
    if (status === 200) return
    expect(status).toBe(403)
    expect(tries).toBeLessThan(20)
  }
}

async function stateOf(room: RoomId, type: string, key = '') {
  const state = await site.service.engine.homeserver.roomState(room)
  return state?.find((one) => one.type === type && one.state_key === key)?.content
}

/** Gives the seconds it took, told in the output. */
async function untilRepaired(what: string, read: () => Promise<unknown>, wanted: unknown) {
  const begun = performance.now()
  await expect.poll(read, patience).toEqual(wanted)
  // oxlint-disable-next-line no-console -- the figure is what the run shows
  console.log(`repaired: ${what} after ${((performance.now() - begun) / 1000).toFixed(2)} s`)
}

const membershipIn = (room: RoomId, user: UserId) => async () =>
  (await stateOf(room, 'm.room.member', user))?.['membership']

function path(room: RoomId, end: string): string {
  return `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/${end}`
}

describe('by the event, on a real homeserver', () => {
  const states: readonly (readonly [string, object])[] = [
    ['m.room.name', { name: 'Ours now' }],
    ['m.room.join_rules', { join_rule: 'public' }],
    ['m.room.history_visibility', { history_visibility: 'world_readable' }],
    ['m.room.canonical_alias', {}],
    ['m.room.guest_access', { guest_access: 'can_join' }],
  ]
  test.each(states)('%s is as the blueprint says again, and so is power', async (type, content) => {
    const { teacher } = people
    const [before, levels] = [
      await stateOf(rooms.chat, type),
      await stateOf(rooms.chat, 'm.room.power_levels'),
    ]
    await asRoomAdmin(rooms.chat, () => teacher.setState(rooms.chat, type, '', content))
    await untilRepaired(type, () => stateOf(rooms.chat, type), before)
    await untilRepaired('power', () => stateOf(rooms.chat, 'm.room.power_levels'), levels)
  })

  test('a room that was unlinked from its space is linked again', async () => {
    const before = await stateOf(rooms.space, 'm.space.child', rooms.chat)
    await asRoomAdmin(rooms.space, () =>
      people.teacher.setState(rooms.space, 'm.space.child', rooms.chat, {}),
    )
    await untilRepaired('link', () => stateOf(rooms.space, 'm.space.child', rooms.chat), before)
  })

  test.each(['kick', 'ban'])('who was put out by %s is back', async (how) => {
    const { teacher, pupil } = people
    await asRoomAdmin(rooms.chat, () =>
      teacher.request('POST', path(rooms.chat, how), { user_id: pupil.userId }),
    )
    await untilRepaired(how, membershipIn(rooms.chat, pupil.userId), 'join')
  })

  test('who left the class channel is back once, then stays out', async () => {
    const { friend } = people
    await friend.request('POST', path(rooms.channel, 'leave'), {})
    await untilRepaired('left', membershipIn(rooms.channel, friend.userId), 'join')
    await friend.request('POST', path(rooms.channel, 'leave'), {})
    await expect
      .poll(async () => {
        const drifts = await site.service.store.journal.recent(20)
        return drifts.filter(({ actor, details }) => {
          return actor === friend.userId && details['outcome'] === 'noted'
        }).length
      }, patience)
      .toBe(1)
    expect(await membershipIn(rooms.channel, friend.userId)()).toBe('leave')
  })

  test('a nickname is the name of the roster again', async () => {
    const { pupil } = people
    const name = (await stateOf(rooms.chat, 'm.room.member', pupil.userId))?.['displayname']
    const content = { membership: 'join', displayname: 'The director' }
    await pupil.setState(rooms.chat, 'm.room.member', pupil.userId, content)
    const read = async () =>
      (await stateOf(rooms.chat, 'm.room.member', pupil.userId))?.['displayname']
    await untilRepaired('nickname', read, name)
  })

  test('topic and pinned messages stay as people set them', async () => {
    const { teacher } = people
    await teacher.setState(rooms.chat, 'm.room.topic', '', { topic: 'Bring a pencil' })
    await teacher.setState(rooms.chat, 'm.room.pinned_events', '', { pinned: [] })
    expect((await planStored(site.service.engine, school.info.id)).actions).toEqual([])
    expect((await stateOf(rooms.chat, 'm.room.topic'))?.['topic']).toBe('Bring a pencil')
  })

  test('an account that its person closed is noted', async () => {
    const leaving = pupilId('S1', 2, 2)
    const client = await site.admit(leaving)
    await site.service.engine.homeserver.setPassword(client.userId, 'a long password', {
      endSessions: false,
    })
    const { status } = await client.request('POST', '/_matrix/client/v3/account/deactivate', {
      auth: {
        type: 'm.login.password',
        identifier: { type: 'm.id.user', user: client.userId },
        password: 'a long password',
      },
    })
    expect(status).toBe(200)
    const state = async () => (await site.service.store.accounts.ofPerson(leaving))?.state
    await untilRepaired('closed account', state, 'closed')
    const invitation = await site.service.invite(leaving, 'pupil')
    const response = await fetch(
      `${site.service.url}/api/v1/invitations/${invitation.token}/redeem`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ login: 'a-new-login-7', password: 'tiger-window-lamp-4821' }),
      },
    )
    expect(response.status).toBe(201)
    expect((await site.service.store.accounts.ofPerson(leaving))?.userId).toBe(
      '@a-new-login-7:open.test',
    )
  })
})

describe('without the policy module, after it happened', () => {
  async function createRoom(by: PersonClient, body: object): Promise<RoomId> {
    const created = await by.request('POST', '/_matrix/client/v3/createRoom', {
      preset: 'trusted_private_chat',
      ...body,
    })
    expect(created.status).toBe(200)
    return created.body['room_id'] as RoomId
  }

  const present = (room: RoomId) => async () =>
    [...((await site.service.engine.homeserver.privateRoom(room))?.members.keys() ?? [])].toSorted()

  test('an invitation that the policy does not allow is declined, and both are told', async () => {
    const { parent, older } = people
    const room = await createRoom(parent, { invite: [older.userId] })
    await untilRepaired('invitation', present(room), [parent.userId])
    for (const client of [parent, older]) {
      const notices = async () => {
        const { store, engine } = site.service
        const talk = await store.talks.find(engine.homeserver.bot, client.userId)
        if (talk === undefined) return 0
        const { body } = await client.request('GET', path(talk, 'messages?dir=b'))
        const events = (body['chunk'] ?? []) as readonly { content: { msgtype?: string } }[]
        return events.filter(({ content }) => content.msgtype === 'm.notice').length
      }
      await expect.poll(notices, { ...patience, interval: 500 }).toBe(1)
    }
  })

  test('a middleman brings nobody together', async () => {
    const { teacher, otherParent, friend } = people
    const room = await createRoom(teacher, { invite: [friend.userId] })
    await friend.request('POST', path(room, 'join'), {})
    await teacher.request('POST', path(room, 'invite'), { user_id: otherParent.userId })
    await untilRepaired('third person', present(room), [friend.userId, teacher.userId].toSorted())
  })

  test('a room that was opened is closed, and what is allowed goes on', async () => {
    const { pupil, friend } = people
    const room = await createRoom(pupil, { invite: [friend.userId] })
    await friend.request('POST', path(room, 'join'), {})
    await pupil.setState(room, 'm.room.join_rules', '', { join_rule: 'public' })
    await pupil.setState(room, 'm.room.history_visibility', '', {
      history_visibility: 'world_readable',
    })
    const read = async () => {
      const found = await site.service.engine.homeserver.privateRoom(room)
      return [found?.joinRule, found?.history]
    }
    await untilRepaired('opened room', read, ['invite', 'shared'])
    expect(await present(room)()).toEqual([friend.userId, pupil.userId].toSorted())
  })
})

test('what happened while the service was down is repaired after its start', async () => {
  const { teacher, pupil } = people
  const name = await stateOf(rooms.chat, 'm.room.name')
  await site.service.kill()
  await makeRoomAdmin(rooms.chat, teacher.userId)
  await teacher.setState(rooms.chat, 'm.room.name', '', { name: 'While you were out' })
  await teacher.request('POST', path(rooms.chat, 'kick'), { user_id: pupil.userId })
  await site.service.start()
  await untilRepaired('after restart', () => stateOf(rooms.chat, 'm.room.name'), name)
  await untilRepaired('after restart', membershipIn(rooms.chat, pupil.userId), 'join')
})
