import { expect, test } from 'vitest'
import type { SchoolChange } from '../../school/changes.ts'
import { chatId, classId, personId, schoolId } from '../../school/ids.ts'
import {
  at,
  class1,
  type FreshDatabase,
  later,
  otherSchool,
  parent,
  person,
  pupil,
  pupilLeaves,
  school,
  schoolAdded,
  smallSchool,
  teacher,
  withStore,
} from './setting.ts'

export function schoolFacts(fresh: FreshDatabase): void {
  test('A school is loaded as it was written.', async () => {
    await withStore(fresh, async ({ schools }) => {
      expect(await schools.load(school)).toEqual({
        info: { id: school, name: 'School S1', language: 'en', timeZone: 'Europe/Moscow' },
        classes: [{ id: class1, label: '1A' }],
        people: expect.toSatisfy(
          (people: unknown) => Array.isArray(people) && people.length === 3,
        ) as unknown,
        staff: [{ person: teacher, role: 'teacher', subjects: ['Art'] }],
        places: expect.arrayContaining([
          { person: teacher, class: class1, role: 'class-teacher', subjects: ['Art', 'Music'] },
          { person: pupil, class: class1, role: 'pupil', subjects: [] },
        ]) as unknown,
        guardianships: [{ guardian: parent, child: pupil }],
        committee: [{ person: parent, class: class1 }],
        chats: [],
        chatPlaces: [],
      })
      const people = (await schools.load(school))?.people
      expect(people).toContainEqual({ ...person('P1'), middleName: 'Middle' })
      expect(people).toContainEqual(person('T1'))
    })
  })

  test('A school that nobody added is undefined, and the list is in the order of ids.', async () => {
    await withStore(fresh, async ({ schools }) => {
      expect(await schools.load(otherSchool)).toBeUndefined()
      await schools.change(otherSchool, 'roster', [schoolAdded(otherSchool)], at)
      expect((await schools.list()).map((one) => one.id)).toEqual([school, otherSchool])
    })
  })

  test('The order of ids is that of their characters, whatever the language of the database.', async () => {
    await withStore(fresh, async ({ schools }) => {
      const ids = ['10', '9', 'B', 'a', 'a-b', 'aa', 'Я', 'а'].map(schoolId)
      for (const id of ids.toReversed()) await schools.change(id, 'roster', [schoolAdded(id)], at)
      const listed = (await schools.list()).map((one) => one.id)
      expect(listed.filter((id) => id !== school)).toEqual(ids)
    })
  })

  test('A change that names somebody or something unknown changes nothing at all.', async () => {
    await withStore(fresh, async ({ schools }) => {
      const before = await schools.load(school)
      const rename: SchoolChange = { kind: 'rename-class', class: { id: class1, label: '2A' } }
      for (const [code, change] of wrongChanges) {
        await expect(schools.change(school, 'roster', [rename, change], at)).rejects.toMatchObject({
          code,
        })
      }
      expect(await schools.load(school)).toEqual(before)
    })
  })

  test('Nothing is written into a school that nobody added.', async () => {
    await withStore(fresh, async ({ schools }) => {
      const change: SchoolChange = { kind: 'add-person', person: person('X') }
      await expect(schools.change(otherSchool, 'roster', [change], at)).rejects.toMatchObject({
        code: 'unknown-school',
      })
    })
  })

  test('Within a list the order does not matter to who refers to whom.', async () => {
    await withStore(
      fresh,
      async ({ schools }) => {
        expect((await schools.load(school))?.places).toHaveLength(2)
        await schools.change(school, 'roster', pupilLeaves.toReversed(), later)
        expect((await schools.load(school))?.people).toEqual([person('T1')])
      },
      smallSchool().toReversed(),
    )
  })

  test('Who still has a place cannot be removed.', async () => {
    await withStore(fresh, async ({ schools }) => {
      const change: SchoolChange = { kind: 'remove-person', person: pupil }
      await expect(schools.change(school, 'roster', [change], at)).rejects.toMatchObject({
        code: 'unknown-person',
      })
    })
  })

  test('Who brought what is known, and by which other ids a source calls it.', async () => {
    await withStore(fresh, async ({ schools }) => {
      await schools.change(
        school,
        'list',
        [
          { kind: 'add-person', person: person('P2') },
          { kind: 'match-person', person: pupil, external: 'new-P1' },
          { kind: 'match-class', class: class1, external: 'new-C1' },
        ],
        later,
      )
      const origins = await schools.origins(school)
      expect(origins?.school).toBe('roster')
      expect([origins?.people.get(pupil), origins?.people.get(personId('P2'))]).toEqual([
        'roster',
        'list',
      ])
      expect([...(origins?.classes ?? [])]).toEqual([[class1, 'roster']])
      expect(await schools.externalIds(school, 'list')).toEqual({
        people: new Map([['new-P1', pupil]]),
        classes: new Map([['new-C1', class1]]),
      })
      const other = await schools.externalIds(school, 'roster')
      expect([other.people.size, other.classes.size]).toEqual([0, 0])
    })
  })

  test('What one source brought is not touched when another source adds it.', async () => {
    await withStore(fresh, async ({ schools }) => {
      await schools.change(
        school,
        'console',
        [
          { kind: 'add-person', person: person('P1', 'Other') },
          { kind: 'add-person', person: person('X') },
          {
            kind: 'add-staff-place',
            place: { person: personId('X'), role: 'teacher', subjects: [] },
          },
          { kind: 'add-class', class: { id: class1, label: 'other' } },
        ],
        later,
      )
      const own = await schools.load(school, 'console')
      expect(own?.people).toEqual([person('X')])
      expect(own?.staff).toHaveLength(1)
      expect(own?.classes).toEqual([])
      expect((await schools.load(school, 'roster'))?.people).toHaveLength(3)
      expect((await schools.load(school))?.classes).toEqual([{ id: class1, label: '1A' }])
    })
  })

  test('An archived class is out of the school until it is restored, in the same rooms by its id.', async () => {
    await withStore(fresh, async ({ schools }) => {
      const leaving: readonly SchoolChange[] = [
        ...pupilLeaves,
        { kind: 'remove-class-place', person: teacher, class: class1 },
        { kind: 'archive-class', class: class1 },
      ]
      await schools.change(school, 'roster', leaving, later)
      expect((await schools.load(school))?.classes).toEqual([])
      expect(await schools.archivedClasses(school)).toEqual([class1])
      const back: SchoolChange = { kind: 'restore-class', class: { id: class1, label: '2A' } }
      await schools.change(school, 'roster', [back], later)
      expect((await schools.load(school))?.classes).toEqual([{ id: class1, label: '2A' }])
      expect(await schools.archivedClasses(school)).toEqual([])
    })
  })

  test('A chat that was closed is there again when another source makes it, and open ones stay who brought them.', async () => {
    await withStore(fresh, async ({ schools }) => {
      const chat = { id: chatId('H1'), name: 'Chess', members: [], writers: [], openTo: [] }
      await schools.change(school, 'roster', [{ kind: 'add-chat', chat }], at)
      await schools.change(school, 'console', [{ kind: 'add-chat', chat }], at)
      expect((await schools.load(school, 'roster'))?.chats).toEqual([chat])
      await schools.change(school, 'console', [{ kind: 'archive-chat', chat: chat.id }], at)
      await schools.change(school, 'console', [{ kind: 'add-chat', chat }], later)
      expect((await schools.load(school))?.chats).toEqual([chat])
      expect((await schools.load(school, 'console'))?.chats).toEqual([chat])
    })
  })

  test('A person of two schools has one name, and two schools may use one class id.', async () => {
    await withStore(fresh, async ({ schools, accounts }) => {
      await schools.change(otherSchool, 'roster', smallSchool(otherSchool), at)
      expect(await accounts.schoolsOf(parent)).toEqual([school, otherSchool])
      const renames: readonly SchoolChange[] = [
        { kind: 'update-person', person: person('G1', 'New') },
        { kind: 'rename-class', class: { id: class1, label: '9Z' } },
      ]
      await schools.change(otherSchool, 'roster', renames, later)
      const first = await schools.load(school)
      expect(first?.people).toContainEqual(person('G1', 'New'))
      expect(first?.classes).toEqual([{ id: class1, label: '1A' }])
    })
  })

  test('A school of a region is written and read whole, however long its lists are.', async () => {
    await withStore(fresh, async ({ schools }) => {
      const many = Array.from({ length: 1200 }, (_, number) => `M${number}`)
      await schools.change(
        school,
        'roster',
        many.map((id) => ({ kind: 'add-person', person: person(id) })),
        at,
      )
      expect((await schools.load(school))?.people).toHaveLength(1203)
      const relations = many.map((id) => ({ guardian: personId(id), child: pupil }))
      const add = relations.map(
        (guardianship) => ({ kind: 'add-guardianship', guardianship }) as const,
      )
      await schools.change(school, 'roster', add, at)
      expect((await schools.load(school))?.guardianships).toHaveLength(1201)
      const drop = relations.map(
        (guardianship) => ({ kind: 'remove-guardianship', guardianship }) as const,
      )
      await schools.change(school, 'roster', drop, at)
      expect((await schools.load(school))?.guardianships).toHaveLength(1)
    })
  })
}

