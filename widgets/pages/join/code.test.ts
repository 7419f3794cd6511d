import { expect, test } from 'vitest'
import { parseCode } from './code.ts'

test.each([
  ['ABCD-EFGH-JKMN', 'ABCD-EFGH-JKMN'],
  ['abcd efgh jkmn', 'ABCD-EFGH-JKMN'],
  ['oilo-1234-5678', '0110-1234-5678'],
  ['АВСЕ-1234-5678', 'ABCE-1234-5678'],
  ['ABCD-EFGH-JKM', undefined],
  ['ABCD-EFGH-JKMU', undefined],
  ['', undefined],
])('%s is read as %s', (typed, code) => {
  expect(parseCode(typed)).toBe(code)
})
