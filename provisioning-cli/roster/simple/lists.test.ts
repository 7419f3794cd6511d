/** Lists as schools have them, in CSV: what is understood, what is guessed, what is asked for. */
import type { School } from '@lyceum/core/school/people.ts'
import { describe, expect, test } from 'vitest'

import type { RosterOptions } from '../options.ts'
import { readFiles } from '../testing/memory-source.ts'

const options = { timeZone: 'Europe/Moscow', school: { id: 'S5', name: 'Школа № 5' } }

async function read(text: string | Buffer, more: Partial<RosterOptions> = {}, name = 'x.csv') {
  const roster = await readFiles('file', { [name]: text }, { ...options, ...more })
  const told = (severity: 'error' | 'warning') =>
    roster.problems
      .filter((problem) => problem.severity === severity)
      .map(({ line, column }) => `${line} ${column ?? ''}`.trim())
  const scope = roster.scopes?.get(options.school.id as never)
  return {
    ...roster,
    school: roster.schools[0],
    errors: told('error'),
    warnings: told('warning'),
    scope,
  }
}

function namesOf(school: School | undefined) {
  return school?.people.map((one) =>
    `${one.familyName} ${one.givenName} ${one.middleName ?? ''}`.trim(),
  )
}

const diary = `Отчёт по классам;;;;;;
;;;;;;
№ п/п;Ф.И.О. обучающегося;Параллель;Литера;Дата рожд.;Мать (ФИО);Отец (ФИО)
1;Ким Юрий Олегович;1;А;01.02.2018;Ким Анна Ильинична, тел. 8 (900) 123-45-67;-
2;Цой Яна Игоревна;1;Б;05.06.2018;;Цой Игорь Львович

3;Пак Олег Юрьевич;1;Б;07.08.2018;;
`

test('the export of a diary in windows-1251 with a title and headers of its own is read', async () => {
  const bytes = Buffer.from(
    [...diary.replaceAll('\n', '\r\n')].map((letter) => {
      const code = letter.codePointAt(0) ?? 0
      if (code < 0x80) return code
      if (letter === 'ё') return 0xb8
      return letter === '№' ? 0xb9 : code - 0x350
    }),
  )
  const { school, errors, scope } = await read(bytes)
  expect(errors).toEqual([])
  expect(namesOf(school)).toEqual([
    'Ким Юрий Олегович',
    'Ким Анна Ильинична',
    'Цой Яна Игоревна',
    'Цой Игорь Львович',
    'Пак Олег Юрьевич',
  ])
  expect(school?.classes.map((group) => group.label)).toEqual(['1А', '1Б'])
  expect(school?.guardianships).toHaveLength(2)
  expect(scope).toMatchObject({ kind: 'classes', roles: ['pupil', 'parent'], staff: false })
})

describe('who is in a list without a column for it', () => {
  const table = 'Фамилия;Имя;Класс\nКим;Юрий;1А\n'

  test('pupils, if it has classes and no other hint, and that is said', async () => {
    const { school, warnings, scope } = await read(table)
    expect(school?.places.map((place) => place.role)).toEqual(['pupil'])
    expect(warnings).toContain('1')
    expect(scope).toMatchObject({ roles: ['pupil'], staff: false })
  })

  test('whoever --role says', async () => {
    const { school, warnings } = await read(table, { role: 'teacher' })
    expect(school?.places.map((place) => place.role)).toEqual(['teacher'])
    expect(warnings).not.toContain('1')
  })

  test.each([
    ['учителя.csv', table, 'teacher'],
    ['pupils 2026.csv', table, 'pupil'],
    ['x.csv', 'ФИО учителя;Класс\nКим Юрий Олегович;1А\n', 'teacher'],
    ['x.csv', 'ФИО ученика;Класс;Кл. руководитель\nКим Юрий Олегович;1А;Пак О. И.\n', 'pupil'],
  ])('%s tells it: %s', async (name, text, role) => {
    const { school, errors, warnings } = await read(text, {}, name)
    expect(errors).toEqual([])
    expect(school?.places.map((place) => place.role)).toEqual([role])
    expect(warnings).not.toContain('1')
  })

  test('nobody knows of a list with subjects: an error that names --role', async () => {
    const { errors, problems } = await read('Фамилия;Имя;Класс;Предмет\nКим;Юрий;1А;Музыка\n')
    expect(errors).toEqual(['1 Роль'])
    expect(problems[0]?.hint).toContain('--role')
  })
})

