import { describe, test } from 'vitest'

import { expectTold, type BrokenCase } from '../testing/broken-case.ts'

const headers: readonly BrokenCase[] = [
  ['no header', (set) => set.dropLine('users.csv', 1), 'error users.csv:1'],
  [
    'no sourcedId',
    (set) => set.dropColumn('users.csv', 'sourcedId'),
    'error users.csv:1 sourcedId',
  ],
  [
    'no givenName',
    (set) => set.dropColumn('users.csv', 'givenName'),
    'error users.csv:1 givenName',
  ],
  [
    'a misspelt familyName',
    (set) => set.rename('users.csv', 'familyName', 'familyNam'),
    'error users.csv:1 familyName',
  ],
  [
    'a misspelt agentSourcedIds',
    (set) => set.rename('users.csv', 'agentSourcedIds', 'agentsSourcedIds'),
    'error users.csv:1 agentSourcedIds',
  ],
  [
    'no agentSourcedIds',
    (set) => set.dropColumn('users.csv', 'agentSourcedIds'),
    'warning users.csv:1 agentSourcedIds',
  ],
  [
    'no primary',
    (set) => set.dropColumn('enrollments.csv', 'primary'),
    'warning enrollments.csv:1 primary',
  ],
  [
    'no classType',
    (set) => set.dropColumn('classes.csv', 'classType'),
    'error classes.csv:1 classType',
  ],
  ['no role in roles', (set) => set.dropColumn('roles.csv', 'role'), 'error roles.csv:1 role'],
  [
    'a column twice',
    (set) => set.rename('users.csv', 'middleName', 'givenName'),
    'error users.csv:1 givenName',
  ],
  [
    'an unknown column',
    (set) => set.addColumn('users.csv', 'shoeSize', '36'),
    'warning users.csv:1 shoeSize',
  ],
]

const files: readonly BrokenCase[] = [
  [
    'users with a header only',
    (set) => set.raw('users.csv', (text) => `${text.split('\n')[0]}\n`),
    'error users.csv:1',
  ],
  [
    'enrollments with a header only',
    (set) => set.raw('enrollments.csv', (text) => `${text.split('\n')[0]}`),
    'error enrollments.csv:1',
  ],
  ['an empty file', (set) => set.raw('users.csv', () => ''), 'error users.csv'],
  ['a blank file', (set) => set.raw('users.csv', () => '\n\n  \n'), 'error users.csv:1'],
  [
    'a file cut in a row',
    (set) => set.raw('users.csv', (text) => text.slice(0, -40)),
    'error users.csv:9',
  ],
  [
    'a file ending in zeros',
    (set) => set.raw('users.csv', (text) => `${text.slice(0, -40)}${'\0'.repeat(40)}`),
    'error users.csv:9',
  ],
  [
    'a quote never closed',
    (set) => set.raw('users.csv', (text) => text.replace('Dan', '"Dan')),
    'error users.csv',
  ],
  [
    'a quote within a cell',
    (set) => set.raw('users.csv', (text) => text.replace('Dan', 'D"an')),
    'error users.csv:5',
  ],
  [
    'text after a quote',
    (set) => set.raw('users.csv', (text) => text.replace('Dan', '"D"an')),
    'error users.csv:5',
  ],
  [
    'a separator too many',
    (set) => set.raw('users.csv', (text) => text.replace('Dan', 'D,an')),
    'error users.csv:5',
  ],
  [
    'a separator too few',
    (set) => set.raw('users.csv', (text) => text.replace('Dan,', 'Dan')),
    'error users.csv:5',
  ],
  [
    'UTF-8 with a broken letter',
    (set) =>
      set.raw('users.csv', (text) =>
        Buffer.concat([Buffer.from(text.replace('Dan', 'Иван Иван')), Buffer.from([0xd0])]),
      ),
    'error users.csv:9',
  ],
  [
    'a file that OneRoster does not know',
    (set) => set.raw('userz.csv', () => 'a,b\n1,2'),
    'warning userz.csv',
  ],
  [
    'demographics',
    (set) => set.raw('demographics.csv', () => 'sourcedId,sex\ns1,x'),
    'warning demographics.csv',
  ],
]

describe('a set with', () => {
  test.each([...headers, ...files])('%s is told of', (_, spoil, told) => expectTold(spoil, told))
})
