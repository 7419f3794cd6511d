import { expect, inject, test } from 'vitest'
import { homeserverContract } from './contract.ts'
import { fresh, levels, membership, newPerson, newRoom, outcome } from './contract/sample.ts'
import { hasErrcode, HomeserverError } from './errors.ts'
import type { Homeserver } from './ports.ts'
import { connectSynapse } from './synapse.ts'
import { connectPerson, logInWithPassword } from './testing.ts'

const server = inject('homeserver')
const homeserver = connectSynapse(server)

homeserverContract('Synapse', () => ({
  homeserver,
  openIdToken: async (user) => (await session(user)).openIdToken(),
}))

async function session(user: Awaited<ReturnType<Homeserver['whoAmI']>>) {
  const { accessToken } = await homeserver.logIn(user, 'test')
  return connectPerson(server.url, user, accessToken)
}

test('a password is set without ending the session, and ends it when asked to', async () => {
  const person = await newPerson(homeserver)
  const before = await session(person)
  const whoAmI = () => before.request('GET', '/_matrix/client/v3/account/whoami')
  await homeserver.setPassword(person, 'correct horse battery', { endSessions: false })
  expect((await whoAmI()).status).toBe(200)
  const signedIn = await logInWithPassword(server.url, person, 'correct horse battery')
  expect(signedIn.userId).toBe(person)
  await homeserver.setPassword(person, 'correct horse staple', { endSessions: true })
  expect((await whoAmI()).status).toBe(401)
})

test('ending sessions ends all of them, and the appservice still acts for the person', async () => {
  const person = await newPerson(homeserver)
  const sessions = [await session(person), await session(person)]
  await homeserver.endSessions(person)
  for (const ended of sessions) {
    expect((await ended.request('GET', '/_matrix/client/v3/account/whoami')).status).toBe(401)
  }
  await homeserver.setDisplayName(person, 'Ada L.')
})

test('a locked person is signed out softly and finds everything again when unlocked', async () => {
  const person = await newPerson(homeserver)
  const client = await session(person)
  await homeserver.setLocked(person, true)
  const refused = await client.request('GET', '/_matrix/client/v3/sync?timeout=0')
  expect(refused).toMatchObject({
    status: 401,
    body: { errcode: 'M_USER_LOCKED', soft_logout: true },
  })
  await homeserver.setLocked(person, false)
  expect((await client.request('GET', '/_matrix/client/v3/sync?timeout=0')).status).toBe(200)
})

test('an administrator of 75 cannot open, encrypt, rename, invite into or upgrade a room', async () => {
  const administrator = await newPerson(homeserver)
  const other = await newPerson(homeserver)
  const room = await homeserver.createRoom(
    newRoom({ powerLevels: { ...levels, users: { [administrator]: 75 } } }),
  )
  await homeserver.invite(room, administrator)
  await homeserver.join(room, administrator)
  const client = await session(administrator)
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}`
  const attempts = [
    client.setState(room, 'm.room.join_rules', '', { join_rule: 'public' }),
    client.setState(room, 'm.room.encryption', '', { algorithm: 'm.megolm.v1.aes-sha2' }),
    client.setState(room, 'm.room.name', '', { name: 'Mine' }),
    client.setState(room, 'm.room.power_levels', '', levels),
    client.request('POST', `${path}/invite`, { user_id: other }),
    client.request('POST', `${path}/upgrade`, { new_version: '11' }),
  ]
  for (const attempt of attempts) expect((await attempt).status).toBe(403)
  expect((await client.setState(room, 'm.room.topic', '', { topic: 'Today' })).status).toBe(200)
})

test('nobody else takes an alias of ours or any alias', async () => {
  const client = await session(await newPerson(homeserver))
  for (const room_alias_name of [fresh('_lyceum_'), fresh('mine')]) {
    const answer = await client.request('POST', '/_matrix/client/v3/createRoom', {
      room_alias_name,
    })
    expect(answer.status).toBeGreaterThanOrEqual(400)
  }
})

test('a ban stands until it is lifted', async () => {
  const person = await newPerson(homeserver)
  const room = await homeserver.createRoom(newRoom())
  await homeserver.invite(room, person)
  await homeserver.join(room, person)
  await homeserver.setState(room, 'm.room.member', person, { membership: 'ban' })
  expect(await outcome(homeserver.invite(room, person))).toBe('M_BAD_STATE')
  expect(await outcome(homeserver.join(room, person))).toBe('M_BAD_STATE')
  await homeserver.kick(room, person)
  expect(await membership(homeserver, room, person)).toBe('ban')
  await homeserver.unban(room, person)
  await homeserver.invite(room, person)
  await homeserver.join(room, person)
})

test('a refused request tells neither token nor address nor body', async () => {
  const stranger = connectSynapse({ ...server, asToken: 'wrong-token' })
  const error = await stranger.createRoom(newRoom()).catch((caught: unknown) => caught)
  expect(hasErrcode(error, 'M_UNKNOWN_TOKEN')).toBe(true)
  const told = JSON.stringify(error) + String(error) + String((error as Error).stack)
  expect(told).not.toMatch(/wrong-token|http:|General/)
})

test('a homeserver that is not there is told as such', async () => {
  const nowhere = connectSynapse({ ...server, url: 'http://127.0.0.1:9' })
  const aborted = connectSynapse({ ...server, signal: AbortSignal.abort(new Error('stopped')) })
  await expect(aborted.whoAmI()).rejects.toThrow('stopped')
  const error = await nowhere.openIdUser('token').catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(HomeserverError)
  expect(error).toMatchObject({ code: 'homeserver-unreachable', status: 0 })
})
