import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { keepRunning, type Server } from './keep-running.ts'

function createServer(): Server & { end(): void; readonly isRunning: boolean } {
  const ended = Promise.withResolvers<void>()
  let isRunning = true
  const end = () => {
    isRunning = false
    ended.resolve()
  }
  return {
    exited: ended.promise,
    end,
    stop: async () => end(),
    get isRunning() {
      return isRunning
    },
  }
}

function keep(start: () => Promise<ReturnType<typeof createServer>>) {
  const stopping = new AbortController()
  const pauses: number[] = []
  const failures: unknown[] = []
  const first = createServer()
  const kept = keepRunning(first, start, {
    stopping: stopping.signal,
    onEnded: (pause) => pauses.push(pause),
    onFailed: (error) => failures.push(error),
    now: () => 0,
    firstPauseMs: 1,
    longestPauseMs: 4,
  })
  return { first, kept, pauses, failures }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turn()
}

test('a server that ends is started again, with pauses that grow up to the longest', async () => {
  const started: ReturnType<typeof createServer>[] = []
  const { first, kept, pauses } = keep(async () => {
    const server = createServer()
    started.push(server)
    return server
  })
  first.end()
  for (let count = 1; count <= 4; count += 1) {
    await until(() => started.length === count)
    started.at(-1)?.end()
  }
  await until(() => started.length === 5)
  expect(pauses).toEqual([0, 1, 2, 4, 4])
  await kept.stop()
})

test('a start that fails is tried again', async () => {
  let tries = 0
  const last = createServer()
  const { first, kept, failures } = keep(async () => {
    tries += 1
    if (tries < 3) throw new Error('the port is taken')
    return last
  })
  first.end()
  await until(() => tries === 3)
  expect(failures).toHaveLength(2)
  await kept.stop()
  expect(last.isRunning).toBe(false)
})

test('nothing is started after the stop', async () => {
  let tries = 0
  const { first, kept } = keep(async () => {
    tries += 1
    return createServer()
  })
  await kept.stop()
  expect(first.isRunning).toBe(false)
  expect(tries).toBe(0)
})
