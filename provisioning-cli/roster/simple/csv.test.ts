import type { School } from '@lyceum/core/school/people.ts'
import { describe, expect, test } from 'vitest'

import { readFiles } from '../testing/memory-source.ts'
import { renderSimpleYaml } from './render-yaml.ts'

const table = `Фамилия;Имя;Отчество;Роль;Класс;Предметы;Классный руководитель;Ребёнок
Иванова;Анна;Петровна;учитель, директор;1A, 2Б;Математика;1А;
Петров;Пётр;Ильич;Учитель;2Б;Музыка, Пение;да;
Сидоров;Иван;;ученик;1А;;;
Сидорова;Мария;;ученица; 2 б ;;;
Сидорова;Ольга;Игоревна;мать;;;;Сидоров Иван, Сидорова Мария
`

const options = { timeZone: 'Europe/Moscow', school: { id: 'S5', name: 'Школа № 5' } }

function read(text: string, more: Partial<typeof options> = options) {
  return readFiles('file', { 'школа.csv': text }, { timeZone: 'Europe/Moscow', ...more })
}

function errorsOf(roster: Awaited<ReturnType<typeof read>>) {
  return roster.problems
    .filter((problem) => problem.severity === 'error')
    .map(({ line, column }) => `${line} ${column ?? ''}`.trim())
}

test('one line a person makes a school', async () => {
  const { schools, problems } = await read(table)
  expect(problems).toEqual([])
  expect(renderSimpleYaml(...schools)).toMatchInlineSnapshot(`
    "format: 1
    schools:
      - id: S5
        name: Школа № 5
        language: ru
        time_zone: Europe/Moscow
        classes:
          - id: class-abhvyr7kwat9nbqh
            label: 1А
          - id: class-9w4qprh8jasbmp4s
            label: 2Б
        people:
          - id: person-74v10zqsh3zrqd1y
            family_name: Иванова
            given_name: Анна
            middle_name: Петровна
            administrator: true
            teacher: [Математика]
            teacher_of:
              class-9w4qprh8jasbmp4s: [Математика]
            class_teacher_of:
              class-abhvyr7kwat9nbqh: [Математика]
          - id: person-gkt0tqjpnf0h1g75
            family_name: Петров
            given_name: Пётр
            middle_name: Ильич
            teacher: [Музыка, Пение]
            class_teacher_of:
              class-9w4qprh8jasbmp4s: [Музыка, Пение]
          - id: person-yxxp6j6nzp8f9vpy
            family_name: Сидоров
            given_name: Иван
            pupil_of: [class-abhvyr7kwat9nbqh]
          - id: person-qche6d8af107x1wh
            family_name: Сидорова
            given_name: Мария
            pupil_of: [class-9w4qprh8jasbmp4s]
          - id: person-cep5m7h2871s94tm
            family_name: Сидорова
            given_name: Ольга
            middle_name: Игоревна
            children: [person-yxxp6j6nzp8f9vpy, person-qche6d8af107x1wh]
    "
  `)
})

test('what is read can be written as YAML and read again', async () => {
  const { schools } = await read(table)
  const again = await readFiles('file', { 'x.yaml': renderSimpleYaml(...schools) })
  expect(again).toEqual({ schools, problems: [] })
})

test('English headers and roles are as good', async () => {
  const english = table
    .replace(/^.*/, 'last name;First Name;patronymic;ROLE;Class;subject;class teacher;child')
    .replace('учитель, директор', 'teacher, principal')
    .replace('ученик;', 'pupil;')
    .replace('мать', 'parent')
  expect((await read(english)).schools).toEqual((await read(table)).schools)
})

test('commas, tabs and the order of columns make no difference', async () => {
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.split(';'))
  const turned = rows
    .map((cells) =>
      cells
        .toReversed()
        .map((cell) => `"${cell}"`)
        .join(','),
    )
    .join('\n')
  const tabs = rows.map((cells) => cells.join('\t')).join('\n')
  const { schools } = await read(table)
  expect((await read(turned)).schools).toEqual(schools)
  expect((await read(tabs)).schools).toEqual(schools)
})

test('a column for the school makes several schools', async () => {
  const both = `Школа,Фамилия,Имя,Роль,Класс
Школа 1,Ким,Анна,директор,
Школа 2,Ким,Анна,директор,
Школа 2,Цой,Юрий,ученик,1А
`
  const { schools } = await read(both, {})
  expect(schools.map((school) => school.info.name)).toEqual(['Школа 1', 'Школа 2'])
  const ids = schools.flatMap((school) => school.people.map((person) => person.id))
  expect(new Set(ids).size).toBe(3)
})

