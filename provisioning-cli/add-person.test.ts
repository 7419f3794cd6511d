import { expect, test } from 'vitest'
import { parseName } from './add-person.ts'

test.each([
  ['Петрова Анна Ильинична', 'ru', 'Анна', 'Петрова', 'Ильинична'],
  ['Петрова Анна', 'ru', 'Анна', 'Петрова', undefined],
  ['Anna Maria Petrova', 'en', 'Anna Maria', 'Petrova', undefined],
  ['Anna', 'en', 'Anna', '', undefined],
] as const)('%s in %s', (name, language, givenName, familyName, middleName) => {
  const person = parseName(name, language)
  expect(person).toMatchObject({ givenName, familyName })
  expect(person.middleName).toBe(middleName)
  expect(person.id).toMatch(/^lyceum-/)
})
