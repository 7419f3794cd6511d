/** Sets of changes: only their rows count, and only what is named goes. */
import type { School } from '@lyceum/core/school/people.ts'
import type { Roster, RosterScope } from '@lyceum/core/school/roster.ts'
import { expect, test } from 'vitest'

import { EditableSet } from '../testing/editable-set.ts'
import { readFiles } from '../testing/memory-source.ts'
import { oneRoster11 } from '../testing/small-sets.ts'

const stored = (await new EditableSet().read()).schools

const headers = {
  users:
    'sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,agentSourcedIds',
  roles: 'sourcedId,status,dateLastModified,userSourcedId,roleType,role,orgSourcedId',
  classes:
    'sourcedId,status,dateLastModified,title,courseSourcedId,classType,schoolSourcedId,termSourcedIds',
  enrollments:
    'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate',
} as const

const at = '2026-11-20T10:00:00Z'

function changes(
  rows: Partial<Record<keyof typeof headers, readonly string[]>>,
  known: readonly School[] = stored,
  mode = 'delta',
): Promise<Roster> {
  const names = Object.keys(rows) as (keyof typeof headers)[]
  const files = names.map((name) => [
    `${name}.csv`,
    [headers[name], ...(rows[name] ?? [])].join('\n'),
  ])
  const manifest = ['propertyName,value', 'manifest.version,1.0', 'oneroster.version,1.2']
    .concat(names.map((name) => `file.${name},${mode}`))
    .join('\n')
  return readFiles(
    'folder',
    { 'manifest.csv': manifest, ...(Object.fromEntries(files) as Record<string, string>) },
    { timeZone: 'Europe/Moscow', today: '2026-11-24', known: () => Promise.resolve(known) },
  )
}

function rowsOf({ scopes }: Roster): Extract<RosterScope, { kind: 'rows' }>['removed'] {
  const scope = [...(scopes ?? [])][0]?.[1]
  if (scope?.kind !== 'rows') throw new Error('The set speaks for more than its rows')
  return scope.removed
}

const nothing = { people: [], classes: [], places: [], staff: [], guardianships: [] }

test('a new pupil comes into a stored class, and nobody goes', async () => {
  const roster = await changes({
    users: [`s9,active,${at},true,s9,Ida,Newby,g1`],
    roles: [`r9,active,${at},s9,primary,student,S`],
    enrollments: [`e9,active,${at},A,S,s9,student,,,`],
  })
  expect(roster.problems).toEqual([])
  expect(rowsOf(roster)).toEqual(nothing)
  const [school] = roster.schools
  expect(school?.info).toEqual(stored[0]?.info)
  expect(school?.places).toEqual([{ person: 's9', class: 'A', role: 'pupil', subjects: [] }])
  expect(school?.guardianships).toEqual([{ guardian: 'g1', child: 's9' }])
  expect(school?.staff).toEqual([])
})

test('a user to be deleted is named, and so is one who is not enabled', async () => {
  const roster = await changes({
    users: [`s1,tobedeleted,${at},,,,,`, `s2,active,${at},false,s2,Eve,Youngson,`],
  })
  expect(roster.problems).toEqual([])
  expect(rowsOf(roster)).toEqual({ ...nothing, people: ['s1', 's2'] })
  expect(roster.schools[0]?.people).toEqual([])
})

test('a class, an enrolment and a role to be deleted are named', async () => {
  const roster = await changes({
    classes: [`B,tobedeleted,${at},,,,,`],
    enrollments: [`e1,tobedeleted,${at},A,S,s1,student,,,`],
    roles: [`r3,tobedeleted,${at},h1,primary,principal,S`],
  })
  expect(roster.problems).toEqual([])
  expect(rowsOf(roster)).toEqual({
    ...nothing,
    classes: ['B'],
    places: [{ person: 's1', class: 'A' }],
    staff: [{ person: 'h1', role: 'administrator' }],
  })
})

test('an enrolment that has ended goes, one that has not begun waits', async () => {
  const roster = await changes({
    enrollments: [
      `e1,active,${at},A,S,s1,student,,2026-09-01,2026-11-01`,
      `e9,active,${at},B,S,s1,student,,2027-01-10,`,
    ],
  })
  expect(rowsOf(roster).places).toEqual([{ person: 's1', class: 'A' }])
  expect(roster.schools[0]?.places).toEqual([])
  expect(roster.problems.map(({ severity, line }) => [severity, line])).toEqual([['warning', 3]])
})

