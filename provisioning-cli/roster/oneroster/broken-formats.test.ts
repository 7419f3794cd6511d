/** Every file of every format, spoilt in every way that real exports are: told with file and line, and never a crash. */
import { describe, expect, test } from 'vitest'

import { expectTold, type BrokenCase } from '../testing/broken-case.ts'
import { EditableSet } from '../testing/editable-set.ts'
import { oneRoster11, sds21 } from '../testing/small-sets.ts'

type Required = Readonly<Record<string, string>>

const required11: Required = {
  academicSessions: 'sourcedId title type startDate endDate schoolYear',
  orgs: 'sourcedId name type',
  courses: 'sourcedId title orgSourcedId',
  classes: 'sourcedId title courseSourcedId classType schoolSourcedId termSourcedIds',
  users: 'sourcedId enabledUser orgSourcedIds role username givenName familyName',
  enrollments: 'sourcedId classSourcedId schoolSourcedId userSourcedId role',
}

const requiredSds: Required = {
  academicSessions: 'sourcedId title type startDate endDate schoolYear',
  orgs: 'sourcedId name type',
  courses: 'sourcedId title orgSourcedId',
  classes: 'sourcedId title orgSourcedId',
  users: 'sourcedId username givenName familyName',
  roles: 'userSourcedId orgSourcedId role',
  enrollments: 'classSourcedId userSourcedId role',
  relationships: 'userSourcedId relationshipUserSourcedId relationshipRole',
}

/** References and what else names something in another file. */
const dangling11 = [
  'courses.csv:3 orgSourcedId',
  'courses.csv:3 schoolYearSourcedId',
  'classes.csv:2 courseSourcedId',
  'classes.csv:2 schoolSourcedId',
  'classes.csv:2 termSourcedIds',
  'users.csv:5 agentSourcedIds',
  'users.csv:5 orgSourcedIds',
  'enrollments.csv:2 classSourcedId',
  'enrollments.csv:2 schoolSourcedId',
  'enrollments.csv:2 userSourcedId',
]

const danglingSds = [
  'courses.csv:3 orgSourcedId',
  'courses.csv:3 schoolYearSourcedId',
  'classes.csv:2 courseSourcedId',
  'classes.csv:2 orgSourcedId',
  'classes.csv:2 sessionSourcedIds',
  'roles.csv:2 userSourcedId',
  'roles.csv:2 orgSourcedId',
  'enrollments.csv:2 classSourcedId',
  'enrollments.csv:2 userSourcedId',
  'relationships.csv:2 userSourcedId',
  'relationships.csv:2 relationshipUserSourcedId',
]

function casesOf(required: Required, dangling: readonly string[]): readonly BrokenCase[] {
  const byFile = Object.entries(required).flatMap(([name, columns]) => {
    const file = `${name}.csv`
    return [
      ...columns.split(' ').flatMap((column) => columnCases(file, column)),
      ...fileCases(file),
    ]
  })
  const references = dangling.map((place): BrokenCase => {
    const [file = '', line = '', column = ''] = place.split(/[: ]/)
    const spoil = (set: EditableSet) => set.cell(file, Number(line), column, 'nowhere')
    return [`${file} with ${column} to nothing`, spoil, `error ${place}`]
  })
  return [...byFile, ...references]
}

function columnCases(file: string, column: string): readonly BrokenCase[] {
  return [
    [
      `${file} without a ${column}`,
      (set) => set.cell(file, 2, column, ''),
      `error ${file}:2 ${column}`,
    ],
    [
      `${file} without the column ${column}`,
      (set) => set.dropColumn(file, column),
      `error ${file}:1 ${column}`,
    ],
  ]
}

function fileCases(file: string): readonly BrokenCase[] {
  const raw = (change: (text: string) => string | Buffer) => (set: EditableSet) =>
    set.raw(file, change)
  return [
    [`${file} with a header only`, raw((text) => text.split('\n')[0] ?? ''), `error ${file}:1`],
    [`${file} empty`, raw(() => ''), `error ${file}`],
    [`${file} cut in a row`, raw((text) => `${text}\nx,`), `error ${file}:`],
    [`${file} ending in zeros`, raw((text) => `${text}\n${'\0'.repeat(512)}`), `error ${file}:`],
    [`${file} with a quote never closed`, raw((text) => `${text}\n"x,y`), `error ${file}`],
    [
      `${file} with a cell too many`,
      raw((text) => text.replace(/\n(.*)/, '\n$1,x')),
      `error ${file}:2`,
    ],
    [
      `${file} without its header`,
      raw((text) => text.slice(text.indexOf('\n') + 1)),
      `error ${file}:1`,
    ],
  ]
}

