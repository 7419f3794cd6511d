import { expect, test } from 'vitest'
import { memoryStore } from '@lyceum/core/testing/engine.ts'
import { createLog } from '../log.ts'
import { startRetention } from './retention.ts'

const settings = { journalDays: 30, invitationsDays: 30 }
const now = () => new Date('2026-09-30T12:00:00.000Z')

test('What is older than the configuration says is gone once the service runs, and what is not stays.', async () => {
  const store = await memoryStore()
  for (const at of ['2026-08-30T12:00:00.000Z', '2026-09-01T12:00:00.000Z']) {
    const entry = { actor: 'operator', action: 'applied', school: undefined, details: {} }
    await store.journal.append({ ...entry, at })
  }
  await startRetention({ store, settings, log: createLog('silent'), now }).stop()
  const left = await store.journal.recent(10)
  expect(left.map(({ at }) => at)).toEqual(['2026-09-01T12:00:00.000Z'])
})

test('A database that does not answer ends nothing: the log says so without a word of what it holds.', async () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  const retention = { forget: () => Promise.reject(new Error('canary-name-mallard')) }
  await startRetention({ store: { retention }, settings, log, now }).stop()
  expect(lines.join('')).toContain('old records not deleted')
  expect(lines.join('')).not.toContain('canary')
})
