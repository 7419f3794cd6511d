import { expect, test } from 'vitest'
import { personState } from './person-state.ts'

test.each([
  [undefined, false, 'invited'],
  [undefined, true, 'waiting'],
  ['entering', false, 'active'],
  // Accepted and in, while the last steps of accepting are still made.
  ['active', true, 'active'],
  ['ending', false, 'ended'],
  ['ended', false, 'ended'],
  ['ended', true, 'waiting'],
  ['closed', false, 'closed'],
  ['closed', true, 'waiting'],
] as const)('an account that is %s, with somebody who waits: %s, is told as %s', (...row) => {
  const [account, isWaiting, told] = row
  expect(personState(account, isWaiting)).toBe(told)
})
