import { expect, test } from 'vitest'
import { roomId, userId } from '../../school/ids.ts'
import type { NewApplication, NewSharedLink } from '../letting-in-ports.ts'
import { openStore } from '../store.ts'
import {
  at,
  class1,
  type FreshDatabase,
  later,
  pupil,
  school,
  secrets,
  withStore,
} from './setting.ts'

const week = '2026-09-08T08:00:00.000Z'
const link: NewSharedLink = {
  school,
  class: class1,
  role: 'pupil',
  uses: undefined,
  createdBy: 'operator',
  expiresAt: week,
}

function application(n: number, changes: Partial<NewApplication> = {}): NewApplication {
  return {
    kind: 'join',
    link: undefined,
    school,
    role: 'pupil',
    class: class1,
    classes: [],
    subjects: [],
    chat: undefined,
    name: { givenName: `Given ${n}`, familyName: 'Family' },
    childName: undefined,
    child: undefined,
    user: userId(`@user${n}:example.org`),
    madeAccount: true,
    person: undefined,
    waitingHash: `waiting ${n}`,
    consentVersion: undefined,
    ...changes,
  }
}

export function lettingInFacts(fresh: FreshDatabase): void {
  test('A shared link is found by its token and its code, in any case, until it is revoked or over.', async () => {
    await withStore(fresh, async ({ sharedLinks }) => {
      const { link: made, token, code } = await sharedLinks.issue(link, at)
      expect(await sharedLinks.find(token.toLowerCase(), at)).toEqual(made)
      expect(await sharedLinks.find(code.replaceAll('-', ' '), at)).toEqual(made)
      expect(made).toMatchObject({ school, class: class1, role: 'pupil', used: 0, status: 'open' })
      expect((await sharedLinks.find(token, week))?.status).toBe('expired')
      expect([
        await sharedLinks.revoke(made.id, later),
        await sharedLinks.revoke(made.id, later),
      ]).toEqual([true, false])
      expect((await sharedLinks.find(token, later))?.status).toBe('revoked')
    })
  })

  test('A shared link of a class that is not there is not issued.', async () => {
    await withStore(fresh, async ({ sharedLinks }) => {
      const wrong = { ...link, class: 'C9' as typeof class1 }
      await expect(sharedLinks.issue(wrong, at)).rejects.toMatchObject({ code: 'unknown-class' })
      expect(await sharedLinks.ofSchool(school, at)).toEqual([])
    })
  })

  test('Of a hundred who use a link of one use at once, over two stores, one applies.', async () => {
    const settings = await fresh()
    await withStore(
      async () => settings,
      async ({ sharedLinks, applications }) => {
        const other = await openStore(settings, secrets)
        const { link: made } = await sharedLinks.issue({ ...link, uses: 1 }, at)
        const results = await Promise.all(
          Array.from({ length: 100 }, (_, n) => {
            const store = n % 2 === 0 ? applications : other.applications
            return store.add(application(n, { link: made.id }), at)
          }),
        )
        await other.close()
        const states = results.map(({ state }) => state)
        expect(states.filter((state) => state === 'added')).toHaveLength(1)
        expect(states.filter((state) => state === 'link-used')).toHaveLength(99)
      },
    )
  })

  test('At most fifty applications of a link wait at once.', async () => {
    await withStore(fresh, async ({ sharedLinks, applications }) => {
      const { link: made } = await sharedLinks.issue(link, at)
      const add = (n: number) => applications.add(application(n, { link: made.id }), at)
      for (let n = 0; n < 50; n += 1) expect((await add(n)).state).toBe('added')
      expect((await add(50)).state).toBe('link-full')
      const [first] = await applications.ofSchool(school)
      const declined = {
        state: 'declined',
        by: 'operator',
        reason: 'no',
        person: undefined,
      } as const
      await applications.decide(first?.id ?? '', declined, later)
      expect((await add(51)).state).toBe('added')
    })
  })

  test('An application is kept as it was made, corrected while it waits, and decided once.', async () => {
    await withStore(fresh, async ({ applications }) => {
      const given = application(1, { subjects: ['Art'], consentVersion: '2026-1' })
      const added = await applications.add(given, at)
      if (added.state !== 'added') throw new Error(added.state)
      const { id } = added.application
      expect(await applications.find(id)).toEqual(added.application)
      expect(await applications.ofWaiting('waiting 1')).toEqual(added.application)
      expect((await applications.add(given, later)).state).toBe('already-waiting')
      const corrected = await applications.correct(id, { subjects: ['Music'], person: pupil })
      expect(corrected).toEqual({ ...added.application, subjects: ['Music'], person: pupil })
      const accepted = {
        state: 'accepted',
        by: '@head:example.org',
        reason: undefined,
        person: pupil,
      } as const
      const both = await Promise.all([
        applications.decide(id, accepted, later),
        applications.decide(id, { ...accepted, state: 'declined' }, later),
      ])
      expect(both.toSorted()).toEqual([false, true])
      expect((await applications.undone()).map((one) => one.id)).toEqual([id])
      await applications.done(id, later)
      expect(await applications.undone()).toEqual([])
      expect(await applications.correct(id, { subjects: [] })).toMatchObject({
        subjects: ['Music'],
      })
    })
  })

  test('A notice leads to its application, and a consent stands until it is withdrawn.', async () => {
    await withStore(fresh, async ({ applications, consents, notices }) => {
      const added = await applications.add(application(1, { consentVersion: '2026-1' }), at)
      if (added.state !== 'added') throw new Error(added.state)
      const { application: one } = added
      const room = roomId('!administration')
      const about = { kind: 'application', subject: one.id } as const
      const notice = { event: '$event', room, user: undefined }
      expect(await notices.owed()).toEqual([about])
      await notices.add(notice, about)
      await notices.add(notice, about)
      await notices.told(about)
      expect(await notices.of('$event')).toEqual({ ...notice, ...about })
      expect(await notices.of('$other')).toBeUndefined()
      expect([await notices.about(about), await notices.owed()]).toEqual([[notice], []])
      expect(await consents.ofUser(one.user)).toEqual([
        { user: one.user, school, version: '2026-1', at, withdrawnAt: undefined },
      ])
      expect(await consents.withdraw(one.user, school, later)).toBe(true)
      expect((await consents.ofUser(one.user))[0]?.withdrawnAt).toBe(later)
    })
  })

  test('A confirmation is asked for once and decided once.', async () => {
    await withStore(fresh, async ({ confirmations }) => {
      const asked = await confirmations.ask(school, pupil, at)
      expect(await confirmations.ask(school, pupil, later)).toEqual(asked)
      expect(await confirmations.waiting(school)).toEqual([asked])
      const yes = { state: 'confirmed', by: '@parent:example.org' } as const
      expect(await confirmations.decide(school, pupil, yes, later)).toBe(true)
      expect(await confirmations.decide(school, pupil, { ...yes, state: 'refused' }, later)).toBe(
        false,
      )
      expect(await confirmations.find(school, pupil)).toMatchObject({
        state: 'confirmed',
        decidedAt: later,
      })
    })
  })
}
