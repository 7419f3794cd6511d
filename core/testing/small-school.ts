/** Schools for tests: deterministic, small, with every kind of place in them. */
import { classId, personId, schoolId, type PersonId } from '../school/ids.ts'
import type { ClassPlace, Guardianship, Person, School, StaffPlace } from '../school/people.ts'

export interface SmallSchoolOptions {
  readonly id?: string
  readonly classes?: number
  readonly pupilsPerClass?: number
}

/**
 * Ids: administrator `A1`; teacher `T<n>` is class teacher of class `C<n>` and teaches in the next one; pupils
 * `P<class>-<n>`, each with one parent `G<class>-<n>`. All ids begin with the school's.
 */
export function smallSchool(options: SmallSchoolOptions = {}): School {
  const id = options.id ?? 'S1'
  const numbers = range(options.classes ?? 2)
  const pupils = range(options.pupilsPerClass ?? 2)
  const classes = numbers.map((n) => ({ id: classId(`${id}-C${n}`), label: `${n}А` }))
  const children = numbers.flatMap((n) =>
    pupils.map((m) => ({ n, pupil: pupilId(id, n, m), parent: parentId(id, n, m) })),
  )
  const places = [
    ...numbers.flatMap((n) => teacherPlaces(id, n, numbers.length)),
    ...children.map(({ n, pupil }): ClassPlace => {
      return { person: pupil, class: classId(`${id}-C${n}`), role: 'pupil', subjects: [] }
    }),
  ]
  const staff: StaffPlace[] = [
    { person: personId(`${id}-A1`), role: 'administrator', subjects: [] },
    ...numbers.map((n): StaffPlace => ({
      person: teacherId(id, n),
      role: 'teacher',
      subjects: [],
    })),
  ]
  return {
    info: { id: schoolId(id), name: `Школа ${id}`, language: 'ru', timeZone: 'Europe/Moscow' },
    classes,
    people: [
      person(personId(`${id}-A1`)),
      ...numbers.map((n) => person(teacherId(id, n))),
      ...children.flatMap(({ pupil, parent }) => [person(pupil), person(parent)]),
    ],
    staff,
    places,
    guardianships: children.map(({ pupil, parent }): Guardianship => ({
      guardian: parent,
      child: pupil,
    })),
    committee: [],
  }
}

export function teacherId(school: string, n: number): PersonId {
  return personId(`${school}-T${n}`)
}

export function pupilId(school: string, cls: number, n: number): PersonId {
  return personId(`${school}-P${cls}-${n}`)
}

export function parentId(school: string, cls: number, n: number): PersonId {
  return personId(`${school}-G${cls}-${n}`)
}

function teacherPlaces(id: string, n: number, classes: number): readonly ClassPlace[] {
  const own: ClassPlace = {
    person: teacherId(id, n),
    class: classId(`${id}-C${n}`),
    role: 'class-teacher',
    subjects: ['Алгебра'],
  }
  if (classes === 1) return [own]
  const next = classId(`${id}-C${(n % classes) + 1}`)
  return [own, { person: teacherId(id, n), class: next, role: 'teacher', subjects: ['Физика'] }]
}

function person(id: PersonId): Person {
  return { id, givenName: `Имя-${id}`, familyName: `Фамилия-${id}` }
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}
