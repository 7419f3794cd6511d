import { describe, expect, test } from 'vitest'

import { expectTold, type BrokenCase } from '../testing/broken-case.ts'
import { EditableSet } from '../testing/editable-set.ts'

const required = {
  academicSessions: 'sourcedId title type startDate endDate schoolYear',
  orgs: 'sourcedId name type',
  courses: 'sourcedId title orgSourcedId',
  classes: 'sourcedId title courseSourcedId classType schoolSourcedId termSourcedIds',
  users: 'sourcedId enabledUser username givenName familyName',
  roles: 'sourcedId userSourcedId roleType role orgSourcedId',
  enrollments: 'sourcedId classSourcedId schoolSourcedId userSourcedId role',
} as const

const missing = Object.entries(required).flatMap(([name, columns]) =>
  columns.split(' ').map((column): BrokenCase => {
    const file = `${name}.csv`
    const told = `error ${file}:3 ${column}`
    return [`${file} without a ${column}`, (set) => set.cell(file, 3, column, ''), told]
  }),
)

const dangling = [
  'academicSessions.csv:3 parentSourcedId',
  'orgs.csv:3 parentSourcedId',
  'courses.csv:3 orgSourcedId',
  'courses.csv:3 schoolYearSourcedId',
  'classes.csv:2 courseSourcedId',
  'classes.csv:4 schoolSourcedId',
  'classes.csv:2 termSourcedIds',
  'users.csv:5 agentSourcedIds',
  'users.csv:5 primaryOrgSourcedId',
  'roles.csv:2 userSourcedId',
  'roles.csv:2 orgSourcedId',
  'enrollments.csv:2 classSourcedId',
  'enrollments.csv:2 schoolSourcedId',
  'enrollments.csv:2 userSourcedId',
].map((place): BrokenCase => {
  const [file = '', line = '', column = ''] = place.split(/[: ]/)
  const spoil = (set: EditableSet) => set.cell(file, Number(line), column, 'nowhere')
  return [`${file} with ${column} to nothing`, spoil, `error ${place}`]
})

const firstIds = {
  academicSessions: 'Y',
  orgs: 'D',
  courses: 'CH',
  classes: 'A',
  users: 't1',
  roles: 'r1',
  enrollments: 'e1',
}
const taken = Object.entries(firstIds).map(([name, id]): BrokenCase => {
  const file = `${name}.csv`
  const spoil = (set: EditableSet) => set.cell(file, 3, 'sourcedId', id)
  return [`${file} with an id twice`, spoil, `error ${file}:3 sourcedId`]
})

describe('a set with', () => {
  test.each([...missing, ...dangling, ...taken])('%s is told of', (_, spoil, told) =>
    expectTold(spoil, told),
  )

  test('one missing reference has one problem, with what to do', async () => {
    const set = new EditableSet().cell('enrollments.csv', 2, 'userSourcedId', 'ghost')
    const { problems } = await set.read()
    expect(problems.filter((problem) => problem.severity === 'error')).toMatchInlineSnapshot(`
      [
        {
          "column": "userSourcedId",
          "file": "enrollments.csv",
          "hint": "Add the row to users.csv or take this one out. Is the export complete?",
          "line": 2,
          "message": "The id "ghost" is not in users.csv.",
          "severity": "error",
        },
      ]
    `)
  })

  test('a spoilt file does not make every row that refers to it a problem', async () => {
    const set = new EditableSet().dropColumn('users.csv', 'givenName')
    const { problems } = await set.read()
    expect(problems.filter((problem) => problem.severity === 'error')).toHaveLength(1)
  })

  test('many faults has all of them told, the first hundred and the number of the rest', async () => {
    const set = new EditableSet()
    for (let index = 0; index < 250; index += 1) {
      set.addLine('enrollments.csv', `x${index},,,A,S,ghost${index},student,,,`)
    }
    const { problems } = await set.read()
    expect(problems).toHaveLength(101)
    expect(problems.at(-1)).toEqual({
      severity: 'error',
      file: 'set',
      message: 'Not shown here: 150 more errors and 0 more warnings.',
    })
  })
})
