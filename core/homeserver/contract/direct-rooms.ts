import { describe, expect, test } from 'vitest'
import type { Homeserver } from '../ports.ts'
import { fresh, newPerson, newRoom, outcome } from './sample.ts'

export function directRoomContract(connect: () => Homeserver): void {
  describe('direct rooms', () => {
    test('a room of two is made as the one, joined as the other, and the bot is not in it', async () => {
      const homeserver = connect()
      const [one, other] = [await newPerson(homeserver), await newPerson(homeserver)]
      const room = await homeserver.createDirectRoom(one, other)
      expect(await homeserver.membersAs(one, room)).toEqual(
        new Map([
          [one, 'join'],
          [other, 'invite'],
        ]),
      )
      expect(await homeserver.membersAs(other, room)).toBeUndefined()
      await homeserver.join(room, other)
      expect((await homeserver.membersAs(other, room))?.get(other)).toBe('join')
      expect(await homeserver.roomState(room)).toBeUndefined()
      expect(await homeserver.joinedRooms()).not.toContain(room)
    })

    test('each of the two can bring the other back, and nobody else can bring anybody', async () => {
      const homeserver = connect()
      const [one, other] = [await newPerson(homeserver), await newPerson(homeserver)]
      const stranger = await newPerson(homeserver)
      const room = await homeserver.createDirectRoom(one, other)
      await homeserver.inviteAs(one, room, other)
      await homeserver.join(room, other)
      await homeserver.leave(room, one)
      expect(await outcome(homeserver.inviteAs(stranger, room, one))).toBe('M_FORBIDDEN')
      await homeserver.inviteAs(other, room, one)
      await homeserver.join(room, one)
      await homeserver.inviteAs(other, room, one)
      expect((await homeserver.membersAs(other, room))?.get(one)).toBe('join')
    })

    test('account data is the person’s own, empty at first, replaced whole', async () => {
      const homeserver = connect()
      const [one, other] = [await newPerson(homeserver), await newPerson(homeserver)]
      expect(await homeserver.accountData(one, 'm.direct')).toEqual({})
      await homeserver.setAccountData(one, 'm.direct', { [other]: ['!a'] })
      await homeserver.setAccountData(one, 'm.direct', { [other]: ['!a', '!b'] })
      expect(await homeserver.accountData(one, 'm.direct')).toEqual({ [other]: ['!a', '!b'] })
      expect(await homeserver.accountData(other, 'm.direct')).toEqual({})
    })
  })

  describe('messages', () => {
    test('the same transaction is one event, another one is another', async () => {
      const homeserver = connect()
      const room = await homeserver.createRoom(newRoom())
      const content = { msgtype: 'm.text', body: 'Tomorrow is a holiday' }
      const send = (transaction: string) =>
        homeserver.sendEvent(room, 'm.room.message', transaction, content)
      const first = fresh('txn')
      const event = await send(first)
      expect(await send(first)).toBe(event)
      const other = await send(fresh('txn'))
      expect(other).not.toBe(event)
      expect(await homeserver.ownMessages(room)).toEqual([
        { event: other, content },
        { event, content },
      ])
    })

    test('into a room without the bot nothing is sent', async () => {
      const homeserver = connect()
      const [one, other] = [await newPerson(homeserver), await newPerson(homeserver)]
      const room = await homeserver.createDirectRoom(one, other)
      const sending = homeserver.sendEvent(room, 'm.room.message', fresh('txn'), { body: 'x' })
      expect(await outcome(sending)).toBe('M_FORBIDDEN')
    })
  })
}
