import { afterEach, beforeEach, expect, test } from 'vitest'
import { roomId } from '@lyceum/core/school/ids.ts'
import { smallSchool } from '@lyceum/core/testing/small-school.ts'
import { createInstallation, type TestInstallation } from '../../testing/installation.ts'
import { json, run } from '../../testing/run.ts'

let lyceum: TestInstallation
const at = '2026-09-01T08:00:00.000Z'

beforeEach(async () => {
  lyceum = await createInstallation(smallSchool())
  await lyceum.withStore(async ({ intake }) => {
    const kept = JSON.stringify({ type: 'm.room.name', by: { drift: { name: 'CANARY' } } })
    await intake.take('hs', '1', [{ event: '$dead', room: roomId('!room'), kept }], at)
    await intake.bury('$dead', 'homeserver-refused', at)
  })
})

afterEach(() => lyceum.remove())

test('Events that were given up are counted by status and listed by ids, without what stood in them.', async () => {
  expect(json(await run(['status', '--json', ...lyceum.at]))).toMatchObject({
    events: { waiting: 0, dead: 1 },
  })
  expect((await run(['status', ...lyceum.at])).stderr).toContain('lyceum events list')
  const listed = await run(['events', 'list', '--json', ...lyceum.at])
  expect(json(listed)).toMatchObject({
    dead: 1,
    events: [
      { event_id: '$dead', room_id: '!room', type: 'm.room.name', error: 'homeserver-refused' },
    ],
  })
  const { stdout } = await run(['events', 'list', ...lyceum.at])
  expect(stdout).toContain('$dead')
  expect(stdout + listed.stdout).not.toContain('CANARY')
})

test('They wait again when they are to be retried.', async () => {
  expect(json(await run(['events', 'retry', '--json', ...lyceum.at]))).toEqual({ retried: 1 })
  expect(json(await run(['status', '--json', ...lyceum.at]))).toMatchObject({
    events: { waiting: 1, dead: 0 },
  })
})