describe('columns', () => {
  test.each([
    ['one for the class and its letter', 'Фамилия;Имя;Класс;Литера\nКим;Юрий;1;А\n'],
    ['grade and letter', 'Фамилия;Имя;Параллель;Буква\nКим;Юрий;1;А\n'],
    ['tabs', 'Фамилия\tИмя\tКласс\nКим\tЮрий\t1А\n'],
    ['a byte order mark and blank lines', '\ufeff\r\nФамилия;Имя;Класс\r\n\r\nКим;Юрий;1А\r\n'],
    ['a header on every page', 'Фамилия;Имя;Класс\nКим;Юрий;1А\nФамилия;Имя;Класс\n'],
    ['whole name beside its parts', 'ФИО;Фамилия;Имя;Класс\nКим Юрий;Ким;Юрий;1А\n'],
    ['latin', 'Surname,First name,Class\nКим,Юрий,1A\n'],
  ])('%s', async (_, text) => {
    const { school, errors } = await read(text)
    expect(errors).toEqual([])
    expect(namesOf(school)).toEqual(['Ким Юрий'])
    expect(school?.classes.map((group) => group.label)).toEqual(['1А'])
  })

  test('two that mean the same are an error', async () => {
    const { errors } = await read('ФИО;ФИО;Класс\nКим Юрий;Ким Юрий;1А\n')
    expect(errors).toEqual(['1 ФИО'])
  })

  test('an office says more than the role', async () => {
    const { school, errors } = await read('ФИО;Должность\nКим Анна Ильинична;Учитель музыки\n')
    expect(errors).toEqual([])
    expect(school?.staff.map((place) => place.role)).toEqual(['teacher'])
  })

  test('a word that the configuration knows is a role', async () => {
    const roles = { тьютор: 'teacher', сторож: 'none' } as const
    const text = 'ФИО;Роль\nКим Анна Ильинична;тьютор\nПак Олег Ильич;сторож\n'
    const { school } = await read(text, { roles })
    expect(school?.staff).toHaveLength(1)
  })
})

describe('parents in the child’s line', () => {
  test('namesakes of the children do not mix them up', async () => {
    const { school, errors } = await read(
      'ФИО;Класс;Родитель 1;Родитель 2\nКим Юрий;1А;Ким Анна;Ким Олег\nКим Юрий;1Б;Ким Вера;\n',
    )
    expect(errors).toEqual([])
    const [first, , , second] = school?.people ?? []
    const children = school?.guardianships.map((pair) => pair.child)
    expect(children).toEqual([first?.id, first?.id, second?.id])
  })

  test('several in a cell are several, telephones and remarks are none', async () => {
    const { school } = await read(
      'ФИО;Класс;Родители\nКим Юрий;1А;"Ким Анна (мать) +7 900 123-45-67, Ким Олег (отец)"\n',
    )
    expect(namesOf(school)).toEqual(['Ким Юрий', 'Ким Анна', 'Ким Олег'])
  })
})

describe('of a school that is stored', () => {
  const classes = [{ id: 'C204', label: '1А' }]
  const stored = {
    info: { ...options.school, language: 'ru', timeZone: 'Asia/Omsk' },
    classes,
    people: [
      { id: 'p1', familyName: 'Ким', givenName: 'Юрий', middleName: 'Олегович' },
      { id: 'm1', familyName: 'Ким', givenName: 'Анна' },
      { id: 't1', familyName: 'Пак', givenName: 'Олег' },
    ],
    staff: [{ person: 't1', role: 'teacher', subjects: [] }],
    places: [{ person: 'p1', class: 'C204', role: 'pupil', subjects: [] }],
    guardianships: [{ guardian: 'm1', child: 'p1' }],
    committee: [],
  } as unknown as School
  const school = { ...options.school, stored }

  test('a label means the class that is there, and the school stays as it is', async () => {
    const roster = await read('Фамилия;Имя;Класс\nKim;Anna;1 a\n', { school })
    expect(roster.school?.classes).toEqual(classes)
    expect(roster.school?.info).toMatchObject({ language: 'ru', timeZone: 'Asia/Omsk' })
    expect(roster.source).toBe('list')
  })

  test('people of the same name in the same place are those who are there', async () => {
    const text = `ФИО;Роль;Класс;Мать
Пак Олег Ильич;учитель;1А;
Ким Юрий Олегович;ученик;1А;Ким Анна
Ким Юрий Петрович;ученик;1А;
Цой Яна Игоревна;ученица;1А;Ким Анна
`
    const { school: read1, errors } = await read(text, { school })
    expect(errors).toEqual([])
    const ids = read1?.people.map(({ id }) => (id.startsWith('person-') ? 'new' : id))
    expect(ids).toEqual(['t1', 'p1', 'm1', 'new', 'new', 'new'])
  })

  test('a list of pupils need not name the staff', async () => {
    const { warnings } = await read('Фамилия;Имя;Класс\nКим;Анна;1А\n', { school })
    expect(warnings).toEqual(['1'])
  })
})

test('a list that names an administrator speaks for the staff', async () => {
  const { scope } = await read('ФИО;Роль\nКим Анна Ильинична;директор\n')
  expect(scope).toMatchObject({ roles: ['administrator'], staff: true })
})

test('without a school there is one error, which names the remedy', async () => {
  const text = 'Фамилия;Имя;Класс\nКим;Юрий;1А\nЦой;Яна;1А\n'
  const given = { timeZone: 'Europe/Moscow', storedSchools: ['S1', 'S2'] }
  const { problems } = await readFiles('file', { 'x.csv': text }, given)
  const errors = problems.filter((problem) => problem.severity === 'error')
  expect(errors).toHaveLength(1)
  expect(errors[0]?.hint).toContain('--school ID (stored: S1, S2)')
})

test('people who stand where a header should are not named', async () => {
  const { errors, problems } = await read('Сидоров;Иван;1А\nКим;Юрий;1А\n')
  expect(errors).toEqual(['1'])
  expect(JSON.stringify(problems)).not.toMatch(/Сидоров|Иван|Ким/)
})
