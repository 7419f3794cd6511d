import { expect, test } from 'vitest'
import { classId, personId, schoolId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import { countRoles, placesOf } from './places.ts'

function person(id: string) {
  return { id: personId(id), givenName: id, familyName: id }
}

const school: School = {
  info: { id: schoolId('S'), name: 'S', language: 'en', timeZone: 'UTC' },
  classes: [
    { id: classId('A'), label: '10A' },
    { id: classId('B'), label: '2B' },
  ],
  people: ['head', 'pupil', 'mother', 'nobody'].map(person),
  staff: [{ person: personId('head'), role: 'administrator', subjects: [] }],
  places: [
    { person: personId('head'), class: classId('A'), role: 'class-teacher', subjects: ['maths'] },
    { person: personId('head'), class: classId('B'), role: 'teacher', subjects: [] },
    { person: personId('pupil'), class: classId('B'), role: 'pupil', subjects: [] },
  ],
  guardianships: [{ guardian: personId('mother'), child: personId('pupil') }],
  committee: [],
}

test('the most important role stands first, then classes by number', () => {
  const places = placesOf(school).get(personId('head')) ?? []
  expect(places.map(({ role, className }) => [role, className])).toEqual([
    ['administrator', undefined],
    ['teacher', '2B'],
    ['teacher', '10A'],
  ])
})

test('a parent is in the classes of the children', () => {
  expect(placesOf(school).get(personId('mother'))).toEqual([
    { role: 'parent', class: 'B', className: '2B', subjects: [] },
  ])
})

test('who has two roles is counted in both, who has none in none', () => {
  expect(countRoles(school)).toEqual({ administrator: 1, teacher: 1, pupil: 1, parent: 1 })
  expect(placesOf(school).get(personId('nobody'))).toEqual([])
})
