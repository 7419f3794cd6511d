import { describe, expect, it } from 'vitest'
import {
  apply,
  applyRoster,
  fakeEngine,
  giveAccount,
  planRoster,
  planStored,
} from '../testing/engine.ts'
import { parentId, pupilId, smallSchool, teacherId } from '../testing/small-school.ts'
import { countKinds } from './actions.ts'
import { enter } from './enter.ts'

const school = smallSchool()
const id = school.info.id

describe('a school from nothing', () => {
  it('is built in one room creation a room and one link for each restricted room', async () => {
    const engine = await fakeEngine()
    const plan = await planRoster(engine, school)
    expect(countKinds(plan.actions)).toEqual({ 'create-room': 15, 'link-child': 6 })
    const before = engine.homeserver.requests
    await apply(engine, plan)
    expect(engine.homeserver.requests - before).toBe(21)
  })

  it('plans nothing when planned again, with and without the roster', async () => {
    const engine = await fakeEngine()
    const { failures } = await applyRoster(engine, school)
    expect(failures).toEqual([])
    for (const plan of [await planRoster(engine, school), await planStored(engine, id)]) {
      expect(plan.changes).toEqual([])
      expect(plan.actions).toEqual([])
    }
  })

  it('costs at most 1.2 requests a room to plan again', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    const before = engine.homeserver.requests
    const plan = await planStored(engine, id)
    expect((engine.homeserver.requests - before) / plan.desired.size).toBeLessThan(1.2)
  })
})

describe('entering', () => {
  it('puts a person into exactly the rooms of the blueprint and leaves nothing to plan', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    for (const person of ['S1-A1', teacherId('S1', 1), pupilId('S1', 1, 1), parentId('S1', 1, 1)]) {
      await giveAccount(engine, id, person as never)
      const entry = await enter(engine, person as never)
      await entry.complete
    }
    const plan = await planStored(engine, id)
    expect(plan.actions).toEqual([])
    const roomsOf = (user: string) => {
      return [...plan.desired.values()]
        .filter((room) => room.members.has(user as never))
        .map((room) => room.key.replace('S1-', ''))
    }
    expect(roomsOf('@s1-p1-1:lyceum.test')).toEqual([
      'school/S1/school',
      'school/S1/announcements',
      'school/S1/general',
      'school/S1/library',
      'school/S1/broadcasts',
      'class/S1/C1/class',
      'class/S1/C1/class-chat',
      'class/S1/C1/class-channel',
    ])
    expect(roomsOf('@s1-g1-1:lyceum.test')).toEqual([
      'class/S1/C1/class',
      'class/S1/C1/class-channel',
      'class/S1/C1/class-parents',
    ])
  })

  it('gives teachers their levels in class rooms and where teachers write', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    const user = await giveAccount(engine, id, teacherId('S1', 1))
    await (
      await enter(engine, teacherId('S1', 1))
    ).complete
    const { desired } = await planStored(engine, id)
    const levels = [...desired.values()].flatMap((room) => {
      const level = room.levels.users[user]
      return level === undefined ? [] : [[room.key.replace('S1-', ''), level]]
    })
    expect(Object.fromEntries(levels)).toEqual({
      'school/S1/library': 50,
      'class/S1/C1/class': 60,
      'class/S1/C1/class-chat': 60,
      'class/S1/C1/class-channel': 60,
      'class/S1/C1/class-parents': 60,
      'class/S1/C2/class': 50,
      'class/S1/C2/class-chat': 50,
      'class/S1/C2/class-channel': 50,
    })
  })
})

describe('what changed behind its back', () => {
  it('is all in the next plan, and repaired by it', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    const user = await giveAccount(engine, id, pupilId('S1', 1, 1))
    await (
      await enter(engine, pupilId('S1', 1, 1))
    ).complete
    const { homeserver } = engine
    const { ids } = await planStored(engine, id)
    const room = (key: string) => ids.get(key as never) as never
    const root = '@root:lyceum.test' as never
    homeserver.drift.setState(room('class/S1/S1-C1/class-chat'), root, 'm.room.name', '', {
      name: 'x',
    })
    homeserver.drift.setState(room('school/S1/general'), root, 'm.room.power_levels', '', {
      users: { [user]: 100 },
    })
    homeserver.drift.setMembership(room('class/S1/S1-C1/class'), user, 'leave', { sender: root })
    homeserver.drift.setState(
      room('school/S1/school'),
      root,
      'm.space.child',
      room('school/S1/general'),
      {},
    )
    homeserver.drift.setMembership(room('school/S1/staff'), user, 'join', { sender: root })
    homeserver.drift.setState(room('school/S1/library'), root, 'm.room.join_rules', '', {
      join_rule: 'public',
    })
    const plan = await planStored(engine, id)
    expect(countKinds(plan.actions)).toEqual({
      'set-state': 2,
      'remove-power': 1,
      join: 1,
      'link-child': 1,
      'remove-member': 1,
    })
    await apply(engine, plan)
    expect((await planStored(engine, id)).actions).toEqual([])
  })

  it('brings back who left a class channel by oneself once, and respects every other leaving', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    const user = await giveAccount(engine, id, pupilId('S1', 1, 1))
    await (
      await enter(engine, pupilId('S1', 1, 1))
    ).complete
    const { ids } = await planStored(engine, id)
    const leave = (key: string) => engine.homeserver.leave(ids.get(key as never) as never, user)
    await leave('class/S1/S1-C1/class-channel')
    await leave('school/S1/general')
    const plan = await planStored(engine, id)
    expect(countKinds(plan.actions)).toEqual({ join: 1 })
    expect(plan.leftAlone).toEqual({ 'left-by-oneself': 1 })
    await apply(engine, plan)
    await leave('class/S1/S1-C1/class-channel')
    expect((await planStored(engine, id)).actions).toEqual([])
  })
})
