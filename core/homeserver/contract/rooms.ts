import { describe, expect, test } from 'vitest'
import { roomId } from '../../school/ids.ts'
import type { Homeserver } from '../ports.ts'
import { aliasOf, freshAlias, levels, newPerson, newRoom, outcome, stateEvent } from './sample.ts'

export function roomContract(connect: () => Homeserver): void {
  describe('creating', () => {
    test('a room has the whole state it was made with, and the bot made it', async () => {
      const homeserver = connect()
      const wanted = newRoom({ topic: 'What concerns all' })
      const room = await homeserver.createRoom(wanted)
      const state = await homeserver.roomState(room)
      const contents = Object.fromEntries((state ?? []).map((event) => [event.type, event.content]))
      expect(contents).toMatchObject({
        'm.room.create': { 'm.federate': false, room_version: '12' },
        'm.room.member': { membership: 'join' },
        'm.room.power_levels': levels,
        'm.room.canonical_alias': { alias: aliasOf(homeserver, wanted.aliasLocalpart) },
        'm.room.join_rules': { join_rule: 'invite' },
        'm.room.history_visibility': { history_visibility: 'shared' },
        'm.room.guest_access': { guest_access: 'forbidden' },
        'm.room.name': { name: 'General' },
        'm.room.topic': { topic: 'What concerns all' },
      })
      expect(contents['m.room.power_levels']).toEqual(levels)
      expect(state).toHaveLength(9)
      expect(new Set(state?.map((event) => event.sender))).toEqual(new Set([homeserver.bot]))
    })

    test('a space is a room of the type m.space', async () => {
      const homeserver = connect()
      const space = await homeserver.createRoom(newRoom({ space: true }))
      const create = await stateEvent(homeserver, space, 'm.room.create')
      expect(create?.content['type']).toBe('m.space')
    })

    test('the second room with an alias is refused, also at the same moment', async () => {
      const homeserver = connect()
      const wanted = newRoom()
      const both = [homeserver.createRoom(wanted), homeserver.createRoom(wanted)]
      const outcomes = await Promise.all(both.map(outcome))
      expect(outcomes.toSorted()).toEqual(['M_ROOM_IN_USE', 'done'])
      expect(await outcome(homeserver.createRoom(wanted))).toBe('M_ROOM_IN_USE')
    })
  })

  describe('reading', () => {
    test('the bot sees the rooms it is in', async () => {
      const homeserver = connect()
      const room = await homeserver.createRoom(newRoom())
      expect(await homeserver.joinedRooms()).toContain(room)
    })

    test('the rooms of a person are the person’s own', async () => {
      const homeserver = connect()
      const person = await newPerson(homeserver)
      const [joined, other] = await Promise.all([
        homeserver.createRoom(newRoom()),
        homeserver.createRoom(newRoom()),
      ])
      await homeserver.invite(joined, person)
      await homeserver.join(joined, person)
      const rooms = await homeserver.joinedRooms(person)
      expect(rooms).toContain(joined)
      expect(rooms).not.toContain(other)
    })

    test('an unknown room has no state and an unknown alias leads nowhere', async () => {
      const homeserver = connect()
      const unknown = roomId('!AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')
      expect(await homeserver.roomState(unknown)).toBeUndefined()
      expect(await homeserver.resolveAlias(aliasOf(homeserver, freshAlias()))).toBeUndefined()
    })

    test('a room that the bot has left has no state for it', async () => {
      const homeserver = connect()
      const room = await homeserver.createRoom(newRoom())
      await homeserver.leave(room, homeserver.bot)
      expect(await homeserver.roomState(room)).toBeUndefined()
      expect(await homeserver.joinedRooms()).not.toContain(room)
    })
  })

  describe('writing', () => {
    test('state is replaced by its type and key', async () => {
      const homeserver = connect()
      const room = await homeserver.createRoom(newRoom())
      await homeserver.setState(room, 'm.space.child', '!a', { via: ['x'] })
      await homeserver.setState(room, 'm.space.child', '!b', { via: ['x'] })
      await homeserver.setState(room, 'm.space.child', '!a', {})
      await homeserver.setState(room, 'm.space.child', '!a', {})
      expect((await stateEvent(homeserver, room, 'm.space.child', '!a'))?.content).toEqual({})
      expect((await stateEvent(homeserver, room, 'm.space.child', '!b'))?.content).toEqual({
        via: ['x'],
      })
    })

    test('the creator stands above all levels and must not be listed in them', async () => {
      const homeserver = connect()
      const room = await homeserver.createRoom(newRoom())
      await homeserver.setState(room, 'm.room.power_levels', '', { ...levels, state_default: 200 })
      await homeserver.setState(room, 'm.room.name', '', { name: 'Staff' })
      const listed = { ...levels, users: { [homeserver.bot]: 100 } }
      expect(await outcome(homeserver.setState(room, 'm.room.power_levels', '', listed))).not.toBe(
        'done',
      )
    })

    test('an alias is given, given again, taken away and taken away again', async () => {
      const homeserver = connect()
      const room = await homeserver.createRoom(newRoom())
      const other = await homeserver.createRoom(newRoom())
      const alias = aliasOf(homeserver, freshAlias())
      await homeserver.createAlias(alias, room)
      await homeserver.createAlias(alias, room)
      expect(await homeserver.resolveAlias(alias)).toBe(room)
      expect(await outcome(homeserver.createAlias(alias, other))).toBe('M_UNKNOWN')
      await homeserver.deleteAlias(alias)
      await homeserver.deleteAlias(alias)
      expect(await homeserver.resolveAlias(alias)).toBeUndefined()
      await homeserver.createAlias(alias, other)
    })

    test('a canonical alias must lead to the room', async () => {
      const homeserver = connect()
      const room = await homeserver.createRoom(newRoom())
      const alias = aliasOf(homeserver, freshAlias())
      const set = homeserver.setState(room, 'm.room.canonical_alias', '', { alias })
      expect(await outcome(set)).toBe('M_BAD_ALIAS')
    })

    test('every request is counted', async () => {
      const homeserver = connect()
      const before = homeserver.requests
      const room = await homeserver.createRoom(newRoom())
      await homeserver.roomState(room)
      await homeserver.setState(room, 'm.room.name', '', { name: 'Staff' })
      expect(homeserver.requests - before).toBe(3)
    })
  })
}
