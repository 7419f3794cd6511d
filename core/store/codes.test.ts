import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashSecret, newCode, newToken, parseSecret } from './codes.ts'

test('A secret is understood in any case, with dashes and spaces anywhere.', () => {
  fc.assert(
    fc.property(
      fc.infiniteStream(fc.constantFrom('', '-', ' ', '–')),
      fc.boolean(),
      (gaps, lower) => {
        for (const secret of [newToken(), newCode().replaceAll('-', '')]) {
          const spread = [...secret].map((letter) => `${gaps.next().value}${letter}`).join('')
          expect(parseSecret(lower ? spread.toLowerCase() : spread)).toBe(secret)
        }
      },
    ),
  )
})

test('What hands write and Cyrillic keyboards type is read as what is meant.', () => {
  expect(parseSecret('oOiI-lL00-1111')).toBe('001111001111')
  expect(parseSecret('авек-мнор-стх0')).toBe('ABEKMH0PCTX0')
})

test('Anything else is no secret, however long it is.', () => {
  const texts = ['', 'UUUU-UUUU-UUUU', '0000-0000-000', '0'.repeat(25), '0'.repeat(10_000_000)]
  expect(texts.map(parseSecret)).toEqual(texts.map(() => undefined))
})

test('Ten thousand tokens and codes are all different and use every character.', () => {
  const made = Array.from({ length: 10_000 }, () => [newToken(), newCode()]).flat()
  expect(new Set(made).size).toBe(made.length)
  expect(new Set(made.join('').replaceAll('-', '')).size).toBe(32)
})

test('A hash depends on the key and tells nothing of the secret.', () => {
  const secret = newToken()
  expect(hashSecret('one', secret)).toBe(hashSecret('one', secret))
  expect(hashSecret('one', secret)).not.toBe(hashSecret('other', secret))
  expect(hashSecret('one', secret)).toMatch(/^[0-9a-f]{64}$/)
})
