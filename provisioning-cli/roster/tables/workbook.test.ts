import type { Roster } from '@lyceum/core/school/roster.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { readFiles } from '../testing/memory-source.ts'
import { makeWorkbook, type TestCell, type TestSheet, workbookFiles } from '../testing/workbook.ts'
import { makeZip } from '../testing/zip.ts'

const options = { timeZone: 'Europe/Moscow', school: { id: 'S5', name: 'Школа № 5' } }

function read(content: Buffer): Promise<Roster> {
  return readFiles('file', { 'список.xlsx': content }, options)
}

function readSheets(...sheets: readonly TestSheet[]): Promise<Roster> {
  return read(makeWorkbook(sheets))
}

function sheet(...rows: readonly (readonly TestCell[])[]): TestSheet {
  return { name: 'Лист1', rows }
}

function told({ problems }: Roster, severity: 'error' | 'warning'): readonly string[] {
  return problems
    .filter((problem) => problem.severity === severity)
    .map(({ file, line, column }) => `${file}:${line} ${column ?? ''}`.trim())
}

/** In the directory's first record. */
function withWrongChecksum(zip: Buffer): Buffer {
  const at = zip.indexOf(Buffer.from('504b0102', 'hex'))
  zip.writeUInt32LE(1, at + 16)
  return zip
}

const header = ['Фамилия', 'Имя', 'Класс', 'Роль', 'Телефон']

test('a workbook is read as the same list in CSV is', async () => {
  const rows = [
    ['Фамилия', 'Имя', 'Отчество', 'Роль', 'Класс', 'Предметы'],
    ['Ким', 'Анна', 'Петровна', 'учитель, директор', '1А', 'Музыка'],
    ['Цой', 'Юрий', '', 'ученик', '1А', ''],
  ]
  const csv = rows.map((cells) => cells.map((cell) => `"${cell}"`).join(';')).join('\n')
  const fromWorkbook = await readSheets(sheet(...rows))
  const fromCsv = await readFiles('file', { 'список.csv': csv }, options)
  expect(fromWorkbook.schools).toEqual(fromCsv.schools)
  expect(told(fromWorkbook, 'error')).toEqual([])
  expect(fromWorkbook.schools[0]?.people).toHaveLength(2)
})

test('titles above the header, empty lines and prepared numbers are passed over', async () => {
  const roster = await readSheets({
    ...sheet(
      ['Список класса'],
      [],
      ['№', 'ФИО учащегося', 'Класс'],
      [1, 'Ким Юрий Олегович', '1А'],
      [],
      [2, 'Цой Яна Игоревна', '1А'],
      [3],
    ),
    merged: ['A1:C1'],
  })
  expect(told(roster, 'error')).toEqual([])
  expect(roster.schools[0]?.people.map((person) => person.middleName)).toEqual([
    'Олегович',
    'Игоревна',
  ])
})

test('numbers are whole, however they are stored', async () => {
  const roster = await readSheets(
    sheet(
      ['id', 'Фамилия', 'Имя', 'Класс', 'Роль'],
      [{ raw: '7.9001234567E10' }, 'Ким', 'Юрий', 5, 'ученик'],
    ),
  )
  expect(told(roster, 'error')).toEqual([])
  expect(roster.schools[0]?.people[0]?.id).toBe('79001234567')
  expect(roster.schools[0]?.classes[0]?.label).toBe('5')
})

describe('what the program made of a cell is told at the cell', () => {
  test('a date in the column of the class is an error with a remedy', async () => {
    const roster = await readSheets(sheet(header, ['Ким', 'Юрий', { date: 45_413 }, 'ученик']))
    expect(told(roster, 'error')).toEqual(['список.xlsx:2 C2'])
    expect(roster.problems[0]?.hint).toContain('as text')
  })

  test('a date in a column that is not read is nobody’s business', async () => {
    const rows = [header, ['Ким', 'Юрий', '1А', 'ученик', { date: 40_000 }]]
    expect(told(await readSheets(sheet(...rows)), 'error')).toEqual([])
  })

  test('a formula’s error is an error', async () => {
    const roster = await readSheets(sheet(header, ['Ким', 'Юрий', { error: '#REF!' }, 'ученик']))
    expect(told(roster, 'error')).toEqual(['список.xlsx:2 C2'])
  })

  test('a class that is merged over its pupils is of all of them, with a warning', async () => {
    const rows = [header, ['Ким', 'Юрий', '1А', 'ученик'], ['Цой', 'Яна', null, 'ученица']]
    const roster = await readSheets({ ...sheet(...rows), merged: ['C2:C3'] })
    expect(told(roster, 'error')).toEqual([])
    expect(told(roster, 'warning')).toContain('список.xlsx:2 C2')
    expect(roster.schools[0]?.places).toHaveLength(2)
  })

  test('merged names are an error', async () => {
    const rows = [header, ['Ким Юрий', null, '1А', 'ученик']]
    const roster = await readSheets({ ...sheet(...rows), merged: ['A2:B2'] })
    expect(told(roster, 'error')).toContain('список.xlsx:2 A2')
  })
})

