import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Json, type PersonClient } from '@lyceum/core/homeserver/testing.ts'
import { schoolId, type RoomId, type UserId } from '@lyceum/core/school/ids.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { startClosedSite, type ClosedSite } from '../testing/closed-site.ts'

let site: ClosedSite
let pupil: PersonClient
let friend: PersonClient
let parent: PersonClient
let otherParent: PersonClient
let teacher: PersonClient
let outsider: PersonClient

beforeAll(async () => {
  site = await startClosedSite({ schools: [smallSchool({ id: 'S1' }), smallSchool({ id: 'S2' })] })
  pupil = await site.enter(pupilId('S1', 1, 1))
  friend = await site.enter(pupilId('S1', 1, 2))
  parent = await site.enter(parentId('S1', 1, 1))
  otherParent = await site.enter(parentId('S1', 1, 2))
  teacher = await site.enter(teacherId('S1', 1))
  outsider = await site.enter(pupilId('S2', 1, 1))
})

afterAll(async () => {
  await site.stop()
})

const createRoom = '/_matrix/client/v3/createRoom'

function create(client: PersonClient, body: object) {
  return client.request('POST', createRoom, body)
}

async function makeRoom(client: PersonClient, body: object = {}): Promise<RoomId> {
  const { status, body: answer } = await create(client, { preset: 'private_chat', ...body })
  if (status !== 200) throw new Error(`no room: ${JSON.stringify(answer)}`)
  return answer['room_id'] as RoomId
}

function inRoom(client: PersonClient, room: RoomId, what: string, body: object = {}) {
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/${what}`
  return client.request('POST', path, body)
}

function invite(client: PersonClient, room: RoomId, user: UserId) {
  return inRoom(client, room, 'invite', { user_id: user })
}

describe('who may talk', () => {
  test('makes direct rooms and groups, invites and joins, as in any client', async () => {
    const direct = { preset: 'trusted_private_chat', is_direct: true, invite: [friend.userId] }
    const room = await makeRoom(pupil, direct)
    expect((await inRoom(friend, room, 'join')).status).toBe(200)
    expect((await invite(pupil, room, teacher.userId)).status).toBe(200)
    expect((await inRoom(teacher, room, 'join')).status).toBe(200)
    expect((await friend.sendMessage(room, 'Hello')).status).toBe(200)
    const group = await makeRoom(teacher, { invite: [pupil.userId, parent.userId], name: 'Trip' })
    expect((await inRoom(parent, group, 'join')).status).toBe(200)
  })
})

describe('who may not', () => {
  test('is refused with the reason in the own language', async () => {
    const room = await makeRoom(pupil)
    const { status, body } = await invite(pupil, room, outsider.userId)
    expect([status, body['errcode']]).toEqual([403, 'M_FORBIDDEN'])
    expect(body['error']).toMatch(/из другой школы/)
  })

  test('is not brought in by a third person', async () => {
    const room = await makeRoom(pupil, { invite: [friend.userId] })
    await inRoom(friend, room, 'join')
    // Each parent may talk to the own child, and to no other.
    expect((await invite(friend, room, otherParent.userId)).status).toBe(403)
    const family = await makeRoom(parent, { invite: [pupil.userId] })
    await inRoom(pupil, family, 'join')
    expect((await invite(pupil, family, friend.userId)).status).toBe(403)
  })

  test('is not invited by a second invitation that overtakes the first', async () => {
    const room = await makeRoom(pupil)
    const answers = await Promise.all([
      invite(pupil, room, parent.userId),
      invite(pupil, room, friend.userId),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 403])
  })

  test('leaves no room behind when createRoom invites them', async () => {
    const before = await pupil.joinedRooms()
    for (const invited of [[outsider.userId], [parent.userId, friend.userId]]) {
      const { status, body } = await create(pupil, { invite: invited })
      expect([status, body['errcode']]).toEqual([403, 'M_FORBIDDEN'])
    }
    expect(await pupil.joinedRooms()).toEqual(before)
  })

  test('is not found in the directory, and who may be written to is', async () => {
    const find = async (client: PersonClient) => {
      const path = '/_matrix/client/v3/user_directory/search'
      const { body } = await client.request('POST', path, { search_term: 'Фамилия', limit: 50 })
      return (body['results'] as readonly Json[]).map((one) => one['user_id'] as UserId)
    }
    await expect.poll(() => find(pupil), { timeout: 20_000 }).toContain(parent.userId)
    expect(await find(pupil)).not.toContain(otherParent.userId)
    expect(await find(parent)).toContain(otherParent.userId)
  })
})

describe('what no school allows', () => {
  test('is refused in createRoom', async () => {
    const state = (type: string, content: object) => ({
      initial_state: [{ type, state_key: '', content }],
    })
    const forbidden: readonly object[] = [
      { visibility: 'public' },
      { preset: 'public_chat' },
      { room_alias_name: 'our-chat' },
      { creation_content: { 'm.federate': true } },
      { creation_content: { additional_creators: [outsider.userId] } },
      { power_level_content_override: { users: { [outsider.userId]: 50 } } },
      state('m.room.join_rules', { join_rule: 'public' }),
      state('m.room.join_rules', { join_rule: 'knock' }),
      state('m.room.history_visibility', { history_visibility: 'world_readable' }),
      state('org.lyceum.room', { school: 'S1', kind: 'general' }),
    ]
    for (const body of forbidden) {
      expect([body, (await create(pupil, body)).status]).toEqual([body, 403])
    }
  })

  test('is refused in rooms that are there', async () => {
    const room = await makeRoom(teacher)
    const forbidden: readonly (readonly [string, object])[] = [
      ['m.room.join_rules', { join_rule: 'public' }],
      ['m.room.join_rules', { join_rule: 'knock_restricted', allow: [] }],
      ['m.room.history_visibility', { history_visibility: 'world_readable' }],
      ['m.room.guest_access', { guest_access: 'can_join' }],
      ['org.lyceum.room', { school: 'S1', kind: 'general' }],
    ]
    for (const [type, content] of forbidden) {
      expect([type, (await teacher.setState(room, type, '', content)).status]).toEqual([type, 403])
    }
    const joinRules = { join_rule: 'invite' }
    expect((await teacher.setState(room, 'm.room.join_rules', '', joinRules)).status).toBe(200)
    expect((await teacher.setState(room, 'm.room.name', '', { name: 'Club' })).status).toBe(200)
    const listed = await teacher.request(
      'PUT',
      `/_matrix/client/v3/directory/list/room/${encodeURIComponent(room)}`,
      { visibility: 'public' },
    )
    expect(listed.status).toBe(403)
    const alias = encodeURIComponent(`#club:${site.serverName}`)
    const named = await teacher.request('PUT', `/_matrix/client/v3/directory/room/${alias}`, {
      room_id: room,
    })
    expect(named.status).toBe(403)
  })

  test('is a reaction that holds words; one that holds a sign is sent', async () => {
    const channel = await site.roomOf(schoolId('S1'), 'S1-C1/class-channel')
    const sent = await teacher.sendMessage(channel, 'Homework')
    const react = (key: unknown) =>
      pupil.request(
        'PUT',
        `/_matrix/client/v3/rooms/${encodeURIComponent(channel)}/send/m.reaction/${Math.random()}`,
        { 'm.relates_to': { rel_type: 'm.annotation', event_id: sent.body['event_id'], key } },
      )
    for (const key of ['👍', '👍🏽', '❤️', '1️⃣', '👩‍👩‍👧', '🇷🇺', 'ℹ️', '?!']) {
      expect([key, (await react(key)).status]).toEqual([key, 200])
    }
    for (const key of ['hello', 'привет', '你好', '👍 ok']) {
      expect([key, (await react(key)).status]).toEqual([key, 403])
    }
  })
})

