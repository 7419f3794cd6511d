import { describe, expect, test } from 'vitest'
import { retryDelay, type Failure, type Repeat } from './retry.ts'

const answered = (status: number, retryAfterMs?: number): Failure => ({
  kind: 'answered',
  status,
  retryAfterMs,
})

describe('which failures are repeated', () => {
  const table: readonly [string, Failure, Repeat, boolean][] = [
    ['a refused connection, whatever was asked', { kind: 'not-connected' }, 'unsent', true],
    ['a lost answer, where a repetition gives the same', { kind: 'lost' }, 'safe', true],
    ['a lost answer, where the homeserver tells them apart', { kind: 'lost' }, 'unanswered', true],
    ['a lost answer, where it may have been done', { kind: 'lost' }, 'unsent', false],
    ['a time-out', { kind: 'timed-out' }, 'safe', false],
    ['a rate limit, whatever was asked', answered(429), 'unsent', true],
    ['an overloaded proxy, where a repetition gives the same', answered(503), 'safe', true],
    ['an overloaded proxy, after createRoom', answered(502), 'unanswered', false],
    ['an error of the homeserver itself', answered(500), 'safe', false],
    ['a refusal', answered(403), 'safe', false],
  ]
  test.each(table)('%s', (_, failure, repeat, expected) => {
    expect(retryDelay(failure, repeat, 0, () => 0.5) !== undefined).toBe(expected)
  })
})

test('waiting grows from attempt to attempt, with full jitter, and ends', () => {
  const delays = [0, 1, 2, 3, 6].map((n) => retryDelay({ kind: 'lost' }, 'safe', n, () => 0.5))
  expect(delays).toEqual([100, 200, 400, 800, 4000])
  expect(retryDelay({ kind: 'lost' }, 'safe', 3, () => 0)).toBe(0)
  expect(retryDelay({ kind: 'lost' }, 'safe', 7, () => 0.5)).toBeUndefined()
})

test('at least as long as the homeserver asks is waited, but not for ever', () => {
  expect(retryDelay(answered(429, 2500), 'safe', 0, () => 0)).toBe(2500)
  expect(retryDelay(answered(429, 3_600_000), 'safe', 0, () => 0)).toBeUndefined()
})
