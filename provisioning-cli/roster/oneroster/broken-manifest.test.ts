import { describe, test } from 'vitest'

import { expectTold, type BrokenCase } from '../testing/broken-case.ts'

const manifest: readonly BrokenCase[] = [
  ['no manifest', (set) => set.remove('manifest.csv'), 'warning manifest.csv'],
  [
    'no manifest and no header that tells',
    (set) =>
      set
        .remove('manifest.csv')
        .rename('roles.csv', 'roleType', 'kind')
        .rename('roles.csv', 'userSourcedId', 'person'),
    'error manifest.csv',
  ],
  [
    'manifest.version 2.0',
    (set) => set.manifest('manifest.version', '2.0'),
    'error manifest.csv:2',
  ],
  ['no manifest.version', (set) => set.dropLine('manifest.csv', 2), 'error manifest.csv'],
  [
    'oneroster.version 1.0',
    (set) => set.manifest('oneroster.version', '1.0'),
    'error manifest.csv:3',
  ],
  [
    'oneroster.version empty',
    (set) => set.manifest('oneroster.version', ''),
    'error manifest.csv:3',
  ],
  ['no oneroster.version', (set) => set.dropLine('manifest.csv', 3), 'error manifest.csv'],
  [
    'a delta that is none',
    (set) => set.manifest('file.users', 'delta'),
    'warning manifest.csv:10 value',
  ],
  ['an unknown mode', (set) => set.manifest('file.users', 'full'), 'error manifest.csv:10'],
  [
    'users absent, file there',
    (set) => set.manifest('file.users', 'absent'),
    'error manifest.csv:10',
  ],
  [
    'users absent',
    (set) => set.manifest('file.users', 'absent').remove('users.csv'),
    'error manifest.csv:10',
  ],
  [
    'courses absent, file there',
    (set) => set.manifest('file.courses', 'absent'),
    'error manifest.csv:6',
  ],
  ['no users file', (set) => set.remove('users.csv'), 'error manifest.csv:10'],
  ['no roles file', (set) => set.remove('roles.csv'), 'error manifest.csv:9'],
  ['no enrollments file', (set) => set.remove('enrollments.csv'), 'error manifest.csv:7'],
  ['no word on a file', (set) => set.dropLine('manifest.csv', 10), 'warning manifest.csv'],
  ['an empty mode', (set) => set.manifest('file.users', ''), 'warning manifest.csv:10'],
  [
    'a property twice',
    (set) => set.addLine('manifest.csv', 'file.users,bulk'),
    'error manifest.csv:25',
  ],
  [
    'a misspelt property column',
    (set) => set.rename('manifest.csv', 'propertyName', 'propertName'),
    'error manifest.csv:1',
  ],
]

describe('a set with', () => {
  test.each([...manifest])('%s is told of', (_, spoil, told) => expectTold(spoil, told))
})
