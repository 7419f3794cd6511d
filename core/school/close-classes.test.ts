import { expect, test } from 'vitest'
import { parentId, pupilId, smallSchool, teacherId } from '../testing/small-school.ts'
import { applyChanges } from './apply-changes.ts'
import { closeClasses } from './close-classes.ts'
import { classId } from './ids.ts'
import type { School } from './people.ts'

const school = smallSchool()
const [first, second] = [classId('S1-C1'), classId('S1-C2')]
const pupils = [pupilId('S1', 1, 1), pupilId('S1', 1, 2)]
const parents = [parentId('S1', 1, 1), parentId('S1', 1, 2)]

function closed(of: School) {
  const { changes, leaving } = closeClasses(of, new Set([first]))
  return { leaving, after: applyChanges(of, changes) }
}

test('pupils leave with the parents who are nobody else, and teachers stay', () => {
  const { leaving, after } = closed(school)
  expect(leaving).toEqual([...pupils, ...parents])
  expect(after.classes.map(({ id }) => id)).toEqual([second])
  expect(after.people.map(({ id }) => id)).toContain(teacherId('S1', 1))
  expect(after.places.filter((one) => one.class === first)).toEqual([])
  expect(after.guardianships.some((one) => parents.includes(one.guardian))).toBe(false)
})

test('a parent of a child in another class, and a parent who teaches, stay', () => {
  const more: School = {
    ...school,
    guardianships: [
      ...school.guardianships,
      { guardian: parents[0]!, child: pupilId('S1', 2, 1) },
      { guardian: teacherId('S1', 1), child: pupils[1]! },
    ],
  }
  const { leaving, after } = closed(more)
  expect(leaving).toEqual([...pupils, parents[1]])
  expect(after.guardianships).toContainEqual({
    guardian: parents[0],
    child: pupilId('S1', 2, 1),
  })
})

test('who is a pupil of another class too stays a pupil there', () => {
  const place = { person: pupils[0]!, class: second, role: 'pupil', subjects: [] } as const
  const { leaving, after } = closed({ ...school, places: [...school.places, place] })
  expect(leaving).toEqual([pupils[1], parents[1]])
  expect(after.places).toContainEqual(place)
})

test('a teacher of that class alone becomes a teacher of the school', () => {
  const teacher = teacherId('S1', 1)
  const alone: School = {
    ...school,
    staff: school.staff.filter((one) => one.person !== teacher),
    places: school.places.filter((one) => one.person !== teacher || one.class === first),
  }
  const { leaving, after } = closed(alone)
  expect(leaving).not.toContain(teacher)
  expect(after.staff).toContainEqual({ person: teacher, role: 'teacher', subjects: [] })
})

test('seats in the committee of the class go, those of the school only with the person', () => {
  const { after } = closed({
    ...school,
    committee: [
      { person: parents[0]! },
      { person: parentId('S1', 2, 1), class: first },
      { person: parentId('S1', 2, 1) },
    ],
  })
  expect(after.committee).toEqual([{ person: parentId('S1', 2, 1) }])
})
