import { afterEach, expect, test, vi } from 'vitest'
import { personId } from '@lyceum/core/school/ids.ts'
import { createLog } from '../log.ts'
import { bringPeopleIn } from './entering.ts'

const log = createLog('silent')
const person = personId('P1')

afterEach(() => {
  vi.useRealTimers()
})

/** Fails as often as told, first in entering, then in what comes after the answer. */
function entrance(failures: readonly ('at-once' | 'later')[]) {
  const left = [...failures]
  let tries = 0
  return {
    tries: () => tries,
    async enter() {
      tries += 1
      const failure = left.shift()
      if (failure === 'at-once') throw new Error('no')
      const complete = failure === 'later' ? Promise.reject(new Error('no')) : Promise.resolve()
      return { complete }
    },
  }
}

test('a failure never reaches who joins, and is tried again until it works', async () => {
  vi.useFakeTimers()
  const { enter, tries } = entrance(['at-once', 'later', 'at-once'])
  const entering = bringPeopleIn(enter, log)
  await entering.enter(person)
  expect(tries()).toBe(1)
  await vi.runAllTimersAsync()
  expect(tries()).toBe(4)
})

test('after stop nobody is tried again', async () => {
  vi.useFakeTimers()
  const { enter, tries } = entrance(['at-once'])
  const entering = bringPeopleIn(enter, log)
  await entering.enter(person)
  await entering.stop()
  await vi.runAllTimersAsync()
  expect(tries()).toBe(1)
})

test('stop waits for what is under way', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const entering = bringPeopleIn(async () => ({ complete: promise }), log)
  await entering.enter(person)
  let isStopped = false
  const stopping = entering.stop().then(() => {
    isStopped = true
  })
  await Promise.resolve()
  expect(isStopped).toBe(false)
  resolve()
  await stopping
  expect(isStopped).toBe(true)
})
