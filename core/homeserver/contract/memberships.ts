import { describe, expect, test } from 'vitest'
import { userId } from '../../school/ids.ts'
import type { Homeserver } from '../ports.ts'
import {
  fresh,
  membership,
  newPerson,
  newRoom,
  outcome,
  restrictedRoom,
  stateEvent,
} from './sample.ts'

export function membershipContract(connect: () => Homeserver): void {
  describe('coming in', () => {
    test('an invited person joins, and both may be repeated', async () => {
      const homeserver = connect()
      const room = await homeserver.createRoom(newRoom())
      const person = await newPerson(homeserver)
      await homeserver.invite(room, person)
      await homeserver.invite(room, person)
      expect(await membership(homeserver, room, person)).toBe('invite')
      await homeserver.join(room, person)
      await homeserver.join(room, person)
      await homeserver.invite(room, person)
      expect(await membership(homeserver, room, person)).toBe('join')
    })

    test('nobody joins a room without an invitation', async () => {
      const homeserver = connect()
      const room = await homeserver.createRoom(newRoom())
      const person = await newPerson(homeserver)
      expect(await outcome(homeserver.join(room, person))).toBe('M_FORBIDDEN')
    })

    test('a restricted room takes whoever is in its space and nobody else', async () => {
      const homeserver = connect()
      const space = await homeserver.createRoom(newRoom({ space: true }))
      const room = await homeserver.createRoom(restrictedRoom(space))
      const person = await newPerson(homeserver)
      expect(await outcome(homeserver.join(room, person))).toBe('M_FORBIDDEN')
      await homeserver.invite(space, person)
      expect(await outcome(homeserver.join(room, person))).toBe('M_FORBIDDEN')
      await homeserver.join(space, person)
      await homeserver.join(room, person)
      const member = await stateEvent(homeserver, room, 'm.room.member', person)
      expect(member?.sender).toBe(person)
      expect(member?.content).toMatchObject({
        membership: 'join',
        join_authorised_via_users_server: homeserver.bot,
      })
    })

    test('somebody who has no account cannot be brought in', async () => {
      const homeserver = connect()
      const room = await homeserver.createRoom(newRoom())
      const nobody = userId(`@${fresh('nobody-')}:${homeserver.serverName}`)
      expect(await outcome(homeserver.join(room, nobody))).toBe('M_FORBIDDEN')
    })

    test('a membership shows the name of the account, or the nickname of the room', async () => {
      const homeserver = connect()
      const space = await homeserver.createRoom(newRoom({ space: true }))
      const room = await homeserver.createRoom(restrictedRoom(space))
      const person = await newPerson(homeserver)
      await homeserver.setDisplayName(person, 'Ada L.')
      await homeserver.invite(space, person)
      await homeserver.join(space, person)
      await homeserver.join(room, person)
      const named = async () =>
        (await stateEvent(homeserver, room, 'm.room.member', person))?.content['displayname']
      expect(await named()).toBe('Ada L.')
      await homeserver.setNickname(room, person, 'Ada')
      expect(await named()).toBe('Ada')
      expect(await membership(homeserver, room, person)).toBe('join')
      expect((await homeserver.account(person))?.displayName).toBe('Ada L.')
    })

    test('a nickname does not bring anybody in', async () => {
      const homeserver = connect()
      const room = await homeserver.createRoom(newRoom())
      const person = await newPerson(homeserver)
      expect(await outcome(homeserver.setNickname(room, person, 'Ada'))).toBe('M_FORBIDDEN')
    })
  })

  describe('going out', () => {
    test('who is removed is out by the bot, and removing may be repeated', async () => {
      const homeserver = connect()
      const room = await homeserver.createRoom(newRoom())
      const person = await newPerson(homeserver)
      await homeserver.kick(room, person)
      await homeserver.invite(room, person)
      await homeserver.join(room, person)
      await homeserver.kick(room, person, 'No longer in the class')
      await homeserver.kick(room, person)
      const member = await stateEvent(homeserver, room, 'm.room.member', person)
      expect(member).toMatchObject({ sender: homeserver.bot, content: { membership: 'leave' } })
      expect(await outcome(homeserver.join(room, person))).toBe('M_FORBIDDEN')
    })

    test('an invitation is taken back by removing', async () => {
      const homeserver = connect()
      const room = await homeserver.createRoom(newRoom())
      const person = await newPerson(homeserver)
      await homeserver.invite(room, person)
      await homeserver.kick(room, person)
      expect(await membership(homeserver, room, person)).toBe('leave')
      expect(await outcome(homeserver.join(room, person))).toBe('M_FORBIDDEN')
    })

    test('who leaves is out by oneself, and leaving may be repeated', async () => {
      const homeserver = connect()
      const room = await homeserver.createRoom(newRoom())
      const person = await newPerson(homeserver)
      await homeserver.leave(room, person)
      await homeserver.invite(room, person)
      await homeserver.join(room, person)
      await homeserver.leave(room, person)
      await homeserver.leave(room, person)
      const member = await stateEvent(homeserver, room, 'm.room.member', person)
      expect(member).toMatchObject({ sender: person, content: { membership: 'leave' } })
    })

    test('who still is in the space walks back into its restricted rooms', async () => {
      const homeserver = connect()
      const space = await homeserver.createRoom(newRoom({ space: true }))
      const room = await homeserver.createRoom(restrictedRoom(space))
      const person = await newPerson(homeserver)
      await homeserver.invite(space, person)
      await homeserver.join(space, person)
      await homeserver.join(room, person)
      await homeserver.kick(room, person)
      await homeserver.join(room, person)
      await homeserver.kick(space, person)
      await homeserver.kick(room, person)
      expect(await outcome(homeserver.join(room, person))).toBe('M_FORBIDDEN')
    })

    test('unbanning somebody who is not banned changes nothing', async () => {
      const homeserver = connect()
      const room = await homeserver.createRoom(newRoom())
      const person = await newPerson(homeserver)
      await homeserver.unban(room, person)
      await homeserver.invite(room, person)
      await homeserver.join(room, person)
      await homeserver.unban(room, person)
      expect(await membership(homeserver, room, person)).toBe('join')
    })
  })
}
