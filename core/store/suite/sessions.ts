import { expect, test } from 'vitest'
import { roomId, schoolId, userId } from '../../school/ids.ts'
import type { Session } from '../live-ports.ts'
import { at, type FreshDatabase, later, withStore } from './setting.ts'

const anna = userId('@anna:example.org')
const boris = userId('@boris:example.org')
const room = roomId('!room')

function session(changes: Partial<Session> = {}): Session {
  return {
    user: anna,
    room: undefined,
    level: undefined,
    createdAt: at,
    usedAt: at,
    expiresAt: later,
    ...changes,
  }
}

export function sessionFacts(fresh: FreshDatabase): void {
  test('Whose private rooms are to be looked at is kept by school until it is done.', async () => {
    await withStore(fresh, async ({ standingChecks }) => {
      const [here, there] = [schoolId('S1'), schoolId('S2')]
      await standingChecks.ask(here, [boris, anna])
      await standingChecks.ask(here, [anna])
      await standingChecks.ask(there, [anna])
      await standingChecks.ask(there, [])
      expect(await standingChecks.waiting(here)).toEqual([anna, boris])
      await standingChecks.done(here, anna)
      await standingChecks.done(here, anna)
      expect(await standingChecks.waiting(here)).toEqual([boris])
      expect(await standingChecks.waiting(there)).toEqual([anna])
    })
  })

  test('A mark is what it was last set to.', async () => {
    await withStore(fresh, async ({ marks }) => {
      expect(await marks.get('policy')).toBeUndefined()
      await marks.set('policy', 'one')
      await marks.set('other', 'two')
      await marks.set('policy', 'three')
      expect([await marks.get('policy'), await marks.get('other')]).toEqual(['three', 'two'])
    })
  })

  test('A session is found by its hash as it was opened, remembers its use, and ends.', async () => {
    await withStore(fresh, async ({ sessions }) => {
      const bound = session({ room, level: 50 })
      await sessions.open('hash 1', session())
      await sessions.open('hash 2', bound)
      expect(await sessions.find('hash 1')).toEqual(session())
      expect(await sessions.find('hash 2')).toEqual(bound)
      expect(await sessions.find('hash 3')).toBeUndefined()
      await sessions.touch('hash 2', later)
      expect(await sessions.find('hash 2')).toEqual({ ...bound, usedAt: later })
      await sessions.end('hash 2')
      expect(await sessions.find('hash 2')).toBeUndefined()
      expect(await sessions.find('hash 1')).toBeDefined()
    })
  })

  test('A person’s sessions end together, or those of one room.', async () => {
    await withStore(fresh, async ({ sessions }) => {
      await sessions.open('1', session())
      await sessions.open('2', session({ room, level: 0 }))
      await sessions.open('3', session({ room, level: 50 }))
      await sessions.open('4', session({ user: boris, room, level: 0 }))
      expect(await sessions.holders(room)).toEqual(
        new Map([
          [anna, 50],
          [boris, 0],
        ]),
      )
      expect(await sessions.endOf(anna, room)).toBe(2)
      expect(await sessions.endOf(anna)).toBe(1)
      expect(await sessions.endOf(anna)).toBe(0)
      expect(await sessions.find('4')).toBeDefined()
    })
  })

  test('Expired sessions are forgotten.', async () => {
    await withStore(fresh, async ({ sessions }) => {
      await sessions.open('old', session({ expiresAt: at }))
      await sessions.open('new', session())
      await sessions.forget(later)
      expect(await sessions.find('old')).toBeUndefined()
      expect(await sessions.find('new')).toBeDefined()
    })
  })

  test('Two people have one talk, in whatever order they are named.', async () => {
    await withStore(fresh, async ({ talks }) => {
      expect(await talks.find(anna, boris)).toBeUndefined()
      await talks.remember(boris, anna, room)
      expect(await talks.find(anna, boris)).toBe(room)
      expect(await talks.find(boris, anna)).toBe(room)
      await talks.remember(anna, boris, roomId('!other'))
      expect(await talks.find(boris, anna)).toBe('!other')
    })
  })

  test('A room of the bot is new once, and closed for who follows the versions.', async () => {
    await withStore(fresh, async ({ talks, facts }) => {
      const before = await facts.versions()
      expect(await talks.openBotRoom(room, anna)).toBe(true)
      expect(await talks.openBotRoom(room, anna)).toBe(false)
      await talks.closeBotRoom(roomId('!another'))
      const opened = await facts.versions()
      expect(opened).toEqual({ ...before, botRooms: before.botRooms + 1 })
      expect(await facts.botRoomsSince(before.botRooms)).toEqual([{ room, person: anna }])
      await talks.closeBotRoom(room)
      expect(await facts.botRoomsSince(opened.botRooms)).toEqual([{ room, person: undefined }])
      expect(await talks.openBotRoom(room, boris)).toBe(true)
      expect(await facts.botRoomsSince(0)).toEqual([{ room, person: boris }])
    })
  })

  test('What the bot has answered is remembered until it is forgotten with the events.', async () => {
    await withStore(fresh, async ({ talks, retention }) => {
      expect(await talks.isAnswered('$one')).toBe(false)
      await talks.answered('$one', at)
      await talks.answered('$one', later)
      expect(await talks.isAnswered('$one')).toBe(true)
      const limits = { journal: undefined, invitations: undefined, events: 1 }
      const soon = new Date(Date.parse(at) + 2 * 86_400_000)
      expect(await retention.forget(limits, soon)).toMatchObject({ bot_answers: 1 })
      expect(await talks.isAnswered('$one')).toBe(false)
    })
  })
}
