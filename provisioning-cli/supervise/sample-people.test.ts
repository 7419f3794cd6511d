import { expect, test } from 'vitest'
import type { PersonId } from '@lyceum/core/school/ids.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { chooseSamplePeople } from './sample-people.ts'

const school = smallSchool()

function choose(...entered: readonly PersonId[]) {
  return chooseSamplePeople(school, new Set(entered))
}

test('the four belong together', () => {
  expect(choose()).toEqual({
    administrator: 'S1-A1',
    teacher: teacherId('S1', 1),
    pupil: pupilId('S1', 1, 1),
    parent: parentId('S1', 1, 1),
  })
})

test('who has entered is replaced, so that the others still belong together', () => {
  expect(choose(pupilId('S1', 1, 1))).toMatchObject({
    teacher: teacherId('S1', 1),
    pupil: pupilId('S1', 1, 2),
    parent: parentId('S1', 1, 2),
  })
  expect(choose(parentId('S1', 1, 1))).toMatchObject({ pupil: pupilId('S1', 1, 2) })
  expect(choose(teacherId('S1', 1))).toMatchObject({
    teacher: teacherId('S1', 2),
    pupil: pupilId('S1', 1, 1),
  })
})

test('a role for which nobody is left is missing', () => {
  const everybody = school.people.map((person) => person.id)
  expect(choose(...everybody)).toEqual({})
  const parents = school.guardianships.map(({ guardian }) => guardian)
  expect(Object.keys(choose(...parents))).toEqual(['administrator', 'pupil', 'teacher'])
})

test('a teacher of more than four classes is not shown', () => {
  const wide = smallSchool({ classes: 6 })
  const busy = teacherId('S1', 1)
  const places = [
    ...wide.places.filter((place) => place.person !== busy),
    ...wide.classes.slice(0, 5).map((cls) => ({
      person: busy,
      class: cls.id,
      role: 'teacher' as const,
      subjects: [],
    })),
  ]
  expect(chooseSamplePeople({ ...wide, places }, new Set()).teacher).not.toBe(busy)
})