describe('of several sheets', () => {
  test('each that is a list is read, the others are reported, hidden ones too', async () => {
    const roster = await readSheets(
      { name: '1А', rows: [['ФИО'], ['Ким Юрий Олегович']] },
      { name: '1Б', rows: [['ФИО'], ['Цой Яна Игоревна']] },
      {
        name: 'Итоги',
        rows: [
          ['всего', 'из них'],
          ['2', '2'],
        ],
      },
      {
        name: 'Старое',
        rows: [
          ['ФИО', 'Класс'],
          ['Пак Олег Ильич', '1В'],
        ],
        hidden: true,
      },
    )
    expect(told(roster, 'error')).toEqual([])
    const labels = roster.schools[0]?.classes.map((group) => group.label)
    expect(labels).toEqual(['1А', '1Б'])
    const warnings = told(roster, 'warning')
    expect(warnings).toContain('список.xlsx:1 Итоги')
    expect(warnings.filter((line) => line.includes('Старое'))).toHaveLength(1)
  })

  test('the name of a sheet says who is in it, and parents find the pupils of another one', async () => {
    const roster = await readSheets(
      {
        name: 'Родители',
        rows: [
          ['ФИО', 'ФИО ребёнка'],
          ['Ким Анна Ильинична', 'Ким Юрий'],
        ],
      },
      {
        name: 'Ученики',
        rows: [
          ['ФИО', 'Класс'],
          ['Ким Юрий Олегович', '1А'],
        ],
      },
      {
        name: 'Учителя',
        rows: [
          ['ФИО', 'Предмет'],
          ['Пак Олег Ильич', 'Музыка'],
        ],
      },
    )
    expect(told(roster, 'error')).toEqual([])
    const [school] = roster.schools
    expect(school?.guardianships).toHaveLength(1)
    expect(school?.staff.map((place) => place.subjects)).toEqual([['Музыка']])
  })

  test('problems name the sheet', async () => {
    const roster = await readSheets(
      { name: 'А', rows: [header, ['Ким', '', '1А', 'ученик']] },
      { name: 'Б', rows: [header, ['Цой', 'Яна', '1А', 'ученица']] },
    )
    expect(told(roster, 'error')).toContain('список.xlsx:2 А!B2')
  })
})

describe('a workbook that is none, or too much, is refused whole', () => {
  const good = workbookFiles([sheet(header, ['Ким', 'Юрий', '1А', 'ученик'])])
  const files = good.map(([name, content]) => ({ name, content }))
  const page = (xml: string) =>
    makeZip([...files.slice(0, -1), { name: 'xl/worksheets/sheet1.xml', content: xml }])
  const many = Array.from({ length: 1001 }, (_, at) => ({ name: `xl/${at}.xml`, content: '' }))

  test.each([
    ['text', Buffer.from('Фамилия;Имя')],
    ['the old format', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['a cut file', makeZip(files).subarray(0, -200)],
    ['a part whose checksum is wrong', withWrongChecksum(makeZip(files))],
    ['a ZIP of something else', makeZip([{ name: 'a.txt', content: 'a' }])],
    ['an XML that ends early', page('<worksheet><sheetData><row r="1"><c r="A1"')],
    ['a part of 50 MB', makeZip([...files, { name: 'xl/a.xml', content: Buffer.alloc(50e6) }])],
    [
      'a part that packs too well',
      makeZip([...files, { name: 'a.xml', content: Buffer.alloc(5e6) }]),
    ],
    [
      'a part larger than it claims',
      makeZip([...files, { name: 'a.xml', content: Buffer.alloc(20e6), claimedBytes: 1000 }]),
    ],
    ['a thousand parts', makeZip([...files, ...many])],
    ['two parts of one name', makeZip([...files, ...files])],
    ['a password', makeZip([...files, { name: 'a.xml', content: 'a', encrypted: true }])],
    [
      'a cell in the last line',
      page(
        '<worksheet><sheetData><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>',
      ),
    ],
    [
      'a cell in the last column',
      page(
        '<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>',
      ),
    ],
    [
      'a line’s number that is none',
      page('<worksheet><sheetData><row r="1e6"><c><v>1</v></c></row></sheetData></worksheet>'),
    ],
    ['nothing in it', makeWorkbook([sheet()])],
  ])('%s', async (_, content) => {
    const { schools, problems } = await read(content)
    expect(schools).toEqual([])
    expect(problems.map((problem) => problem.severity)).toEqual(['error'])
  })
})

describe('a damaged workbook is read or refused, and never a crash', () => {
  const good = workbookFiles([
    { ...sheet(header, ['Ким', 'Юрий', '1А', 'ученик'], ['Цой', 'Яна', '1Б', 'ученица']) },
  ])
  const damage = fc.record({
    part: fc.nat(good.length - 1),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(40),
    put: fc.constantFrom(
      '',
      '<',
      '>',
      '"',
      '&',
      '</row>',
      '<c r="ZZZ9999999">',
      '\0',
      '9',
      'r="0"',
    ),
  })
  const spoil = (text: string, at: number, length: number, put: string) => {
    const from = Math.floor(at * text.length)
    return text.slice(0, from) + put + text.slice(from + length)
  }

  test('in its parts', async () => {
    await fc.assert(
      fc.asyncProperty(damage, async ({ part, at, length, put }) => {
        const files = good.map(([name, content], index) => ({
          name,
          content: index === part ? spoil(content, at, length, put) : content,
        }))
        const { problems, schools } = await read(makeZip(files))
        expect(problems.length + schools.length).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
  })

  test('in its bytes', async () => {
    const whole = makeZip(good.map(([name, content]) => ({ name, content })))
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, length, put }) => {
        const spoilt = spoil(whole.toString('latin1'), at, length, put)
        const { problems, schools } = await read(Buffer.from(spoilt, 'latin1'))
        expect(problems.length + schools.length).toBeGreaterThan(0)
      }),
      { numRuns: 300 },
    )
  })
})
