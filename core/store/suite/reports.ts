import { expect, test } from 'vitest'
import { roomId, roomKey, userId } from '../../school/ids.ts'
import type { NewReport } from '../letting-in-ports.ts'
import type { NoticeKind } from '../notice-ports.ts'
import { openStore } from '../store.ts'
import { at, type FreshDatabase, later, pupil, school, secrets, withStore } from './setting.ts'

const report: NewReport = {
  id: 'r1',
  school,
  room: roomId('!class'),
  event: '$bad',
  reporter: userId('@pupil:example.org'),
  sender: userId('@other:example.org'),
  at,
}

export function reportFacts(fresh: FreshDatabase): void {
  test('A report is there once, with its message’s others, and a person’s are counted.', async () => {
    await withStore(fresh, async ({ reports }) => {
      const added = await reports.add(report)
      expect(added).toEqual({
        ...report,
        state: 'open',
        handledBy: undefined,
        handledAt: undefined,
        actions: [],
      })
      expect(await reports.add(report)).toBeUndefined()
      const reporter = userId('@third:example.org')
      const second = await reports.add({ ...report, id: 'r2', reporter, at: later })
      expect(await reports.find('r2')).toEqual(second)
      expect(await reports.ofEvent('$bad')).toEqual([added, second])
      expect([
        await reports.countOf(report.reporter, at),
        await reports.countOf(report.reporter, later),
      ]).toEqual([1, 0])
    })
  })

  test('Reports of a school are those of its rooms, and those of rooms that are no school’s.', async () => {
    await withStore(fresh, async ({ reports }) => {
      await reports.add(report)
      await reports.add({ ...report, id: 'r2', school: undefined, at: later })
      const idsOf = async (...schools: (typeof school)[]) =>
        (await reports.ofSchools(schools)).map(({ id }) => id)
      expect(await idsOf(school)).toEqual(['r2', 'r1'])
      expect(await idsOf('S9' as typeof school)).toEqual(['r2'])
      expect(await idsOf()).toEqual(['r2'])
    })
  })

  test('Of two who handle a message at once one has it, and may do more; it is given back where nothing was done.', async () => {
    await withStore(fresh, async ({ reports }) => {
      await reports.add(report)
      const reporter = userId('@third:example.org')
      await reports.add({ ...report, id: 'r2', reporter })
      const both = await Promise.all([
        reports.handle('$bad', 'x', later),
        reports.handle('$bad', 'y', later),
      ])
      expect(both.toSorted()).toEqual([false, true])
      const first = both[0] ? 'x' : 'y'
      await reports.reopen('$bad', first)
      expect(await reports.find('r1')).toMatchObject({ state: 'open', handledBy: undefined })
      expect(await reports.handle('$bad', 'z', later)).toBe(true)
      await reports.acted('$bad', 'take-down')
      await reports.reopen('$bad', 'z')
      expect([
        await reports.handle('$bad', 'z', later),
        await reports.handle('$bad', 'x', later),
      ]).toEqual([true, false])
      await reports.acted('$bad', 'silence')
      for (const id of ['r1', 'r2']) {
        expect(await reports.find(id)).toMatchObject({
          state: 'handled',
          handledBy: 'z',
          handledAt: later,
          actions: ['take-down', 'silence'],
        })
      }
    })
  })

  test('Notices that name a person are those about reports of the account and about the pupil, and no others.', async () => {
    await withStore(fresh, async ({ reports, notices }) => {
      await reports.add(report)
      const room = roomId('!direct')
      const add = (event: string, kind: NoticeKind, subject: string) =>
        notices.add({ event, room, user: undefined }, { kind, subject })
      await add('$report', 'report', 'r1')
      await add('$other', 'report', 'r2')
      await add('$pupil', 'confirmation', `${school}/P1`)
      await add('$child', 'guardian', `${school}/G1/P1`)
      await add('$elsewhere', 'confirmation', `${school}/P11`)
      const named = async (user?: NewReport['sender']) =>
        (await notices.naming(pupil, user)).map(({ event }) => event).toSorted()
      expect(await named()).toEqual(['$child', '$pupil'])
      expect(await named(report.sender)).toEqual(['$child', '$pupil', '$report'])
      expect(await named(report.reporter)).toEqual(['$child', '$pupil', '$report'])
      expect(await named(userId('@third:example.org'))).toEqual(['$child', '$pupil'])
    })
  })

  test('The position in the homeserver’s reports is remembered over a restart.', async () => {
    const settings = await fresh()
    const again = async () => settings
    await withStore(again, async ({ reports }) => {
      expect(await reports.position()).toBeUndefined()
      await reports.setPosition(7)
      await reports.setPosition(9)
    })
    const store = await openStore(settings, secrets)
    expect(await store.reports.position()).toBe(9)
    await store.close()
  })

  test('A silence ends by its time or by hand, and one that was made longer is not forgotten.', async () => {
    await withStore(fresh, async ({ silences }) => {
      const room = roomKey('class/S1/C1/class-chat')
      const silence = { school, room, user: report.sender, until: later }
      await silences.set(silence)
      expect(await silences.ofSchool(school, at)).toEqual([silence])
      expect(await silences.over(at)).toEqual([])
      expect([await silences.ofSchool(school, later), await silences.over(later)]).toEqual([
        [],
        [silence],
      ])
      const longer = { ...silence, until: '2026-12-31T00:00:00.000Z' }
      await silences.set(longer)
      await silences.forget(silence)
      expect(await silences.ofSchool(school, later)).toEqual([longer])
      await silences.forget(longer)
      await silences.set(silence)
      await silences.lift(room, report.sender)
      expect(await silences.over(later)).toEqual([])
    })
  })
}