const formats = [
  ['OneRoster 1.1', oneRoster11, casesOf(required11, dangling11)],
  ['SDS v2.1', sds21, casesOf(requiredSds, danglingSds)],
] as const

describe.each(formats)('a set in %s with', (_, files, cases) => {
  test.each(cases)('%s is told of', async (_name, spoil, told) => {
    const { problems } = await spoil(new EditableSet(files)).read()
    const lines = problems.map(
      ({ severity, file, line, column }) =>
        `${severity} ${file}${line === undefined ? '' : `:${line}`}${column === undefined ? '' : ` ${column}`}`,
    )
    expect(lines.some((line) => line.startsWith(told)) || lines).toBe(true)
  })
})

describe('a set in OneRoster 1.1 with', () => {
  const cases: readonly BrokenCase[] = [
    [
      'an unknown role',
      (set) => set.cell('users.csv', 2, 'role', 'mentor'),
      'warning users.csv:2 role',
    ],
    ['a role twice', (set) => set.rename('users.csv', 'grades', 'role'), 'error users.csv:1 role'],
    [
      'an id twice',
      (set) => set.cell('users.csv', 3, 'sourcedId', 't1'),
      'error users.csv:3 sourcedId',
    ],
    [
      'a pupil as teacher',
      (set) => set.cell('enrollments.csv', 2, 'role', 'teacher'),
      'warning enrollments.csv:2 role',
    ],
    [
      'no date',
      (set) => set.cell('enrollments.csv', 2, 'endDate', 'soon'),
      'error enrollments.csv:2 endDate',
    ],
    [
      'an impossible date',
      (set) => set.cell('enrollments.csv', 2, 'endDate', '2026-02-30'),
      'error enrollments.csv:2 endDate',
    ],
    [
      'a date with slashes',
      (set) => set.cell('enrollments.csv', 2, 'beginDate', '01/02/2026'),
      'error enrollments.csv:2 beginDate',
    ],
    [
      'an end before its beginning',
      (set) =>
        set
          .cell('enrollments.csv', 2, 'beginDate', '2026-09-01')
          .cell('enrollments.csv', 2, 'endDate', '2026-01-01'),
      'error enrollments.csv:2 endDate',
    ],
    ['no manifest', (set) => set.remove('manifest.csv'), 'warning manifest.csv'],
    ['a roles.csv', (set) => set.raw('roles.csv', () => 'a,b\n1,2'), 'warning roles.csv'],
  ]
  test.each(cases)('%s is told of', (_, spoil, told) =>
    expectTold(spoil, told, new EditableSet(oneRoster11)),
  )
})

describe('a set in SDS v2.1 with', () => {
  const cases: readonly BrokenCase[] = [
    [
      'an unknown role',
      (set) => set.cell('roles.csv', 2, 'role', 'mentor'),
      'warning roles.csv:2 role',
    ],
    [
      'an unknown enrolment',
      (set) => set.cell('enrollments.csv', 2, 'role', 'mentor'),
      'warning enrollments.csv:2 role',
    ],
    [
      'an aunt',
      (set) => set.cell('relationships.csv', 2, 'relationshipRole', 'doctor'),
      'warning relationships.csv:2 relationshipRole',
    ],
    [
      'a teacher as the child',
      (set) => set.cell('relationships.csv', 2, 'userSourcedId', 't1'),
      'warning relationships.csv:2 userSourcedId',
    ],
    [
      'the own guardian',
      (set) => set.cell('relationships.csv', 2, 'relationshipUserSourcedId', 's1'),
      'error relationships.csv:2 relationshipUserSourcedId',
    ],
    ['no relationships', (set) => set.remove('relationships.csv'), 'warning relationships.csv'],
    ['no roles', (set) => set.remove('roles.csv'), 'error roles.csv'],
    ['no classes', (set) => set.remove('classes.csv'), 'error classes.csv'],
    ['no enrolments', (set) => set.remove('enrollments.csv'), 'error enrollments.csv'],
    ['no orgs', (set) => set.remove('orgs.csv'), 'error orgs.csv'],
    [
      'passwords',
      (set) => set.cell('users.csv', 2, 'password', 'x'),
      'warning users.csv:2 password',
    ],
    [
      'flags',
      (set) => set.raw('userFlags.csv', () => 'userSourcedId,flag\ns1,iep'),
      'warning userFlags.csv',
    ],
  ]
  test.each(cases)('%s is told of', (_, spoil, told) =>
    expectTold(spoil, told, new EditableSet(sds21)),
  )
})