test('somebody suspended uploads nothing, either way', async () => {
  const person = await site.stranger('waiting')
  const suspend = (yes: boolean) =>
    site.admin.request('PUT', `/_synapse/admin/v1/suspend/${encodeURIComponent(person.userId)}`, {
      suspend: yes,
    })
  const upload = async () => {
    const response = await fetch(`${site.homeserverUrl}/_matrix/media/v3/upload`, {
      method: 'POST',
      headers: { authorization: `Bearer ${person.accessToken}`, 'content-type': 'text/plain' },
      body: 'file',
    })
    return response.status
  }
  expect(await upload()).toBe(200)
  const { body } = await person.request('POST', '/_matrix/media/v1/create', {})
  expect((await suspend(true)).status).toBe(200)
  // Synapse has one answer for every upload that a module refuses: too large.
  expect(await upload()).toBe(413)
  const id = String(body['content_uri']).split('/').at(-1)
  const later = await fetch(
    `${site.homeserverUrl}/_matrix/media/v3/upload/${site.serverName}/${id}`,
    {
      method: 'PUT',
      headers: { authorization: `Bearer ${person.accessToken}`, 'content-type': 'text/plain' },
      body: 'file',
    },
  )
  expect(later.status).toBe(413)
  await suspend(false)
  expect(await upload()).toBe(200)
})

/** Since the service was started. */
async function transactionsTaken(): Promise<number> {
  const text = await (await fetch(`${site.service.internalUrl}/metrics`)).text()
  return Number(/^lyceum_intake_transactions_total (\d+)$/m.exec(text)?.[1])
}

test('while the service is down the forbidden stays forbidden and conversation goes on; afterwards all is as before', async () => {
  const room = await makeRoom(pupil, { invite: [friend.userId] })
  await inRoom(friend, room, 'join')
  await site.service.kill()
  expect((await invite(pupil, room, outsider.userId)).status).toBe(403)
  const refused = await invite(pupil, room, teacher.userId)
  expect([refused.status, refused.body['error']]).toEqual([
    403,
    expect.stringMatching(/does not answer/),
  ])
  expect((await create(pupil, { preset: 'private_chat' })).status).toBe(403)
  expect((await inRoom(outsider, room, 'join')).status).toBe(403)
  const put = (path: string, body: object) =>
    pupil.request('PUT', `/_matrix/client/v3/directory/${path}`, body)
  const listed = await put(`list/room/${encodeURIComponent(room)}`, { visibility: 'public' })
  expect(listed.status).toBe(403)
  const alias = encodeURIComponent(`#down:${site.serverName}`)
  expect((await put(`room/${alias}`, { room_id: room })).status).toBe(403)
  const found = await pupil.request('POST', '/_matrix/client/v3/user_directory/search', {
    search_term: 'Фамилия',
  })
  expect(found.body['results']).toEqual([])
  expect((await friend.sendMessage(room, 'Still here')).status).toBe(200)
  expect((await pupil.sync()).joined.has(room)).toBe(true)
  const { accessToken } = await site.service.engine.homeserver.logIn(friend.userId, 'phone')
  expect(accessToken).toBeTruthy()
  await site.service.start()
  const started = performance.now()
  await expect.poll(transactionsTaken, { timeout: 20_000, interval: 20 }).toBeGreaterThan(0)
  const ms = (performance.now() - started).toFixed(0)
  process.stdout.write(`up again: the first transaction that waited came after ${ms} ms\n`)
  expect((await invite(pupil, room, teacher.userId)).status).toBe(200)
})
