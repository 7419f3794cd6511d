import { describe, test } from 'vitest'

import { expectTold, type BrokenCase } from '../testing/broken-case.ts'

const values: readonly BrokenCase[] = [
  [
    'an id with a space',
    (set) => set.cell('users.csv', 2, 'sourcedId', 't 1'),
    'error users.csv:2 sourcedId',
  ],
  [
    'an id of 256 characters',
    (set) => set.cell('users.csv', 2, 'sourcedId', 'x'.repeat(256)),
    'error users.csv:2 sourcedId',
  ],
  [
    'an id in braces',
    (set) =>
      set
        .cell('courses.csv', 3, 'sourcedId', '{C}')
        .cell('classes.csv', 4, 'courseSourcedId', '{C}'),
    'warning courses.csv:3 sourcedId',
  ],
  [
    'a reference in other capitals',
    (set) => set.cell('roles.csv', 2, 'userSourcedId', 'T1'),
    'error roles.csv:2 userSourcedId',
  ],
  [
    'an unknown status',
    (set) => set.cell('users.csv', 2, 'status', 'inactive'),
    'error users.csv:2 status',
  ],
  [
    'a status in a full set',
    (set) => set.cell('users.csv', 2, 'status', 'active'),
    'warning users.csv:2 status',
  ],
  [
    'an unknown enabledUser',
    (set) => set.cell('users.csv', 2, 'enabledUser', 'perhaps'),
    'error users.csv:2 enabledUser',
  ],
  [
    'an unknown primary',
    (set) => set.cell('enrollments.csv', 5, 'primary', 'perhaps'),
    'error enrollments.csv:5 primary',
  ],
  [
    'an unknown classType',
    (set) => set.cell('classes.csv', 2, 'classType', 'club'),
    'error classes.csv:2 classType',
  ],
  [
    'an unknown role',
    (set) => set.cell('roles.csv', 4, 'role', 'janitor'),
    'warning roles.csv:4 role',
  ],
  ['an aide', (set) => set.cell('roles.csv', 4, 'role', 'aide'), 'warning roles.csv:4 role'],
  [
    'an enrolled proctor',
    (set) => set.cell('enrollments.csv', 7, 'role', 'proctor'),
    'warning enrollments.csv:7 role',
  ],
  [
    'a parent enrolled as pupil',
    (set) => set.addLine('enrollments.csv', 'e9,,,A,S,g1,student,,,'),
    'warning enrollments.csv:10 role',
  ],
  [
    'a pupil enrolled as teacher',
    (set) => set.addLine('enrollments.csv', 'e9,,,A,S,s3,teacher,,,'),
    'warning enrollments.csv:10 role',
  ],
  [
    'somebody enrolled without a role',
    (set) => set.dropLine('roles.csv', 5),
    'error enrollments.csv:2 userSourcedId',
  ],
  [
    'an enrolment of another school',
    (set) => set.cell('enrollments.csv', 2, 'schoolSourcedId', 'D'),
    'warning enrollments.csv:2 schoolSourcedId',
  ],
  ['a pupil without a class', (set) => set.dropLine('enrollments.csv', 4), 'warning users.csv:7'],
  [
    'a pupil in two classes',
    (set) => set.addLine('enrollments.csv', 'e9,,,B,S,s1,student,,,'),
    'warning users.csv:5',
  ],
  [
    'a parent without a child',
    (set) => set.cell('users.csv', 9, 'agentSourcedIds', ''),
    'warning users.csv:9',
  ],
  ['somebody without a role', (set) => set.dropLine('roles.csv', 4), 'warning users.csv:4'],
  [
    'a role at a district',
    (set) => set.cell('roles.csv', 4, 'orgSourcedId', 'D'),
    'warning roles.csv:4 orgSourcedId',
  ],
  [
    'a school without an administrator',
    (set) => set.cell('roles.csv', 4, 'role', 'teacher'),
    'warning orgs.csv:3',
  ],
  [
    'a homeroom without a teacher',
    (set) => set.dropLine('enrollments.csv', 6),
    'warning classes.csv:3',
  ],
  [
    'two classes of one title',
    (set) => set.cell('classes.csv', 3, 'title', '1A'),
    'warning classes.csv:3 title',
  ],
  [
    'lessons without pupils',
    (set) => set.dropLine('enrollments.csv', 9).dropLine('enrollments.csv', 8),
    'warning classes.csv:4',
  ],
  [
    'an own guardian',
    (set) => set.cell('users.csv', 5, 'agentSourcedIds', 's1'),
    'error users.csv:5 agentSourcedIds',
  ],
  [
    'a name of 256 letters',
    (set) => set.cell('users.csv', 5, 'givenName', 'x'.repeat(256)),
    'error users.csv:5 givenName',
  ],
  [
    'a name of nothing visible',
    (set) => set.cell('users.csv', 5, 'givenName', '\u200b'),
    'error users.csv:5 givenName',
  ],
  [
    'a name with a bidi mark',
    (set) => set.cell('users.csv', 5, 'givenName', 'D\u202ean'),
    'warning users.csv:5 givenName',
  ],
  [
    'a password',
    (set) => set.cell('users.csv', 5, 'password', 'x'),
    'warning users.csv:5 password',
  ],
  [
    'an unknown language',
    (set) => set.addColumn('orgs.csv', 'metadata.language', 'fr'),
    'error orgs.csv:2 metadata.language',
  ],
  [
    'an unknown time zone',
    (set) => set.addColumn('orgs.csv', 'metadata.timeZone', 'Moon/Sea'),
    'error orgs.csv:2 metadata.timeZone',
  ],
  ['no school at all', (set) => set.cell('orgs.csv', 3, 'status', 'tobedeleted'), 'error orgs.csv'],
]

describe('a set with', () => {
  test.each([...values])('%s is told of', (_, spoil, told) => expectTold(spoil, told))
})
