import { describe, expect, test } from 'vitest'
import { roomId } from '../../school/ids.ts'
import type { Homeserver } from '../ports.ts'
import { newPerson, newRoom, outcome } from './sample.ts'

export function privateRoomContract(connect: () => Homeserver): void {
  describe('rooms that people made', () => {
    test('a person’s memberships are those inside and those with a way in', async () => {
      const homeserver = connect()
      const [one, other] = [await newPerson(homeserver), await newPerson(homeserver)]
      const [first, second] = [
        await homeserver.createDirectRoom(one, other),
        await homeserver.createDirectRoom(one, other),
      ]
      const own = await homeserver.createRoom(newRoom())
      await homeserver.invite(own, other)
      await homeserver.join(first, other)
      expect(await homeserver.membershipsOf(other)).toEqual(
        new Map([
          [first, 'join'],
          [second, 'invite'],
          [own, 'invite'],
        ]),
      )
      await homeserver.leave(first, other)
      await homeserver.leave(second, other)
      expect(await homeserver.membershipsOf(other)).toEqual(new Map([[own, 'invite']]))
    })

    test('who is together in a room is seen without being in it', async () => {
      const homeserver = connect()
      const [one, other] = [await newPerson(homeserver), await newPerson(homeserver)]
      const room = await homeserver.createDirectRoom(one, other)
      expect(await homeserver.privateRoom(room)).toEqual({
        creator: one,
        isMarked: false,
        members: new Map([
          [one, 'join'],
          [other, 'invite'],
        ]),
        lastCome: other,
        joinRule: 'invite',
        history: 'shared',
        hasAddress: false,
      })
      await homeserver.leave(room, other)
      expect((await homeserver.privateRoom(room))?.members).toEqual(new Map([[one, 'join']]))
      expect(await homeserver.privateRoom(roomId(`!none:${homeserver.serverName}`))).toBeUndefined()
    })

    test('who came last is known, the creator aside', async () => {
      const homeserver = connect()
      const people = [
        await newPerson(homeserver),
        await newPerson(homeserver),
        await newPerson(homeserver),
      ] as const
      const [creator, one, other] = people
      const room = await homeserver.createDirectRoom(creator, one)
      await homeserver.inviteAs(creator, room, other)
      expect((await homeserver.privateRoom(room))?.lastCome).toBe(other)
      await homeserver.join(room, one)
      expect((await homeserver.privateRoom(room))?.lastCome).toBe(one)
      await homeserver.leave(room, one)
      expect((await homeserver.privateRoom(room))?.lastCome).toBe(other)
      await homeserver.leave(room, other)
      expect((await homeserver.privateRoom(room))?.lastCome).toBeUndefined()
    })

    test('a room is closed again as somebody who has the power in it', async () => {
      const homeserver = connect()
      const [one, other] = [await newPerson(homeserver), await newPerson(homeserver)]
      const room = await homeserver.createDirectRoom(one, other)
      const set = (as: typeof one, rule: string) =>
        homeserver.setStateAs(as, room, 'm.room.join_rules', '', { join_rule: rule })
      await set(one, 'public')
      expect((await homeserver.privateRoom(room))?.joinRule).toBe('public')
      expect(await outcome(set(await newPerson(homeserver), 'invite'))).toBe('M_FORBIDDEN')
      await set(one, 'invite')
      expect((await homeserver.privateRoom(room))?.joinRule).toBe('invite')
    })
  })
}
