import { newPerson, newRoom } from '@lyceum/core/homeserver/contract/sample.ts'
import { connectSynapse } from '@lyceum/core/homeserver/synapse.ts'
import { connectPerson, logInWithPassword, type Json } from '@lyceum/core/homeserver/testing.ts'
import type { UserId } from '@lyceum/core/school/ids.ts'
import { expect, inject, test } from 'vitest'

const server = inject('homeserver')
const homeserver = connectSynapse(server)

async function person() {
  const user = await newPerson(homeserver)
  const { accessToken } = await homeserver.logIn(user, 'test')
  return connectPerson(server.url, user, accessToken)
}

async function ask(method: string, path: string, body?: object): Promise<number> {
  const response = await fetch(server.url + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return response.status
}

test('a stranger cannot register, come as a guest, list rooms or see a profile', async () => {
  const dummy = {
    username: 'stranger',
    password: 'a long password',
    auth: { type: 'm.login.dummy' },
  }
  expect(await ask('POST', '/_matrix/client/v3/register', dummy)).toBe(403)
  expect(await ask('POST', '/_matrix/client/v3/register?kind=guest', {})).toBe(403)
  expect(await ask('GET', '/_matrix/client/v3/publicRooms')).toBe(401)
  const profile = `/_matrix/client/v3/profile/${encodeURIComponent(server.bot)}`
  expect(await ask('GET', profile)).toBe(401)
})

test('no other homeserver is answered', async () => {
  expect(await ask('GET', '/_matrix/federation/v1/version')).toBe(404)
  expect(await ask('GET', '/_matrix/key/v2/server')).toBe(404)
})

test('a member cannot publish a room, and the list of rooms is empty', async () => {
  const client = await person()
  await client.request('POST', '/_matrix/client/v3/createRoom', {
    visibility: 'public',
    name: 'Open',
  })
  const { body } = await client.request('GET', '/_matrix/client/v3/publicRooms')
  expect(body['chunk'] ?? []).toEqual([])
})

test('people find and see only those with whom they share a room', async () => {
  const [pupil, classmate, stranger] = await Promise.all([person(), person(), person()])
  await homeserver.setDisplayName(classmate.userId, 'Findme Classmate')
  await homeserver.setDisplayName(stranger.userId, 'Findme Stranger')
  const room = await homeserver.createRoom(newRoom())
  for (const { userId } of [pupil, classmate]) {
    await homeserver.invite(room, userId)
    await homeserver.join(room, userId)
  }
  const find = async (): Promise<readonly UserId[]> => {
    const path = '/_matrix/client/v3/user_directory/search'
    const { body } = await pupil.request('POST', path, { search_term: 'Findme' })
    return (body['results'] as readonly Json[]).map((entry) => entry['user_id'] as UserId)
  }
  await expect.poll(find, { timeout: 20_000, interval: 200 }).toEqual([classmate.userId])
  const profileOf = (user: UserId) =>
    pupil.request('GET', `/_matrix/client/v3/profile/${encodeURIComponent(user)}`)
  expect((await profileOf(classmate.userId)).status).toBe(200)
  expect((await profileOf(stranger.userId)).status).toBeGreaterThanOrEqual(403)
})

test('thirty pupils behind one address sign in without being limited', async () => {
  const password = 'correct horse battery'
  const pupil = await newPerson(homeserver)
  const pupils = [
    pupil,
    ...(await Promise.all(Array.from({ length: 29 }, () => newPerson(homeserver)))),
  ]
  for (const user of pupils) await homeserver.setPassword(user, password, { endSessions: false })
  const clients = await Promise.all(
    pupils.map((user) => logInWithPassword(server.url, user, password)),
  )
  expect(new Set(clients.map((client) => client.userId)).size).toBe(30)
})

test('who guesses a password is stopped after five tries', async () => {
  const pupil = await newPerson(homeserver)
  await homeserver.setPassword(pupil, 'correct horse battery', { endSessions: false })
  const statuses: number[] = []
  for (let n = 0; n < 15; n += 1) {
    statuses.push(
      await ask('POST', '/_matrix/client/v3/login', {
        type: 'm.login.password',
        identifier: { type: 'm.id.user', user: pupil },
        password: `guess ${n}`,
      }),
    )
  }
  expect(statuses.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 403))
  expect(statuses.at(-1)).toBe(429)
})

test('unread messages are counted and old ones are found by search', async () => {
  const [pupil, teacher] = await Promise.all([person(), person()])
  const room = await homeserver.createRoom(newRoom())
  for (const { userId } of [pupil, teacher]) {
    await homeserver.invite(room, userId)
    await homeserver.join(room, userId)
  }
  const { nextBatch } = await pupil.sync()
  expect((await teacher.sendMessage(room, 'Homework: page forty-two')).status).toBe(200)
  const unread = async () =>
    (await pupil.sync(nextBatch)).joined.get(room)?.unread_notifications.notification_count
  await expect.poll(unread).toBe(1)
  const criteria = { room_events: { search_term: 'forty-two' } }
  const { body } = await pupil.request('POST', '/_matrix/client/v3/search', {
    search_categories: criteria,
  })
  const found = body as { search_categories: { room_events: { count: number } } }
  expect(found.search_categories.room_events.count).toBe(1)
})
