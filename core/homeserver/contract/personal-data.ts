import { describe, expect, test } from 'vitest'
import type { RoomId, UserId } from '../../school/ids.ts'
import type { RoomEvent } from '../personal-ports.ts'
import type { Homeserver } from '../ports.ts'
import { membership, newPerson, newRoom, outcome, stateEvent } from './sample.ts'

async function eventsOf(
  homeserver: Homeserver,
  room: RoomId,
  senders?: readonly UserId[],
): Promise<readonly RoomEvent[]> {
  const found: RoomEvent[] = []
  const filter = senders === undefined ? {} : { senders }
  for await (const page of homeserver.eventsOf(room, filter)) found.push(...page)
  return found
}

async function roomWith(homeserver: Homeserver): Promise<{ room: RoomId; person: UserId }> {
  const person = await newPerson(homeserver)
  const room = await homeserver.createRoom(newRoom())
  await homeserver.invite(room, person)
  await homeserver.join(room, person)
  return { room, person }
}

export function personalDataContract(connect: () => Homeserver): void {
  describe('what a person left', () => {
    test('all rooms are told, those that the person has left too', async () => {
      const homeserver = connect()
      const { room, person } = await roomWith(homeserver)
      const other = await homeserver.createRoom(newRoom())
      await homeserver.invite(other, person)
      expect(await homeserver.roomsOf(person)).toEqual(
        new Map([
          [room, 'join'],
          [other, 'invite'],
        ]),
      )
      await homeserver.leave(room, person)
      expect((await homeserver.roomsOf(person)).get(room)).toBe('leave')
    })

    test("a person's events are told in their order, state among them", async () => {
      const homeserver = connect()
      const { room, person } = await roomWith(homeserver)
      await homeserver.setNickname(room, person, 'Ada')
      await homeserver.leave(room, person)
      const own = await eventsOf(homeserver, room, [person])
      expect(own.map((event) => event.content['membership'])).toEqual(['join', 'join', 'leave'])
      expect(own[1]).toMatchObject({
        type: 'm.room.member',
        stateKey: person,
        sender: person,
        content: { displayname: 'Ada' },
        isRedacted: false,
      })
      expect((await eventsOf(homeserver, room)).length).toBeGreaterThan(own.length)
    })

    test('a redaction leaves the membership and takes the name, twice as once', async () => {
      const homeserver = connect()
      const { room, person } = await roomWith(homeserver)
      await homeserver.setNickname(room, person, 'Ada')
      for (const event of await eventsOf(homeserver, room, [person])) {
        await homeserver.redact(room, event.id)
        await homeserver.redact(room, event.id)
      }
      expect(JSON.stringify(await eventsOf(homeserver, room))).not.toContain('Ada')
      const member = await stateEvent(homeserver, room, 'm.room.member', person)
      expect(member?.content).toEqual({ membership: 'join' })
      const own = await eventsOf(homeserver, room, [person])
      const events = own.filter((event) => event.type === 'm.room.member')
      expect(events.map((event) => event.isRedacted)).toEqual([true, true])
    })

    test('who may redact comes first; others redact only what is their own', async () => {
      const homeserver = connect()
      const { room, person } = await roomWith(homeserver)
      expect(await homeserver.moderatorsOf(room)).toEqual([
        { user: homeserver.bot, may: true },
        { user: person, may: false },
      ])
      const [first] = await eventsOf(homeserver, room, [homeserver.bot])
      const redacting = homeserver.redact(room, first?.id ?? '', person)
      expect(await outcome(redacting)).toBe('M_FORBIDDEN')
    })

    test('the topic of a room is emptied', async () => {
      const homeserver = connect()
      const room = await homeserver.createRoom(newRoom({ topic: 'Ada' }))
      await homeserver.emptyState(room, 'm.room.topic', '')
      expect((await stateEvent(homeserver, room, 'm.room.topic'))?.content).toEqual({
        topic: '',
      })
    })

    test('an account is erased: no name, no session, out of its rooms, and never again', async () => {
      const homeserver = connect()
      const { room, person } = await roomWith(homeserver)
      await homeserver.setDisplayName(person, 'Ada')
      await homeserver.logIn(person, 'Phone of Ada')
      expect(await homeserver.sessionsOf(person)).toMatchObject([{ display_name: 'Phone of Ada' }])
      await homeserver.eraseAccount(person)
      await homeserver.eraseAccount(person)
      expect(await homeserver.account(person)).toMatchObject({
        displayName: undefined,
        deactivated: true,
      })
      expect(await homeserver.sessionsOf(person)).toEqual([])
      await expect.poll(() => membership(homeserver, room, person)).toBe('leave')
      const localpart = person.slice(1, person.indexOf(':'))
      expect(await homeserver.register(localpart)).toBe('taken')
    })

    test('a person without files has none to read or delete', async () => {
      const homeserver = connect()
      const person = await newPerson(homeserver)
      expect(await homeserver.filesOf(person)).toEqual([])
      expect(await homeserver.deleteFilesOf(person)).toBe(0)
      expect(await outcome(homeserver.readFile('nothing'))).toBe('M_NOT_FOUND')
    })

    test('a room is deleted with what was said in it', async () => {
      const homeserver = connect()
      const { room, person } = await roomWith(homeserver)
      await homeserver.setNickname(room, person, 'Ada')
      await homeserver.deleteRoom(room)
      await homeserver.deleteRoom(room)
      expect(await eventsOf(homeserver, room)).toEqual([])
      expect((await homeserver.roomsOf(person)).has(room)).toBe(false)
    })
  })
}
