import type { School } from '@lyceum/core/school/people.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { generateSchool } from '../../../examples/generate/school.ts'
import { Problems } from '../problems.ts'
import { arbitrarySchool } from '../testing/arbitrary-school.ts'
import { readFiles } from '../testing/memory-source.ts'
import { renderSimpleYaml } from './render-yaml.ts'
import { parseSimpleYaml } from './yaml.ts'

/** Order carries no meaning in a school. */
function unordered(school: School | undefined) {
  if (school === undefined) return undefined
  const set = (list: readonly object[]) =>
    new Set(list.map((entry) => JSON.stringify(sorted(entry))))
  return {
    info: school.info,
    classes: set(school.classes),
    people: set(school.people),
    staff: set(school.staff),
    places: set(school.places),
    guardianships: set(school.guardianships),
    committee: set(school.committee),
  }
}

function sorted(entry: object): object {
  return Object.fromEntries(Object.entries(entry).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function read(text: string) {
  return readFiles('file', { 'school.yaml': text })
}

describe('what is rendered and read again', () => {
  test('is the same school, whatever is in it', () => {
    fc.assert(
      fc.property(arbitrarySchool, (school) => {
        const problems = new Problems()
        const text = renderSimpleYaml(school)
        const { schools } = parseSimpleYaml(text, 'x.yaml', { timeZone: 'UTC' }, problems)
        const [again] = schools
        expect(problems.errorCount, JSON.stringify(problems.list('x.yaml'))).toBe(0)
        expect(unordered(again)).toEqual(unordered(school))
      }),
      { numRuns: 300 },
    )
  })

  test('is the sample school, without a remark', async () => {
    const school = generateSchool()
    const { schools, problems } = await read(renderSimpleYaml(school))
    expect(problems).toEqual([])
    expect(unordered(schools[0])).toEqual(unordered(school))
  })

  test('is the same text', async () => {
    const text = renderSimpleYaml(
      generateSchool({ pupils: 6, classes: 2, teachers: 3, parents: 5, seed: 1 }),
    )
    expect(renderSimpleYaml(...(await read(text)).schools)).toBe(text)
  })
})

const small = `
schools:
  - name: Школа № 5
    classes:
      - label: 1A
      - label: 2Б
    people:
      - family_name: Иванова
        given_name: Анна
        administrator: true
        class_teacher_of: {1а: [Математика]}
      - family_name: Петров
        given_name: Пётр
        class_teacher_of: 2Б
        teacher_of: {1А: Музыка, 2Б: [Музыка, Пение]}
      - {family_name: Сидоров, given_name: Иван, pupil_of: 1А}
      - {family_name: Сидорова, given_name: Мария, pupil_of: 2-Б}
      - family_name: Сидорова
        given_name: Ольга
        children: [Сидоров Иван, Сидорова Мария]
        committee: true
        committee_of: [2Б]
`

describe('a file written by hand', () => {
  test('needs no ids and names classes and children as people do', async () => {
    const { schools, problems } = await read(small)
    expect(problems).toEqual([])
    const school = schools[0] as School
    expect(school.info).toMatchObject({ language: 'ru', timeZone: 'Europe/Moscow' })
    expect(school.classes.map((group) => group.label)).toEqual(['1А', '2Б'])
    const [anna, peter, , , olga] = school.people.map((person) => person.id)
    const [first, second] = school.classes.map((group) => group.id)
    expect(school.staff).toEqual([
      { person: anna, role: 'administrator', subjects: [] },
      { person: anna, role: 'teacher', subjects: ['Математика'] },
      { person: peter, role: 'teacher', subjects: ['Музыка', 'Пение'] },
    ])
    expect(school.places).toContainEqual({
      person: peter,
      class: second,
      role: 'class-teacher',
      subjects: ['Музыка', 'Пение'],
    })
    expect(school.places).toContainEqual({
      person: peter,
      class: first,
      role: 'teacher',
      subjects: ['Музыка'],
    })
    expect(school.guardianships).toHaveLength(2)
    expect(school.committee).toEqual([{ person: olga }, { person: olga, class: second }])
  })

  test('has the same ids every time, in whatever order', async () => {
    const turned = small.replace(/( {6}- \{family_name: Сидоров,.*\n)( {6}- \{.*\n)/, '$2$1')
    expect(turned).not.toBe(small)
    const [a, b] = await Promise.all([read(small), read(turned)])
    const ids = (school?: School) => school?.people.map((person) => person.id).toSorted()
    expect(ids(a.schools[0])).toEqual(ids(b.schools[0]))
    expect(ids(a.schools[0])).toMatchInlineSnapshot(`
      [
        "person-1pdx2f4ycvkegcpp",
        "person-7aafanpza31am27q",
        "person-trg6yv3wfz9en10x",
        "person-wvscewqf13ay9723",
        "person-x6rh8sxf7pfsfvmp",
      ]
    `)
  })
})

describe('a fault is told with its line', () => {
  test.each([
    ['a misspelt key', 'administrator: true', 'administator: true', 10],
    ['a class that is not there', 'pupil_of: 1А', 'pupil_of: 7А', 16],
    ['a child that is not there', '[Сидоров Иван,', '[Сидоров Олег,', 20],
    ['a label twice', 'label: 2Б', 'label: 1А', 6],
    ['a missing name', 'given_name: Пётр', '', 12],
    ['an empty name', 'given_name: Пётр', 'given_name: ""', 13],
    ['a list for a name', 'given_name: Пётр', 'given_name: [Пётр]', 13],
    ['an unknown time zone', 'name: Школа № 5', 'name: Школа № 5\n    time_zone: Moon', 4],
    ['an unknown language', 'name: Школа № 5', 'name: Школа № 5\n    language: fr', 4],
    ['a newer format', 'schools:', 'format: 2\nschools:', 2],
    ['an id with a space', 'given_name: Пётр', 'given_name: Пётр\n        id: a b', 14],
    [
      'the same person twice',
      'given_name: Мария, pupil_of: 2-Б',
      'given_name: Мария, pupil_of: 2Б}\n      - {family_name: Сидорова, given_name: Мария, pupil_of: 2Б',
      18,
    ],
    ['a pupil who teaches the class', 'pupil_of: 1А}', 'pupil_of: 1А, teacher_of: 1А}', 16],
    ['an own child', 'children: [', 'children: [Сидорова Ольга, ', 20],
    ['a key twice', 'given_name: Пётр', 'given_name: Пётр\n        given_name: Пётр', 14],
    ['a bracket that is not closed', '{1а: [Математика]}', '{1а: [Математика}', 11],
    ['an anchor', 'given_name: Пётр', 'given_name: *petr', 13],
    [
      'a person who is a word',
      '- {family_name: Сидоров, given_name: Иван, pupil_of: 1А}',
      '- Сидоров Иван',
      16,
    ],
  ])('%s', async (_, right, wrong, line) => {
    const text = small.replace(right, wrong)
    expect(text).not.toBe(small)
    const { problems } = await read(text)
    const errors = problems.filter((problem) => problem.severity === 'error')
    expect(errors.map((problem) => problem.line)).toContain(line)
    expect(JSON.stringify(problems)).not.toMatch(/Иван|Сидоров|Петров|Пётр|Мария|Ольга|Олег|Анна/)
  })

  test.each([
    ['nothing', ''],
    ['a comment', '# no school'],
    ['a list', '- a\n- b'],
    ['no school', 'schools: []'],
    ['a word', 'school'],
    ['brackets without end', '['.repeat(5000)],
    [
      'an alias bomb',
      `a: &a [x]\n${'bcdefghij'
        .split('')
        .map((key, at) => `${key}: &${key} [${`*${'abcdefghij'[at]},`.repeat(9)}]`)
        .join('\n')}`,
    ],
  ])('%s is no roster', async (_, text) => {
    const { schools, problems } = await read(text)
    expect(schools).toEqual([])
    expect(problems.some((problem) => problem.severity === 'error')).toBe(true)
  })

  test('a person without any role is a warning', async () => {
    const { problems } = await read(small.replace(', pupil_of: 2-Б', ''))
    expect(problems).toMatchObject([{ severity: 'warning', line: 17 }])
  })
})
