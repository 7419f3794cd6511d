/**
 * Four people to try a school with: an administrator, a pupil, a teacher of the pupil's class and a parent of the pupil.
 * Nobody who has entered; always the same ones until they do.
 */
import type { ClassId, PersonId } from '@lyceum/core/school/ids.ts'
import type { Role, School } from '@lyceum/core/school/people.ts'
import { compareLabels } from '../places.ts'

export type SamplePeople = Readonly<Partial<Record<Role, PersonId>>>

/** A teacher of more classes than that is answered before all rooms are entered: a poor first impression. */
const mostClasses = 4

export function chooseSamplePeople(school: School, entered: ReadonlySet<PersonId>): SamplePeople {
  const administrator = school.staff
    .filter(({ role, person }) => role === 'administrator' && !entered.has(person))
    .map(({ person }) => person)
    .toSorted()[0]
  const families = school.classes
    .toSorted((left, right) => compareLabels(left.label, right.label))
    .flatMap((cls) => familiesOf(school, cls.id, entered, administrator))
  // The first of those with the most people left.
  const best = families.toSorted((left, right) => size(right) - size(left))[0] ?? {}
  return { ...(administrator === undefined ? {} : { administrator }), ...best }
}

function size(people: SamplePeople): number {
  return Object.keys(people).length
}

/** For each pupil of the class who has not entered: the pupil, one parent, one teacher, as far as there are. */
function familiesOf(
  school: School,
  cls: ClassId,
  entered: ReadonlySet<PersonId>,
  taken: PersonId | undefined,
): readonly SamplePeople[] {
  const isFree = (person: PersonId) => !entered.has(person) && person !== taken
  const teacher = teachersOf(school, cls).find(isFree)
  const pupils = school.places.filter((place) => place.class === cls && place.role === 'pupil')
  return pupils
    .map(({ person }) => person)
    .filter(isFree)
    .toSorted()
    .map((pupil) => {
      const parent = school.guardianships
        .filter(({ child, guardian }) => child === pupil && guardian !== teacher)
        .map(({ guardian }) => guardian)
        .filter(isFree)
        .toSorted()[0]
      return {
        pupil,
        ...(teacher === undefined ? {} : { teacher }),
        ...(parent === undefined ? {} : { parent }),
      }
    })
}

/** The class teacher first; nobody who teaches too many classes or is an administrator. */
function teachersOf(school: School, cls: ClassId): readonly PersonId[] {
  const administrators = new Set(
    school.staff.filter(({ role }) => role === 'administrator').map(({ person }) => person),
  )
  const classesOf = (person: PersonId) =>
    school.places.filter((place) => place.person === person && place.role !== 'pupil').length
  return school.places
    .filter((place) => place.class === cls && place.role !== 'pupil')
    .filter(({ person }) => !administrators.has(person) && classesOf(person) <= mostClasses)
    .toSorted((left, right) =>
      left.role === right.role
        ? left.person.localeCompare(right.person)
        : left.role === 'class-teacher'
          ? -1
          : 1,
    )
    .map(({ person }) => person)
}
