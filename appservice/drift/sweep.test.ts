import { afterEach, expect, test } from 'vitest'
import type { School } from '@lyceum/core/school/people.ts'
import { planStored } from '@lyceum/core/testing/engine.ts'
import { pupilId, smallSchool } from '@lyceum/core/testing/small-school.ts'
import { createLog } from '../log.ts'
import { startSweeps, type Sweep } from './sweep.ts'
import { watchSchool, type WatchedSchool } from './testing.ts'

const schools: readonly School[] = [smallSchool(), smallSchool({ id: 'S2' })]
let sweep: Sweep | undefined

afterEach(async () => {
  await sweep?.stop()
})

function begin({ engine, facts, repairs }: WatchedSchool, sweepMinutes: number): void {
  const settings = { sweepMinutes, privateRoomsHours: 24 }
  sweep = startSweeps({ engine, facts, repairs, settings, log: createLog('silent') })
}

test('a look right after the start finds what no event told of, in every school', async () => {
  const watched = await watchSchool(...schools)
  const user = await watched.admit(pupilId('S1', 1, 1))
  const { drift } = watched.engine.homeserver
  const rooms = [await watched.roomId('S1-C1/class-chat'), await watched.roomId('S2-C1/class-chat')]
  for (const room of rooms) {
    drift.setState(room, watched.engine.homeserver.bot, 'm.room.name', '', { name: 'Changed' })
  }
  drift.setMembership(rooms[0]!, user, 'ban', { sender: watched.engine.homeserver.bot })
  begin(watched, 60)
  for (const { info } of schools) {
    await expect
      .poll(async () => (await planStored(watched.engine, info.id)).actions, { timeout: 15_000 })
      .toEqual([])
  }
})

test('looks follow one another, and end when they are stopped', async () => {
  const watched = await watchSchool(smallSchool())
  const room = await watched.roomId('C1/class-chat')
  const rename = () =>
    watched.engine.homeserver.drift.setState(
      room,
      watched.engine.homeserver.bot,
      'm.room.name',
      '',
      { name: 'Changed' },
    )
  const isRight = async () =>
    (await planStored(watched.engine, schools[0]!.info.id)).actions.length === 0
  begin(watched, 0.5 / 60)
  for (let look = 0; look < 2; look += 1) {
    rename()
    await expect.poll(isRight, { timeout: 15_000 }).toBe(true)
  }
  await sweep?.stop()
  await watched.repairs.settled()
  rename()
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(await isRight()).toBe(false)
})

test('a school that is as it should be is looked at and left as it is', async () => {
  const watched = await watchSchool(smallSchool())
  const before = watched.engine.homeserver.writes
  begin(watched, 60)
  await new Promise((resolve) => setTimeout(resolve, 50))
  await watched.repairs.settled()
  expect(watched.engine.homeserver.writes).toBe(before)
})
