import { expect, test } from 'vitest'
import { applyRoster, fakeEngine, giveAccount, planStored } from '../testing/engine.ts'
import { pupilId, smallSchool, teacherId } from '../testing/small-school.ts'
import { roomKey, schoolId, type UserId } from '../school/ids.ts'
import { enter } from './enter.ts'
import { liftOverSilences, liftSilence, silence } from './silence.ts'

const school = schoolId('S1')
const key = roomKey('class/S1/S1-C1/class-chat')
const hour = 3_600_000

async function setting() {
  const engine = await fakeEngine()
  await applyRoster(engine, smallSchool())
  const pupil = await giveAccount(engine, school, pupilId('S1', 1, 1))
  const teacher = await giveAccount(engine, school, teacherId('S1', 1))
  for (const person of [pupilId('S1', 1, 1), teacherId('S1', 1)]) {
    await (
      await enter(engine, person)
    ).complete
  }
  const id = (await engine.store.rooms.ofSchool(school)).get(key)
  if (id === undefined) throw new Error('no class chat')
  const levels = async () => {
    const state = await engine.homeserver.roomState(id)
    const found = state?.find(({ type }) => type === 'm.room.power_levels')
    return found?.content['users'] as Readonly<Record<UserId, number>>
  }
  return { engine, pupil, teacher, room: { school, key, id }, levels }
}

test('Who is silenced has less than everybody, and the teacher stays what the teacher is.', async () => {
  const { engine, pupil, teacher, room, levels } = await setting()
  const before = await levels()
  await silence(engine, room, pupil, new Date(Date.now() + hour))
  expect(await levels()).toEqual({ ...before, [pupil]: -1 })
  expect(before[teacher]).toBeGreaterThan(0)
})

test('A silence is no drift: the plan is empty while it stands, and when it is lifted.', async () => {
  const { engine, pupil, room, levels } = await setting()
  const planned = async () => (await planStored(engine, school)).actions
  const before = await levels()
  expect(await planned()).toEqual([])
  await silence(engine, room, pupil, new Date(Date.now() + hour))
  expect(await planned()).toEqual([])
  expect([await liftSilence(engine, room, pupil), await liftSilence(engine, room, pupil)]).toEqual([
    true,
    false,
  ])
  expect(await levels()).toEqual(before)
  expect(await planned()).toEqual([])
})

test('Other writers of the room’s levels keep the silence.', async () => {
  const { engine, pupil, room, levels } = await setting()
  await silence(engine, room, pupil, new Date(Date.now() + hour))
  const other = await giveAccount(engine, school, teacherId('S1', 2))
  await (
    await enter(engine, teacherId('S1', 2))
  ).complete
  await engine.levels.write(school, new Map([[room.key, room.id]]))
  expect((await levels())[pupil]).toBe(-1)
  expect(other).not.toBe(pupil)
})

test('A silence that was stored and not written is made good by the next plan, which says so.', async () => {
  const { engine, pupil, room } = await setting()
  const until = new Date(Date.now() + hour).toISOString()
  await engine.store.silences.set({ school, room: key, user: pupil, until })
  expect((await planStored(engine, school)).actions).toEqual([
    { kind: 'remove-power', room: room.key, users: [pupil] },
  ])
})

test('A silence that is over is lifted once, and a longer one stays.', async () => {
  const { engine, pupil, room, levels } = await setting()
  const before = await levels()
  await silence(engine, room, pupil, new Date(Date.now() + hour))
  expect(await liftOverSilences(engine)).toBe(0)
  const later = { ...engine, now: () => new Date(Date.now() + 2 * hour) }
  await silence(engine, room, pupil, new Date(Date.now() - 1))
  expect(await levels()).toEqual(before)
  expect([await liftOverSilences(later), await liftOverSilences(later)]).toEqual([1, 0])
})
