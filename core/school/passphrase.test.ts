import { randomInt } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { makePassphrase } from './passphrase.ts'
import { checkPassword } from './password.ts'
import { englishWords } from './words-en.ts'
import { russianWords } from './words-ru.ts'

describe.each([
  ['ru', russianWords, /^[а-я]{3,8}$/],
  ['en', englishWords, /^[a-z]{3,8}$/],
] as const)('passphrases in %s', (language, words, plain) => {
  test('have at least 40 bits', () => {
    expect(3 * Math.log2(words.length) + Math.log2(10_000)).toBeGreaterThan(40)
  })

  test('are made of plain words, none twice in the list', () => {
    expect(words.filter((word) => !plain.test(word))).toEqual([])
    expect(new Set(words).size).toBe(words.length)
  })

  test('are always accepted as passwords', () => {
    const refused = Array.from({ length: 300 }, () => makePassphrase(language, randomInt)).filter(
      (password) => checkPassword(password).problem !== undefined,
    )
    expect(refused).toEqual([])
  })
})
