/** Parents and children on a real Synapse: one account for two schools, and no way for a child to become its own parent. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  connectPerson,
  logInWithPassword,
  type PersonClient,
} from '@lyceum/core/homeserver/testing.ts'
import { personId, schoolId, type PersonId, type RoomId } from '@lyceum/core/school/ids.ts'
import type { Role, School } from '@lyceum/core/school/people.ts'
import { applyRoster } from '@lyceum/core/testing/engine.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { startClosedSite, type ClosedSite } from '../testing/closed-site.ts'

const schools = [smallSchool({ id: 'S1' }), smallSchool({ id: 'S2' })] as const
const password = 'tiger-window-lamp-4821'
let site: ClosedSite

beforeAll(async () => {
  const lines = ['letting_in: { confirm_pupils: { personal: parent } }']
  site = await startClosedSite({ schools, lines })
})

afterAll(() => site.stop())

async function api(method: string, path: string, body?: object, session?: string) {
  const response = await fetch(`${site.service.url}/api/v1/${path}`, {
    method,
    headers: {
      ...(session === undefined ? {} : { authorization: `Bearer ${session}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read answers as a script would
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as any }
}

async function openIdOf(client: PersonClient) {
  const openid = { access_token: await client.openIdToken(), matrix_server_name: site.serverName }
  return { openid }
}

async function redeem(person: PersonId, role: Role, request: object) {
  const { token } = await site.service.invite(person, role)
  return { token, ...(await api('POST', `invitations/${token}/redeem`, request)) }
}

async function enterByPassword(person: PersonId, role: Role, login: string) {
  const { status } = await redeem(person, role, { login, password })
  expect(status).toBe(201)
  return logInWithPassword(site.homeserverUrl, login, password)
}

const statusOf = async (token: string) => (await api('GET', `invitations/${token}`)).body.status

function without({ people, guardianships, ...school }: School, person: PersonId): School {
  return {
    ...school,
    people: people.filter(({ id }) => id !== person),
    guardianships: guardianships.filter(({ guardian }) => guardian !== person),
  }
}

async function talkWith(client: PersonClient, session: string, person: PersonId) {
  const { status, body } = await api('POST', 'me/talks', { person }, session)
  expect(status).toBe(200)
  expect((await client.sendMessage(body.room_id, 'Здравствуйте')).status).toBe(200)
  return body.room_id as RoomId
}

test('a parent with children in two schools has one account by both slips; dropped by one, is untouched in the other', async () => {
  await site.enter(teacherId('S1', 1))
  const teacher = await site.enter(teacherId('S2', 1))
  const mother = await enterByPassword(parentId('S1', 1, 1), 'parent', 'mother')
  const second = await redeem(parentId('S2', 1, 1), 'parent', await openIdOf(mother))
  expect([second.status, second.body.user_id]).toEqual([201, mother.userId])
  const persons = await site.service.store.accounts.personsOf(mother.userId)
  expect(persons.toSorted()).toEqual(['S1-G1-1', 'S2-G1-1'])
  const roomsOf = async (school: string) => {
    const rooms = await site.service.store.rooms.ofSchool(schoolId(school))
    const joined = new Set(await mother.joinedRooms())
    return [...rooms].filter(([, id]) => joined.has(id)).map(([key]) => key)
  }
  await expect
    .poll(() => roomsOf('S2'), { timeout: 30_000 })
    .toContain('class/S2/S2-C1/class-parents')
  expect(await roomsOf('S1')).toContain('class/S1/S1-C1/class-parents')
  const before = await roomsOf('S2')
  const { session } = (await api('POST', 'session', await openIdOf(mother))).body
  const here = await talkWith(mother, session, teacherId('S1', 1))
  const there = await talkWith(mother, session, teacherId('S2', 1))

  await applyRoster(site.service.engine, without(schools[0], parentId('S1', 1, 1)))

  expect(await roomsOf('S1')).toEqual([])
  expect((await roomsOf('S2')).toSorted()).toEqual(before.toSorted())
  await expect.poll(() => mother.joinedRooms(), { timeout: 30_000 }).not.toContain(here)
  expect(await mother.joinedRooms()).toContain(there)
  expect((await mother.sendMessage(there, 'До завтра')).status).toBe(200)
  expect((await teacher.sendMessage(there, 'До завтра')).status).toBe(200)
  // The same session goes on, for the one school that is left.
  const me = await api('GET', 'me', undefined, session)
  expect([...new Set(me.body.roles.map((one: { school: string }) => one.school))]).toEqual(['S2'])
  const talk = await api('POST', 'me/talks', { person: teacherId('S1', 1) }, session)
  expect(talk.status).not.toBe(200)
  expect(await site.service.store.accounts.ofPerson(parentId('S2', 1, 1))).toMatchObject({
    userId: mother.userId,
    state: 'active',
  })
})

describe('a child with the own and the parent’s slip', () => {
  let child: PersonClient
  let waiting: string

  beforeAll(async () => {
    const { status, body } = await redeem(pupilId('S1', 1, 2), 'pupil', {
      login: 'child',
      password,
    })
    expect([status, body.state]).toEqual([201, 'waiting'])
    waiting = body.waiting
    child = connectPerson(site.homeserverUrl, body.user_id, body.access_token)
  })

  const look = async () => (await api('GET', 'waiting', undefined, waiting)).body.state

  test('waits, is in no room, and is nobody whom the pages know', async () => {
    expect(await look()).toBe('confirming')
    expect(await child.joinedRooms()).toEqual([])
    expect((await api('POST', 'session', await openIdOf(child))).status).toBe(403)
  })

  test('cannot take the parent’s slip, signed in or in the browser that it is signed in to', async () => {
    const parent = parentId('S1', 1, 2)
    const { token, status, body } = await redeem(parent, 'parent', await openIdOf(child))
    expect([status, body.type]).toEqual([403, 'urn:lyceum:problem:account-is-pupil'])
    expect(await statusOf(token)).toBe('open')
    expect(await look()).toBe('confirming')
  })

  test('cannot confirm itself by any token that it has', async () => {
    for (const token of [waiting, child.accessToken]) {
      const path = `me/confirmations/${pupilId('S1', 1, 2)}`
      expect((await api('POST', path, { answer: 'confirm' }, token)).status).toBe(401)
      expect((await api('POST', 'people/S1-P1-2/confirm', {}, token)).status).toBe(401)
    }
    expect(await look()).toBe('confirming')
  })

  test('a pupil who is in cannot take a parent’s slip either, nor confirm the other child', async () => {
    const pupil = await site.enter(pupilId('S1', 1, 1))
    const slip = await redeem(parentId('S1', 2, 1), 'parent', await openIdOf(pupil))
    expect([slip.status, slip.body.type]).toEqual([403, 'urn:lyceum:problem:account-is-pupil'])
    expect(await statusOf(slip.token)).toBe('open')
    const { session } = (await api('POST', 'session', await openIdOf(pupil))).body
    const path = `me/confirmations/${pupilId('S1', 1, 2)}`
    expect((await api('POST', path, { answer: 'confirm' }, session)).status).toBe(404)
    expect((await api('POST', 'people/S1-P1-2/confirm', {}, session)).status).toBe(403)
    expect(await look()).toBe('confirming')
  })

  test('a parent’s account cannot take a pupil’s slip', async () => {
    const father = await enterByPassword(parentId('S1', 2, 2), 'parent', 'father')
    const slip = await redeem(pupilId('S1', 2, 2), 'pupil', await openIdOf(father))
    expect([slip.status, slip.body.type]).toEqual([403, 'urn:lyceum:problem:account-is-not-pupil'])
    expect(await statusOf(slip.token)).toBe('open')
  })

  test('the parent confirms, and the child is in with the session that it had', async () => {
    const parent = await enterByPassword(parentId('S1', 1, 2), 'parent', 'parent')
    const { session } = (await api('POST', 'session', await openIdOf(parent))).body
    const asked = await api('GET', 'me/confirmations', undefined, session)
    expect(asked.body.confirmations).toMatchObject([{ pupil: { id: 'S1-P1-2' } }])
    const path = `me/confirmations/${pupilId('S1', 1, 2)}`
    const said = await api('POST', path, { answer: 'confirm' }, session)
    expect(said.body).toEqual({ state: 'confirmed' })
    expect(await look()).toBe('accepted')
    const chat = await site.roomOf(schoolId('S1'), 'C1/class-chat')
    await expect.poll(() => child.joinedRooms(), { timeout: 30_000 }).toContain(chat)
    expect((await child.sendMessage(chat, 'Я здесь')).status).toBe(200)
  })

  test('a new account made with a parent’s slip is told to the class teacher, who ends it in one step', async () => {
    const teacher = await site.enter(personId('S1-T2'))
    const stranger = await enterByPassword(parentId('S1', 2, 1), 'parent', 'somebody')
    const { rooms } = await readSync(teacher)
    expect(JSON.stringify(rooms)).toContain('Фамилия-S1-G2-1')
    const family = await site.roomOf(schoolId('S1'), 'C2/class-parents')
    await expect.poll(() => stranger.joinedRooms(), { timeout: 30_000 }).toContain(family)
    const { session } = (await api('POST', 'session', await openIdOf(teacher))).body
    const ended = await api('POST', 'people/S1-G2-1/end', { child: 'S1-P2-1' }, session)
    expect(ended.status).toBe(200)
    const gone = await stranger.request('GET', '/_matrix/client/v3/joined_rooms')
    expect(gone.status).toBe(401)
  })
})

async function readSync(client: PersonClient) {
  const { body } = await client.request('GET', '/_matrix/client/v3/sync?timeout=0')
  return body as { readonly rooms: unknown }
}
