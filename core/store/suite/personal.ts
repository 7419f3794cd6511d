import { expect, test } from 'vitest'
import { personId, roomId, roomKey, userId } from '../../school/ids.ts'
import type { NewApplication } from '../letting-in-ports.ts'
import type { Store } from '../ports.ts'
import {
  at,
  type FreshDatabase,
  invitationFor,
  later,
  parent,
  pupil,
  school,
  teacher,
  withStore,
} from './setting.ts'

const anna = userId('@anna:example.org')
const boris = userId('@boris:example.org')
const room = roomId('!room')
const whole = { person: pupil, user: anna }

/** Who applied by the login that another one has now. */
const applicationOfZoya: NewApplication = {
  kind: 'join',
  link: undefined,
  school,
  role: 'pupil',
  class: undefined,
  classes: [],
  subjects: [],
  chat: undefined,
  name: { givenName: 'Zoya', familyName: 'Before' },
  childName: undefined,
  child: undefined,
  user: anna,
  madeAccount: true,
  person: undefined,
  waitingHash: undefined,
  consentVersion: undefined,
}

/** The pupil in every table that this part of the store writes. */
async function fill(store: Store): Promise<void> {
  const { schools, accounts, invitations, journal, rooms, sessions, talks } = store
  await schools.change(
    school,
    'roster',
    [{ kind: 'match-person', person: pupil, external: 'zw-77' }],
    at,
  )
  await invitations.issue([invitationFor(), invitationFor(teacher)], at)
  await accounts.bind(pupil, anna, at)
  await accounts.bind(teacher, boris, at)
  await journal.append({ at, actor: anna, action: 'entered', school, details: { person: pupil } })
  await journal.append({
    at,
    actor: boris,
    action: 'entered',
    school,
    details: { person: teacher },
  })
  await rooms.noteReturned(roomKey('class/S1/C1/class-channel'), anna, at)
  await talks.remember(anna, boris, room)
  const times = { createdAt: at, usedAt: at, expiresAt: later }
  await sessions.open('hash', { user: anna, room, level: undefined, ...times })
}

export function personalFacts(fresh: FreshDatabase): void {
  test('What is known of a person is read from every table, without hashes of secrets.', async () => {
    await withStore(fresh, async (store) => {
      await fill(store)
      const { tables } = await store.personal.read(whole)
      expect(Object.keys(tables).toSorted()).toEqual(
        'accounts class_places external_ids guardianships invitations journal people returned school_people sessions talks'.split(
          ' ',
        ),
      )
      expect(tables['people']).toEqual([
        { id: pupil, given_name: 'Given', family_name: 'Family', middle_name: 'Middle' },
      ])
      expect(tables['journal']).toHaveLength(1)
      expect(JSON.stringify(tables)).not.toMatch(/_hash|T1/)
    })
  })

  test('Who reads what is known of them does not read who reported them, nor who had the login before.', async () => {
    await withStore(fresh, async (store) => {
      await fill(store)
      const report = { school, room, at }
      await store.reports.add({
        ...report,
        id: 'by-boris',
        event: '$1',
        reporter: boris,
        sender: anna,
      })
      await store.reports.add({
        ...report,
        id: 'by-anna',
        event: '$2',
        reporter: anna,
        sender: boris,
      })
      await store.applications.add(applicationOfZoya, at)
      await store.freeLogins.free(anna, at)
      const { tables } = await store.personal.read(whole)
      expect(tables['reports']?.map((row) => [row['event'], row['reporter'], row['id']])).toEqual([
        ['$2', anna, 'by-anna'],
        ['$1', undefined, undefined],
      ])
      expect(JSON.stringify(tables)).not.toContain('Zoya')
    })
  })

  test('Erasing leaves no row of the person and no id, others untouched, and may be repeated.', async () => {
    await withStore(fresh, async (store) => {
      await fill(store)
      const before = await store.schools.revision(school)
      const versions = await store.facts.versions()
      await store.personal.erase(whole, 'erased-1')
      await store.personal.erase(whole, 'erased-1')
      expect(await store.personal.read(whole)).toEqual({ tables: {} })
      expect(await store.personal.exists(pupil)).toBe(false)
      expect(await store.schools.revision(school)).toBeGreaterThan(before)
      expect((await store.facts.versions()).schools).toBeGreaterThan(versions.schools)
      const journal = await store.journal.recent(10)
      expect(journal.map(({ actor, details }) => [actor, details['person']])).toEqual([
        [boris, teacher],
        ['erased-1', 'erased-1'],
      ])
      expect((await store.schools.load(school))?.people.map((one) => one.id).toSorted()).toEqual([
        parent,
        teacher,
      ])
      expect(await store.accounts.ofPerson(teacher)).toBeDefined()
    })
  })

  test('Of an account that stands for two, what hangs on the account stays.', async () => {
    await withStore(fresh, async (store) => {
      await fill(store)
      await store.accounts.bind(parent, anna, at)
      await store.personal.erase({ person: pupil, user: undefined }, 'erased-1')
      expect(await store.accounts.personsOf(anna)).toEqual([parent])
      expect(await store.sessions.find('hash')).toBeDefined()
      expect(await store.talks.find(anna, boris)).toBe(room)
    })
  })

  test('Every id of a person is told, and where sources may have ids of their own.', async () => {
    await withStore(fresh, async (store) => {
      await fill(store)
      expect(await store.personal.namesOf(pupil)).toEqual([
        { kind: 'person', id: pupil },
        { kind: 'external', school, source: 'roster', id: 'zw-77' },
      ])
      expect(await store.personal.sources()).toEqual([{ school, source: 'roster' }])
    })
  })

  test('A tombstone is found by its hash until it is taken away.', async () => {
    await withStore(fresh, async ({ tombstones }) => {
      await tombstones.add(['one', 'two'], at)
      await tombstones.add(['one'], later)
      expect(await tombstones.among(['one', 'three'])).toEqual(new Set(['one']))
      await tombstones.remove(['one'])
      expect(await tombstones.among(['one', 'two'])).toEqual(new Set(['two']))
      expect(await tombstones.among([])).toEqual(new Set())
    })
  })

  test('What is older than its limit is forgotten, and what is open is not.', async () => {
    await withStore(fresh, async (store) => {
      await fill(store)
      const [used] = await store.invitations.issue([invitationFor(personId('G1'))], at)
      await store.invitations.revoke(used?.invitation.id ?? '', at)
      const soon = new Date('2026-09-03T00:00:00Z')
      const none = { journal: undefined, invitations: undefined, events: undefined }
      expect(await store.retention.forget(none, soon)).toMatchObject({ sessions: 1 })
      expect(await store.journal.recent(10)).toHaveLength(2)
      const report = { school, room, reporter: anna, sender: boris, at }
      await store.reports.add({ ...report, id: 'r1', event: '$open' })
      await store.reports.add({ ...report, id: 'r2', event: '$handled' })
      await store.reports.handle('$handled', anna, at)
      const counts = await store.retention.forget({ ...none, journal: 1, invitations: 1 }, soon)
      expect(counts).toMatchObject({ journal: 2, invitations: 1, reports: 1 })
      expect(await store.reports.find('r1')).toBeDefined()
      expect(await store.invitations.ofSchool(school, at)).toHaveLength(2)
    })
  })

  test('A compacted database works on.', async () => {
    await withStore(fresh, async (store) => {
      await fill(store)
      await store.personal.erase(whole, 'erased-1')
      await store.personal.compact()
      expect(await store.personal.exists(teacher)).toBe(true)
    })
  })
}
