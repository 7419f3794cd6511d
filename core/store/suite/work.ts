import { expect, test } from 'vitest'
import { classId, personId, roomId, roomKey, userId } from '../../school/ids.ts'
import { at, type FreshDatabase, later, otherSchool, school, withStore } from './setting.ts'

const channel = roomKey('class/S1/C1/class-channel')
const anna = userId('@anna:example.org')

export function workFacts(fresh: FreshDatabase): void {
  test('Room ids are remembered by school, replaced and forgotten.', async () => {
    await withStore(fresh, async ({ rooms }) => {
      await rooms.remember(school, channel, roomId('!a'))
      await rooms.remember(school, channel, roomId('!b'))
      await rooms.remember(otherSchool, roomKey('school/S2/general'), roomId('!c'))
      expect(await rooms.ofSchool(school)).toEqual(new Map([[channel, '!b']]))
      await rooms.forget(channel)
      expect(await rooms.ofSchool(school)).toEqual(new Map())
    })
  })

  test('That somebody was brought back is noted once.', async () => {
    await withStore(fresh, async ({ rooms }) => {
      await rooms.remember(school, channel, roomId('!a'))
      const answers = await Promise.all(
        [at, at, later].map((when) => rooms.noteReturned(channel, anna, when)),
      )
      expect(answers.filter(Boolean)).toHaveLength(1)
      expect(await rooms.returned(school)).toEqual(new Set([`${channel} ${anna}`]))
      expect(await rooms.returned(otherSchool)).toEqual(new Set())
    })
  })

  test('A lock has one holder, who may renew it; a dead holder loses it in time.', async () => {
    await withStore(fresh, async ({ locks }) => {
      const acquire = (owner: string, when: string) => locks.acquire('room', owner, when, 60)
      expect(await acquire('one', '2026-09-01T08:00:00Z')).toBeUndefined()
      expect(await acquire('two', '2026-09-01T08:00:59Z')).toEqual({ heldBy: 'one' })
      expect(await acquire('one', '2026-09-01T08:00:59Z')).toBeUndefined()
      expect(await acquire('two', '2026-09-01T08:01:30Z')).toEqual({ heldBy: 'one' })
      expect(await acquire('two', '2026-09-01T08:02:00Z')).toBeUndefined()
      await locks.release('room', 'one')
      expect(await acquire('one', '2026-09-01T08:02:01Z')).toEqual({ heldBy: 'two' })
      await locks.release('room', 'two')
      expect(await acquire('one', '2026-09-01T08:02:01Z')).toBeUndefined()
    })
  })

  test('Of many who want a lock at once one gets it.', async () => {
    await withStore(fresh, async ({ locks }) => {
      const owners = Array.from({ length: 50 }, (_, number) => `owner ${number}`)
      const answers = await Promise.all(owners.map((owner) => locks.acquire('room', owner, at, 60)))
      expect(answers.filter((answer) => answer === undefined)).toHaveLength(1)
    })
  })

  test('What was ended stands once, with the first time and hand, until it is undone.', async () => {
    await withStore(fresh, async ({ endings }) => {
      const person = personId('P1')
      const first = { kind: 'class', person, class: classId('C1'), school, at, by: anna } as const
      const whole = { kind: 'person', person, school, at: later, by: 'operator' } as const
      expect(await endings.add(first)).toBe(true)
      expect(await endings.add({ ...first, at: later, by: 'operator' })).toBe(false)
      await endings.add({ kind: 'role', person, role: 'parent', school: otherSchool, at, by: anna })
      expect(await endings.add(whole)).toBe(true)
      expect(await endings.ofSchool(school)).toEqual([first, whole])
      expect(await endings.remove(school, { ...first, class: classId('C2') })).toBe(false)
      expect(await endings.remove(school, first)).toBe(true)
      expect(await endings.ofSchool(school)).toEqual([whole])
    })
  })

  test('The journal gives the newest entries first.', async () => {
    await withStore(fresh, async ({ journal }) => {
      const entries = Array.from({ length: 5 }, (_, number) => ({
        at,
        actor: 'engine',
        action: 'apply',
        school: number % 2 === 0 ? school : undefined,
        details: { number, dry: false, reason: 'test' },
      }))
      for (const entry of entries) await journal.append(entry)
      expect(await journal.recent(3)).toEqual(entries.toReversed().slice(0, 3))
      const own = entries.filter((entry) => entry.school === school).toReversed()
      expect(await journal.ofSchool(school, 2)).toEqual(own.slice(0, 2))
    })
  })
}
