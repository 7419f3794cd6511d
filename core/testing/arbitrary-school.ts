/** Random schools for laws: up to four classes and a dozen people in any combination of places. */
import fc from 'fast-check'
import { classId, personId, schoolId, type ClassId, type PersonId } from '../school/ids.ts'
import type { School } from '../school/people.ts'

const people = Array.from({ length: 12 }, (_, n) => personId(`P${n}`))
const classes = Array.from({ length: 4 }, (_, n) => classId(`C${n}`))
const subject = fc.constantFrom('Алгебра', 'Physics', 'Химия')

/** The administrator `A` is always there, so that no plan is refused for taking the last one. */
export function arbitrarySchool(): fc.Arbitrary<School> {
  return fc
    .record({
      people: fc.subarray(people),
      classes: fc.subarray(classes),
      labels: fc.array(fc.constantFrom('1А', '2А', '10Б', '11В'), { minLength: 4, maxLength: 4 }),
      family: fc.array(fc.constantFrom('Иванова', 'Smith', 'Ёлкин'), {
        minLength: 12,
        maxLength: 12,
      }),
      subjects: fc.uniqueArray(subject, { maxLength: 2 }),
      seeds: fc.array(fc.nat(), { minLength: 24, maxLength: 24 }),
    })
    .map(({ people: who, classes: which, labels, family, subjects, seeds }) => {
      const pick = <Item>(list: readonly Item[], n: number) =>
        list[(seeds[n % 24] ?? 0) % Math.max(list.length, 1)]
      const persons = [personId('A'), ...who]
      return {
        info: { id: schoolId('S'), name: 'Школа', language: 'ru', timeZone: 'Europe/Moscow' },
        classes: which.map((id, n) => ({ id, label: labels[n] ?? '1А' })),
        people: persons.map((id, n) => ({
          id,
          givenName: `Имя${n}`,
          familyName: family[n % 12] ?? 'Х',
        })),
        staff: [
          { person: personId('A'), role: 'administrator', subjects: [] },
          ...who.slice(0, 3).map((person) => ({ person, role: 'teacher' as const, subjects })),
        ],
        places: unique(
          who.flatMap((person, n) => {
            const cls = pick(which, n)
            return cls === undefined
              ? []
              : [{ person, class: cls, role: roleOf(n, seeds), subjects }]
          }),
        ),
        guardianships: who.slice(6).flatMap((guardian, n) => {
          const child = pick(who.slice(0, 6), n)
          return child === undefined ? [] : [{ guardian, child }]
        }),
        committee: who.slice(8, 10).map((person) => ({ person })),
      } satisfies School
    })
}

function roleOf(n: number, seeds: readonly number[]) {
  return (['pupil', 'teacher', 'class-teacher', 'pupil'] as const)[(seeds[n] ?? 0) % 4] ?? 'pupil'
}

function unique<Place extends { readonly person: PersonId; readonly class: ClassId }>(
  places: readonly Place[],
) {
  return [...new Map(places.map((place) => [`${place.person} ${place.class}`, place])).values()]
}
