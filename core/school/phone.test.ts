import { expect, test } from 'vitest'
import { parsePhone } from './phone.ts'

test.each([
  ['+7 900 123-45-67', '+79001234567'],
  ['8 (900) 123 45 67', '+79001234567'],
  ['79001234567', '+79001234567'],
  ['007 900 1234567', '+79001234567'],
  ['+375 29 123-45-67', '+375291234567'],
  ['+49 30 901820', '+4930901820'],
])('%s is %s', (written, number) => {
  expect(parsePhone(written)).toBe(number)
})

test.each([
  '',
  '+',
  '900 123 45 67',
  '+0 900',
  '+7 900 call me',
  '112',
  '+1234567',
  '+1234567890123456',
])('%s is no number', (written) => {
  expect(parsePhone(written)).toBeUndefined()
})
