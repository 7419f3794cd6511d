import { expect, test } from 'vitest'

import { Problems } from '../problems.ts'
import { splitFullName } from './full-name.ts'

function split(name: string) {
  const problems = new Problems()
  const parts = splitFullName(name, { file: 'x.csv', line: 2 }, problems)
  const { familyName = '', givenName = '', middleName = '' } = parts ?? {}
  const told = problems.list('x.csv').map((problem) => problem.severity)
  return [`${familyName}|${givenName}|${middleName}`, ...told]
}

test.each([
  ['Ким Юрий Олегович', 'Ким|Юрий|Олегович'],
  ['  Ким   Юрий  Олегович ', 'Ким|Юрий|Олегович'],
  ['Мамедов Али Гусейн оглы', 'Мамедов|Али|Гусейн оглы'],
  ['Петрович Анна Ильинична', 'Петрович|Анна|Ильинична'],
  ['Kim, Anna', 'Kim|Anna|'],
  ['Kim, Anna Maria', 'Kim|Anna|Maria'],
])('%s is clear', (name, parts) => {
  expect(split(name)).toEqual([parts])
})

test.each([
  ['Ким Юрий', 'Ким|Юрий|'],
  ['Юрий Олегович Ким', 'Ким|Юрий|Олегович'],
  ['Гарсия Маркес Хосе Мария', 'Гарсия|Маркес|Хосе Мария'],
  ['Anna Kim', 'Kim|Anna|'],
  ['Anna Maria Kim', 'Kim|Anna|Maria'],
])('%s is guessed, and that is said', (name, parts) => {
  expect(split(name)).toEqual([parts, 'warning'])
})

test('one word is an error that does not tell the name', () => {
  const problems = new Problems()
  expect(splitFullName('Ким', { file: 'x.csv', line: 2 }, problems)).toBeUndefined()
  expect(problems.errorCount).toBe(1)
  expect(JSON.stringify(problems.list('x.csv'))).not.toContain('Ким')
})
