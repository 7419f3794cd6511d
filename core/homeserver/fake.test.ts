import { expect, test } from 'vitest'
import { homeserverContract } from './contract.ts'
import { membership, newPerson, newRoom, stateEvent } from './contract/sample.ts'
import { createFakeHomeserver } from './fake.ts'

const shared = createFakeHomeserver()

homeserverContract('the fake', () => ({
  homeserver: shared,
  openIdToken: async (user) => shared.issueOpenIdToken(user),
}))

test('a write that is killed before it begins leaves nothing', async () => {
  const fake = createFakeHomeserver()
  fake.onWrite = (n, moment) => {
    if (n === 1 && moment === 'before') throw new Error('killed')
  }
  const wanted = newRoom()
  await expect(fake.createRoom(wanted)).rejects.toThrow('killed')
  expect(await fake.joinedRooms()).toEqual([])
  await fake.createRoom(wanted)
})

test('a homeserver that dies within createRoom leaves an alias without a room one could use', async () => {
  const fake = createFakeHomeserver()
  fake.onWrite = (n, moment) => {
    if (n === 1 && moment === 'within') throw new Error('killed')
  }
  const wanted = newRoom()
  await expect(fake.createRoom(wanted)).rejects.toThrow('killed')
  const room = await fake.resolveAlias(`#${wanted.aliasLocalpart}:${fake.serverName}` as never)
  expect(room).toBeDefined()
  expect(await fake.joinedRooms()).toEqual([])
  expect(room === undefined ? [] : await fake.roomState(room)).toBeUndefined()
})

test('a write whose answer is lost is done', async () => {
  const fake = createFakeHomeserver()
  fake.onWrite = (n, moment) => {
    if (n === 1 && moment === 'after') throw new Error('killed')
  }
  await expect(fake.createRoom(newRoom())).rejects.toThrow('killed')
  expect(await fake.joinedRooms()).toHaveLength(1)
})

test('drift happens as another sender and costs no request', async () => {
  const fake = createFakeHomeserver()
  const room = await fake.createRoom(newRoom())
  const person = await newPerson(fake)
  const before = fake.requests
  fake.drift.setState(room, person, 'm.room.name', '', { name: 'Mine' })
  fake.drift.setMembership(room, person, 'ban', { sender: fake.bot })
  expect(fake.requests).toBe(before)
  expect(await stateEvent(fake, room, 'm.room.name')).toMatchObject({ sender: person })
  expect(await membership(fake, room, person)).toBe('ban')
  await fake.unban(room, person)
  expect(await membership(fake, room, person)).toBe('leave')
})