const nobody = personId('nobody')
const nowhere = classId('nowhere')

const wrongChanges: readonly (readonly [string, SchoolChange])[] = [
  ['unknown-person', { kind: 'update-person', person: person('nobody') }],
  [
    'unknown-person',
    { kind: 'add-staff-place', place: { person: nobody, role: 'teacher', subjects: [] } },
  ],
  [
    'unknown-person',
    {
      kind: 'add-class-place',
      place: { person: nobody, class: class1, role: 'pupil', subjects: [] },
    },
  ],
  [
    'unknown-class',
    {
      kind: 'add-class-place',
      place: { person: pupil, class: nowhere, role: 'pupil', subjects: [] },
    },
  ],
  [
    'unknown-place',
    {
      kind: 'update-staff-place',
      place: { person: pupil, role: 'administrator', subjects: [] },
    },
  ],
  [
    'unknown-person',
    { kind: 'add-guardianship', guardianship: { guardian: nobody, child: pupil } },
  ],
  [
    'unknown-person',
    { kind: 'add-guardianship', guardianship: { guardian: parent, child: nobody } },
  ],
  ['unknown-class', { kind: 'add-committee-place', place: { person: parent, class: nowhere } }],
  ['unknown-class', { kind: 'rename-class', class: { id: nowhere, label: '1' } }],
  ['unknown-class', { kind: 'archive-class', class: nowhere }],
  ['unknown-class', { kind: 'archive-class', class: class1 }],
]
