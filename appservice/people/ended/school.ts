/** A school with somebody for every kind of end: each has what ends, and most have something else that stays. */
import { classId, personId, schoolId, type PersonId } from '@lyceum/core/school/ids.ts'
import type { ClassPlace, School } from '@lyceum/core/school/people.ts'
import { smallSchool } from '@lyceum/core/testing/small-school.ts'

export const here = schoolId('S1')
export const there = schoolId('S2')
export const firstClass = classId('S1-C1')
export const secondClass = classId('S1-C2')

interface Newcomer {
  readonly staff?: 'administrator' | 'teacher'
  readonly teaches?: readonly string[]
  readonly pupilOf?: string
  readonly children?: readonly string[]
}

export function who(name: string): PersonId {
  return personId(`S1-${name}`)
}

function withPeople(school: School, people: Readonly<Record<string, Newcomer>>): School {
  const all = Object.entries(people)
  const place = (name: string, cls: string, role: ClassPlace['role']) => ({
    person: who(name),
    class: classId(`S1-${cls}`),
    role,
    subjects: [],
  })
  return {
    ...school,
    people: [
      ...school.people,
      ...all.map(([name]) => ({ id: who(name), givenName: name, familyName: `Фамилия-${name}` })),
    ],
    staff: [
      ...school.staff,
      ...all.flatMap(([name, { staff: role }]) => {
        return role === undefined ? [] : [{ person: who(name), role, subjects: [] }]
      }),
    ],
    places: [
      ...school.places,
      ...all.flatMap(([name, { teaches = [], pupilOf }]) => [
        ...teaches.map((cls) => place(name, cls, 'teacher')),
        ...(pupilOf === undefined ? [] : [place(name, pupilOf, 'pupil')]),
      ]),
    ],
    guardianships: [
      ...school.guardianships,
      ...all.flatMap(([name, { children = [] }]) =>
        children.map((child) => ({ guardian: who(name), child: who(child) })),
      ),
    ],
  }
}

/** `P1-1`, `G1-1` and so on are of `smallSchool`: pupil and parent of class 1; `T1` leads it. */
export const school: School = withPeople(smallSchool({ id: 'S1', pupilsPerClass: 3 }), {
  leaver: { staff: 'teacher', teaches: ['C1'] },
  'loses-a-class': { staff: 'teacher', teaches: ['C1', 'C2'] },
  'only-a-parent': { staff: 'teacher', teaches: ['C2'], children: ['P1-1'] },
  'no-administrator': { staff: 'administrator' },
  'gone-pupil': { pupilOf: 'C1' },
  'moved-pupil': { pupilOf: 'C1' },
  'mother-of-the-moved': { children: ['moved-pupil'] },
  'to-another-school': { pupilOf: 'C1' },
  'not-allowed-guardian': { children: ['P1-2', 'P2-2'] },
  'removed-guardian': { children: ['P1-2'] },
  'child-who-leaves': { pupilOf: 'C2' },
  'mother-of-the-leaver': { children: ['child-who-leaves'] },
  'teacher-here': { staff: 'teacher', teaches: ['C1'] },
  erased: { pupilOf: 'C1' },
})

/** In the other school too; for an account of two persons. */
export const otherSchool: School = smallSchool({ id: 'S2' })

export function without(from: School, person: PersonId): School {
  return {
    ...from,
    people: from.people.filter(({ id }) => id !== person),
    staff: from.staff.filter((one) => one.person !== person),
    places: from.places.filter((one) => one.person !== person),
    guardianships: from.guardianships.filter(
      (one) => one.guardian !== person && one.child !== person,
    ),
  }
}

/** In the first class, by the name that the person has where they come from. */
export function withPupil(to: School, from: School, person: PersonId): School {
  const found = from.people.filter(({ id }) => id === person)
  const place = { person, class: classId(`${to.info.id}-C1`), role: 'pupil', subjects: [] } as const
  return { ...to, people: [...to.people, ...found], places: [...to.places, place] }
}
