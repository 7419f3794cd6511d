/** Begin and end of roles and enrolments. Today is 24 November 2026. */
import { expect, test } from 'vitest'

import { EditableSet } from '../testing/editable-set.ts'
import { sds21 } from '../testing/small-sets.ts'

const options = { timeZone: 'Europe/Moscow', today: '2026-11-24' }

function enrolled(begin: string, end: string, lines: readonly number[]): EditableSet {
  return lines.reduce(
    (set, line) =>
      set
        .cell('enrollments.csv', line, 'beginDate', begin)
        .cell('enrollments.csv', line, 'endDate', end),
    new EditableSet(),
  )
}

const all = [2, 3, 4, 5, 6, 7, 8, 9]

test.each([
  ['has ended', '2026-09-01', '2026-11-24'],
  ['has not begun', '2026-11-25', '2027-06-30'],
])('an enrolment that %s is left out, and that is said once', async (_, begin, end) => {
  const { schools, problems } = await enrolled(begin, end, [3]).read(options)
  expect(schools[0]?.places.some((place) => place.person === 's2')).toBe(false)
  expect(problems.filter((one) => one.file === 'enrollments.csv')).toMatchObject([
    { severity: 'warning', line: 3 },
  ])
})

test.each([
  ['today', '2026-11-24', '2026-11-25'],
  ['with a time', '2026-09-01T00:00:00Z', '2027-06-30T00:00:00Z'],
  ['as Russians write it', '01.09.2026', '30.06.2027'],
])('an enrolment that holds, %s, counts', async (_, begin, end) => {
  const { schools, problems } = await enrolled(begin, end, all).read(options)
  expect(problems).toEqual([])
  expect(schools).toEqual((await new EditableSet().read()).schools)
})

test.each([
  ['last year’s', '2020-09-01', '2021-06-30'],
  ['next year’s', '2027-09-01', '2028-06-30'],
])('a set that is wholly %s is read as it stands, and that is said', async (_, begin, end) => {
  const { schools, problems } = await enrolled(begin, end, all).read(options)
  expect(schools).toEqual((await new EditableSet().read()).schools)
  expect(problems).toMatchObject([{ severity: 'warning', file: 'enrollments.csv', line: 2 }])
})

test('a role that has ended makes no administrator', async () => {
  const set = new EditableSet(sds21).cell('roles.csv', 4, 'roleEndDate', '2026-10-01')
  const { schools } = await set.read(options)
  expect(schools[0]?.staff.some((place) => place.role === 'administrator')).toBe(false)
})

test('roles that the configuration knows are imported, and none is silent', async () => {
  const set = () =>
    new EditableSet(sds21)
      .cell('roles.csv', 2, 'role', 'Mentor')
      .cell('enrollments.csv', 5, 'role', 'mentor')
      .cell('roles.csv', 4, 'role', 'gardener')
  const roles = { mentor: 'teacher', gardener: 'none' } as const
  const { schools, problems } = await set().read({ timeZone: 'Europe/Moscow', roles })
  expect(schools[0]?.places).toContainEqual(
    expect.objectContaining({ person: 't1', class: 'A', role: 'class-teacher' }),
  )
  expect(problems.some((one) => one.file === 'roles.csv')).toBe(false)
  const unknown = await set().read()
  expect(unknown.problems.filter((one) => one.file === 'roles.csv')).toHaveLength(2)
})
