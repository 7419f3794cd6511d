/** What the facts start from: an open store of an empty database, and a small school. */
import type { SchoolChange } from '../../school/changes.ts'
import { classId, personId, schoolId } from '../../school/ids.ts'
import type { Person } from '../../school/people.ts'
import type { NewInvitation, Store } from '../ports.ts'
import { type DatabaseSettings, openStore } from '../store.ts'

export type FreshDatabase = () => Promise<DatabaseSettings>

export const secrets = { invitationKey: 'a key for tests only, forty characters..' }

export const at = '2026-09-01T08:00:00.000Z'
export const later = '2026-09-02T08:00:00.000Z'

export const school = schoolId('S1')
export const otherSchool = schoolId('S2')
export const class1 = classId('C1')
export const teacher = personId('T1')
export const pupil = personId('P1')
export const parent = personId('G1')

export function person(id: string, givenName = 'Given'): Person {
  return { id: personId(id), givenName, familyName: 'Family' }
}

export function schoolAdded(id = school): SchoolChange {
  return {
    kind: 'add-school',
    info: { id, name: `School ${id}`, language: 'en', timeZone: 'Europe/Moscow' },
  }
}

/** A class with a teacher, a pupil and the pupil's parent. */
export function smallSchool(id = school): readonly SchoolChange[] {
  return [
    schoolAdded(id),
    { kind: 'add-class', class: { id: class1, label: '1A' } },
    { kind: 'add-person', person: person('T1') },
    { kind: 'add-person', person: { ...person('P1'), middleName: 'Middle' } },
    { kind: 'add-person', person: person('G1') },
    { kind: 'add-staff-place', place: { person: teacher, role: 'teacher', subjects: ['Art'] } },
    {
      kind: 'add-class-place',
      place: { person: teacher, class: class1, role: 'class-teacher', subjects: ['Art', 'Music'] },
    },
    {
      kind: 'add-class-place',
      place: { person: pupil, class: class1, role: 'pupil', subjects: [] },
    },
    { kind: 'add-guardianship', guardianship: { guardian: parent, child: pupil } },
    { kind: 'add-committee-place', place: { person: parent, class: class1 } },
  ]
}

/** The changes that take the pupil and the parent out again. */
export const pupilLeaves: readonly SchoolChange[] = [
  { kind: 'remove-committee-place', place: { person: parent, class: class1 } },
  { kind: 'remove-guardianship', guardianship: { guardian: parent, child: pupil } },
  { kind: 'remove-class-place', person: pupil, class: class1 },
  { kind: 'remove-person', person: pupil },
  { kind: 'remove-person', person: parent },
]

export function invitationFor(who = pupil, changes: Partial<NewInvitation> = {}): NewInvitation {
  return {
    purpose: 'enter',
    school,
    class: class1,
    role: 'pupil',
    person: who,
    expiresAt: '2026-09-15T08:00:00.000Z',
    ...changes,
  }
}

/** Runs `use` on an open store, with the small school in it unless `changes` says otherwise, and closes the store. */
export async function withStore(
  fresh: FreshDatabase,
  use: (store: Store) => Promise<void>,
  changes = smallSchool(),
): Promise<void> {
  const store = await openStore(await fresh(), secrets)
  try {
    await store.schools.change(school, 'roster', changes, at)
    await use(store)
  } finally {
    await store.close()
  }
}
