/** What real exports look like: not as the standard has it, and yet there is no doubt what is meant. */
import { describe, expect, test } from 'vitest'

import { EditableSet } from '../testing/editable-set.ts'
import { oneRoster11, sds21 } from '../testing/small-sets.ts'
import { readFiles } from '../testing/memory-source.ts'

const right = await new EditableSet().read()

type Change = (text: string) => string | Buffer

const changes: readonly (readonly [string, Change])[] = [
  ['a byte order mark', (text) => `\ufeff${text}`],
  ['semicolons', (text) => text.replaceAll(',', ';')],
  ['tabs', (text) => text.replaceAll(',', '\t')],
  ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['CR alone', (text) => text.replaceAll('\n', '\r')],
  ['a line break at the end', (text) => `${text}\n`],
  ['blank lines', (text) => `\n${text.replaceAll('\n', '\n\n')}\n\n \n`],
  [
    'lines of separators only',
    (text) => `${text}\n${','.repeat(text.split('\n')[0]?.split(',').length ?? 1).slice(1)}`,
  ],
  ['spaces round the values', (text) => text.replaceAll(',', ' , ')],
  ['quotes round everything', (text) => text.replaceAll(/[^,\n]+/g, '"$&"')],
  ['headers in capitals', (text) => text.replace(/^.*/, (header) => header.toUpperCase())],
  ['headers in small letters', (text) => text.replace(/^.*/, (header) => header.toLowerCase())],
  [
    'zero-width characters in headers',
    (text) => text.replace(/^.*/, (header) => header.replaceAll('e', 'e\u200b')),
  ],
  [
    'no-break spaces in headers',
    (text) => text.replace(/^.*/, (header) => header.replaceAll(',', '\u00a0,\u00a0')),
  ],
  [
    'columns the other way round',
    (text) =>
      text
        .split('\n')
        .map((line) => line.split(',').toReversed().join(','))
        .join('\n'),
  ],
  ['UTF-16 as Excel writes it', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
]

const formats = [
  ['OneRoster 1.2', undefined],
  ['OneRoster 1.1', oneRoster11],
  ['SDS v2.1', sds21],
] as const

describe.each(formats)('the same school is read from a set in %s with', (_, files) => {
  test.each(changes)('%s', async (_name, change) => {
    const set = new EditableSet(files)
    for (const file of Object.keys(set.files())) set.raw(file, change)
    const { schools, problems } = await set.read()
    expect(problems).toEqual([])
    expect(schools).toEqual((await new EditableSet(files).read()).schools)
    expect(schools[0]?.people).toHaveLength(8)
  })
})

test('all formats tell of the same people, classes and relations', async () => {
  const sets = [oneRoster11, sds21].map((files) => new EditableSet(files).read())
  for (const { schools } of await Promise.all(sets)) {
    const [school] = schools
    expect(school?.people).toEqual(right.schools[0]?.people)
    expect(school?.classes).toEqual(right.schools[0]?.classes)
    const pairs = new Set(right.schools[0]?.guardianships.map((pair) => JSON.stringify(pair)))
    expect(new Set(school?.guardianships.map((pair) => JSON.stringify(pair)))).toEqual(pairs)
  }
})

describe('the same school is read from a set with', () => {
  test('file names in capitals', async () => {
    const files = Object.entries(new EditableSet().files())
    const { schools } = await readFiles(
      'folder',
      Object.fromEntries(files.map(([name, text]) => [name.toUpperCase(), text])),
    )
    expect(schools).toEqual(right.schools)
  })

  test('other files beside it', async () => {
    const set = new EditableSet()
      .raw('README.txt', () => 'x')
      .raw('results.csv', () => 'sourcedId\n')
    expect(await set.read()).toEqual(right)
  })

  test('windows-1251', async () => {
    const spoken = (text: string) =>
      text.replaceAll('Smallman', 'Ёжиков').replaceAll('Dan', 'Щукарь')
    const utf8 = await new EditableSet().raw('users.csv', spoken).read()
    const cp1251 = await new EditableSet()
      .raw('users.csv', (text) => encode1251(spoken(text)))
      .read()
    expect(cp1251).toEqual(utf8)
    expect(JSON.stringify(cp1251.schools)).toContain('Ёжиков')
  })

  test('enumerations in capitals', async () => {
    const set = new EditableSet()
      .cell('roles.csv', 2, 'role', 'Teacher')
      .cell('enrollments.csv', 2, 'role', 'STUDENT')
      .cell('enrollments.csv', 5, 'primary', 'TRUE')
      .cell('users.csv', 2, 'enabledUser', 'True')
      .cell('classes.csv', 2, 'classType', 'Homeroom')
      .cell('orgs.csv', 3, 'type', 'School')
    expect(await set.read()).toEqual(right)
  })

  test('extension columns', async () => {
    expect(await new EditableSet().addColumn('users.csv', 'metadata.shoe', '36').read()).toEqual(
      right,
    )
  })

  test('no courses and no terms', async () => {
    const set = new EditableSet()
      .manifest('file.courses', 'absent')
      .remove('courses.csv')
      .manifest('file.academicSessions', 'absent')
      .remove('academicSessions.csv')
      .cell('classes.csv', 4, 'subjects', 'Algebra')
    expect(await set.read()).toEqual(right)
  })
})

function encode1251(text: string): Buffer {
  const table = new TextDecoder('windows-1251').decode(
    Uint8Array.from({ length: 256 }, (_, byte) => byte),
  )
  return Buffer.from([...text].map((letter) => table.indexOf(letter)))
}
