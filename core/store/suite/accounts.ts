import { expect, test } from 'vitest'
import { personId, schoolId, userId } from '../../school/ids.ts'
import type { PersonId } from '../../school/ids.ts'
import type { Store } from '../ports.ts'
import {
  at,
  type FreshDatabase,
  invitationFor,
  later,
  otherSchool,
  parent,
  pupil,
  pupilLeaves,
  school,
  smallSchool,
  teacher,
  withStore,
} from './setting.ts'

const anna = userId('@anna:example.org')

export function accountFacts(fresh: FreshDatabase): void {
  test('Who enters is entering until all rooms are joined, and is found after a restart.', async () => {
    await withStore(fresh, async (store) => {
      await enter(store, pupil, anna)
      const account = { person: pupil, userId: anna, state: 'entering' }
      expect(await store.accounts.ofPerson(pupil)).toEqual(account)
      expect(await store.accounts.entering()).toEqual([account])
      await store.accounts.setState(pupil, 'active')
      expect(await store.accounts.entering()).toEqual([])
      expect(await store.accounts.ofSchool(school)).toEqual([{ ...account, state: 'active' }])
    })
  })

  test('One account may stand for two persons.', async () => {
    await withStore(fresh, async (store) => {
      await enter(store, teacher, anna)
      await enter(store, parent, anna)
      expect(await store.accounts.personsOf(anna)).toEqual([parent, teacher])
    })
  })

  test('An import may bind an account without an invitation; another one is refused.', async () => {
    await withStore(fresh, async ({ accounts }) => {
      await accounts.bind(pupil, anna, at)
      await accounts.bind(pupil, anna, later)
      expect(await accounts.ofPerson(pupil)).toEqual({
        person: pupil,
        userId: anna,
        state: 'active',
      })
      await expect(accounts.bind(pupil, userId('@other:example.org'), at)).rejects.toMatchObject({
        code: 'person-has-account',
      })
    })
  })

  test('An account of several persons or schools is told with all of them, any other not.', async () => {
    await withStore(fresh, async ({ accounts, schools }) => {
      await schools.change(otherSchool, 'roster', smallSchool(otherSchool), at)
      await accounts.bind(pupil, anna, at)
      const shared = await accounts.shared(school)
      const bySchool = shared.get(anna)?.toSorted((a, b) => (a.school < b.school ? -1 : 1))
      const both = [school, otherSchool].toSorted().map((one) => ({ person: pupil, school: one }))
      expect(bySchool).toEqual(both)
      await schools.change(otherSchool, 'roster', pupilLeaves, later)
      expect(await accounts.shared(school)).toEqual(new Map())
    })
  })

  test('The revision of a school counts its changes.', async () => {
    await withStore(fresh, async ({ schools }) => {
      const before = await schools.revision(school)
      await schools.change(school, 'roster', pupilLeaves, later)
      expect(await schools.revision(school)).toBeGreaterThan(before)
      expect(await schools.revision(schoolId('nowhere'))).toBe(0)
    })
  })

  test('The account of who left stays, to be ended and taken up again.', async () => {
    await withStore(fresh, async ({ accounts, schools, ...store }) => {
      await enter({ accounts, schools, ...store }, pupil, anna)
      await schools.change(school, 'roster', pupilLeaves, later)
      await accounts.setState(pupil, 'ended')
      expect(await accounts.schoolsOf(pupil)).toEqual([])
      expect(await accounts.ofSchool(school)).toEqual([
        { person: pupil, userId: anna, state: 'ended' },
      ])
      await schools.change(school, 'roster', smallSchool(), later)
      expect(await accounts.schoolsOf(pupil)).toEqual([school])
      expect(await accounts.ofPerson(pupil)).toMatchObject({ userId: anna })
    })
  })

  test('Counts know the invited, the entering, the active and the ended of one school.', async () => {
    await withStore(fresh, async (store) => {
      await store.schools.change(otherSchool, 'roster', smallSchool(otherSchool), at)
      await enter(store, teacher, anna)
      await enter(store, parent, userId('@parent:example.org'))
      await store.accounts.setState(teacher, 'active')
      expect(await store.accounts.counts(school)).toEqual(count(1, 1, 1, 0))
      await store.schools.change(school, 'roster', pupilLeaves, later)
      expect(await store.accounts.counts(school)).toEqual(count(0, 0, 1, 0))
      expect(await store.accounts.counts(otherSchool)).toEqual(count(1, 1, 1, 0))
      await store.accounts.setState(parent, 'ended')
      expect(await store.accounts.counts(school)).toEqual(count(0, 0, 1, 1))
    })
  })

  test('A person without an account has no state to set.', async () => {
    await withStore(fresh, async ({ accounts }) => {
      expect(await accounts.ofPerson(pupil)).toBeUndefined()
      await expect(accounts.setState(personId('nobody'), 'active')).rejects.toMatchObject({
        code: 'unknown-account',
      })
    })
  })
}

function count(invited: number, entering: number, active: number, ended: number) {
  return { invited, entering, active, ended, closed: 0 }
}

async function enter({ invitations }: Store, who: PersonId, user: typeof anna): Promise<void> {
  const [issued] = await invitations.issue([invitationFor(who)], at)
  await invitations.claim(issued?.token ?? '', user, at, 60)
  await invitations.consume(issued?.invitation.id ?? '', user, at)
}