test('ids in the file are kept, and lines with the same id are one person', async () => {
  const { schools, problems } = await read(`id;Фамилия;Имя;Роль;Класс;Ребёнок
p1;Ким;Анна;директор;;
p1;Ким;Анна;родитель;;p2
p2;Ким;Юрий;ученик;1А;
`)
  expect(problems.filter((problem) => problem.severity === 'error')).toEqual([])
  const school = schools[0] as School
  expect(school.people.map((person) => person.id)).toEqual(['p1', 'p2'])
  expect(school.guardianships).toEqual([{ guardian: 'p1', child: 'p2' }])
  expect(school.staff).toEqual([{ person: 'p1', role: 'administrator', subjects: [] }])
})

test('a parent’s class tells namesakes apart', async () => {
  const { schools, problems } = await read(`id;Фамилия;Имя;Роль;Класс;Ребёнок
d;Ким;Олег;директор;;
a;Ким;Юрий;ученик;1А;
b;Ким;Юрий;ученик;1Б;
m;Ким;Анна;мать;1Б;Ким Юрий
`)
  expect(problems.filter((problem) => problem.severity === 'error')).toEqual([])
  expect(schools[0]?.guardianships).toEqual([{ guardian: 'm', child: 'b' }])
})

test('two mothers of one name stay two people, and that is said', async () => {
  const { schools, problems } = await read(`${table}Сидорова;Ольга;Игоревна;мать;;;;Сидоров Иван
Сидорова;Ольга;Игоревна;мать;;;;Сидорова Мария
`)
  expect(schools).toHaveLength(1)
  expect(errorsOf({ schools, problems })).toEqual(['7'])
  expect(
    problems.filter((problem) => problem.severity === 'warning').map(({ line }) => line),
  ).toEqual([8])
})

describe('a fault is told with line and column', () => {
  test.each([
    ['no header', table.replace(/^.*\n/, ''), '1'],
    ['a header only', table.replace(/\n[^]*/, '\n'), '1'],
    ['no column for the role', table.replace('Роль', 'Кто'), '1 Роль'],
    ['a misspelt column', table.replace('Отчество', 'Отчетсво'), '1 Отчество'],
    ['a name left out', table.replace('Петров;', ';'), '3 Фамилия'],
    ['a child that is not there', table.replace('Сидоров Иван,', 'Сидоров Олег,'), '6 Ребёнок'],
    ['class teacher of several', table.replace(';1А;\n', ';да;\n'), '2 Классный руководитель'],
    ['a pupil who is a teacher', table.replace(';ученик;', ';ученик, учитель;'), '4 Роль'],
    ['the same person twice', table.replace(/(Сидоров;Иван.*\n)/, '$1$1'), '5'],
    [
      'a row that is too short',
      table.replace('Сидоров;Иван;;ученик;1А;;;', 'Сидоров;Иван;;ученик;1А'),
      '4',
    ],
  ])('%s', async (_, text, place) => {
    expect(text).not.toBe(table)
    const roster = await read(text)
    expect(errorsOf(roster)).toContain(place)
    expect(JSON.stringify(roster.problems)).not.toMatch(
      /Иванова|Анна|Петров|Пётр|Сидоров|Мария|Ольга/,
    )
  })

  test('no school', async () => {
    expect(errorsOf(await read(table, {}))).toContain('2 school')
  })

  test('one id with two names', async () => {
    const text = 'id;Фамилия;Имя;Роль;Класс\n1;Ким;Анна;ученик;1А\n1;Ким;Яна;ученик;1А\n'
    expect(errorsOf(await read(text))).toContain('3')
  })

  test.each([
    ['an unknown role', table.replace('мать', 'тётя'), '6 Роль'],
    [
      'a column that is not read',
      table.replaceAll(/$/gm, ';').replace('Ребёнок;', 'Ребёнок;Телефон'),
      '1 Телефон',
    ],
    ['a pupil without a class', table.replace('ученик;1А', 'ученик;'), '4'],
    ['a class without pupils', table.replace('1A, 2Б', '1A, 2Б, 3В'), '2 Класс'],
    ['a school without an administrator', table.replace(', директор', ''), '2'],
  ])('%s is a warning', async (_, text, place) => {
    const { problems } = await read(text)
    expect(
      problems
        .filter((problem) => problem.severity === 'warning')
        .map(({ line, column }) => `${line} ${column ?? ''}`.trim()),
    ).toContain(place)
  })
})