test('a guardian whom the child’s row no longer names goes', async () => {
  const roster = await changes({
    users: [`s1,active,${at},true,s1,Dan,Smallman,g2`],
  })
  expect(rowsOf(roster).guardianships).toEqual([{ guardian: 'g1', child: 's1' }])
  expect(roster.schools[0]?.guardianships).toEqual([{ guardian: 'g2', child: 's1' }])
})

test('who moves within the class is not taken out of it', async () => {
  const roster = await changes({
    enrollments: [`e1,tobedeleted,${at},A,S,s1,student,,,`, `e9,active,${at},A,S,s1,student,,,`],
  })
  expect(rowsOf(roster)).toEqual(nothing)
})

test('what is neither in the set nor stored is an error', async () => {
  const roster = await changes({ enrollments: [`e9,active,${at},A,S,nobody,student,,,`] })
  expect(roster.problems.map(({ severity, column }) => [severity, column])).toEqual([
    ['error', 'userSourcedId'],
  ])
})

test('lessons that a school of homerooms does not keep are a warning', async () => {
  const roster = await changes({ enrollments: [`e9,active,${at},A-alg,S,s3,student,,,`] })
  expect(roster.problems.map(({ severity, column }) => [severity, column])).toEqual([
    ['warning', 'classSourcedId'],
  ])
})

test('a row without a status is an error', async () => {
  const roster = await changes({
    users: [`s1,active,${at},true,s1,Dan,Smallman,g1`, `s2,,,true,s2,Eve,Youngson,`],
  })
  expect(roster.problems).toContainEqual(
    expect.objectContaining({ severity: 'error', file: 'users.csv', line: 3, column: 'status' }),
  )
})

test('the data win over a manifest that says bulk', async () => {
  const roster = await changes({ users: [`s1,tobedeleted,${at},,,,,`] }, stored, 'bulk')
  expect(rowsOf(roster).people).toEqual(['s1'])
  expect(roster.problems.map(({ severity }) => severity)).toEqual(['warning'])
})

test('a school is not removed by a set of changes', async () => {
  const set = new EditableSet(oneRoster11)
  for (const name of ['orgs', 'users', 'classes', 'enrollments', 'courses', 'academicSessions']) {
    set.manifest(`file.${name}`, 'delta')
    for (const row of set.rows(`${name}.csv`).slice(1)) row.splice(1, 2, 'active', at)
  }
  set.cell('orgs.csv', 3, 'status', 'tobedeleted')
  const known = () => Promise.resolve(stored)
  const roster = await set.read({ timeZone: 'Europe/Moscow', known })
  expect(roster.problems).toContainEqual(
    expect.objectContaining({ severity: 'warning', file: 'orgs.csv', line: 3 }),
  )
  expect(rowsOf(roster)).toEqual(nothing)
})

test('in 1.1 a person whose row no longer says administrator is none', async () => {
  const set = new EditableSet(oneRoster11)
  for (const name of ['orgs', 'classes', 'enrollments', 'courses', 'academicSessions']) {
    set.manifest(`file.${name}`, 'absent').remove(`${name}.csv`)
  }
  set.manifest('file.users', 'delta').cell('users.csv', 4, 'role', 'teacher')
  for (const row of set.rows('users.csv').slice(1)) row.splice(1, 2, 'active', at)
  const known = () => Promise.resolve(stored)
  const roster = await set.read({ timeZone: 'Europe/Moscow', known })
  expect(roster.problems).toEqual([])
  expect(rowsOf(roster)).toEqual({
    ...nothing,
    staff: [{ person: 'h1', role: 'administrator' }],
  })
})

test('without anything stored it is said that a full set comes first', async () => {
  const roster = await changes({ enrollments: [`e9,active,${at},A,S,s1,student,,,`] }, [])
  expect(roster.problems.map(({ severity, file }) => [severity, file])).toEqual([
    ['warning', 'manifest.csv'],
  ])
  expect(roster.schools).toEqual([])
})
