/** What happens to an account when roles end while something else goes on: several persons, several schools, races, kills. */
import { describe, expect, it } from 'vitest'
import type { PersonId, SchoolId, UserId } from '../school/ids.ts'
import type { School } from '../school/people.ts'
import {
  apply,
  applyRoster,
  fakeEngine,
  giveAccount,
  limits,
  planRoster,
  planStored,
} from '../testing/engine.ts'
import { parentId, pupilId, smallSchool, teacherId } from '../testing/small-school.ts'
import { countKinds } from './actions.ts'
import { enter } from './enter.ts'
import type { Engine } from './engine.ts'
import { planSet } from './plan-set.ts'

const school = smallSchool({ pupilsPerClass: 3 })
const id = school.info.id

async function entered(engine: Engine, person: PersonId, of: SchoolId = id): Promise<UserId> {
  const user = await giveAccount(engine, of, person)
  const { complete } = await enter(engine, person)
  await complete
  return user
}

function without(from: School, ...persons: readonly PersonId[]): School {
  const stays = (person: PersonId) => !persons.includes(person)
  return {
    ...from,
    people: from.people.filter((one) => stays(one.id)),
    staff: from.staff.filter((one) => stays(one.person)),
    places: from.places.filter((one) => stays(one.person)),
    guardianships: from.guardianships.filter((one) => stays(one.child) && stays(one.guardian)),
  }
}

describe('two persons of one account', () => {
  it('end with a locked account when both leave in one roster', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    const [teacher, parent] = [teacherId('S1', 1), parentId('S1', 2, 1)]
    const user = await entered(engine, teacher)
    await engine.store.accounts.bind(parent, user, engine.now().toISOString())
    await apply(engine, await planStored(engine, id))
    await applyRoster(engine, without(school, teacher, parent))
    expect(await engine.homeserver.account(user)).toMatchObject({ locked: true })
    expect(engine.homeserver.inspectAccount(user)?.sessions.size).toBe(0)
  })

  it('are called what the smallest person id is called, after entering as after applying', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    const user = await entered(engine, teacherId('S1', 1))
    await engine.store.accounts.bind(parentId('S1', 2, 1), user, engine.now().toISOString())
    const { complete } = await enter(engine, parentId('S1', 2, 1))
    await complete
    await apply(engine, await planStored(engine, id))
    expect((await planStored(engine, id)).actions).toEqual([])
  })
})

describe('a person of two schools', () => {
  const other: School = {
    ...smallSchool({ id: 'S2' }),
    info: { ...smallSchool({ id: 'S2' }).info, language: 'en' },
  }
  const shared = school.people.find((one) => one.id === teacherId('S1', 1))!
  const both: School = {
    ...other,
    people: [...other.people, shared],
    staff: [...other.staff, { person: shared.id, role: 'teacher', subjects: [] }],
  }

  it('keeps the account while one of them is left, and loses it when a set takes both', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    await applyRoster(engine, both)
    const user = await entered(engine, shared.id)
    await applyRoster(engine, other)
    expect(await engine.homeserver.account(user)).toMatchObject({ locked: false })
    await applyRoster(engine, both)
    const set = { schools: [without(school, shared.id), other], source: 'roster' }
    for (const plan of await planSet(engine, limits, set)) await apply(engine, plan, true)
    expect(await engine.homeserver.account(user)).toMatchObject({ locked: true })
    for (const plan of await planSet(engine, limits)) expect(plan.actions).toEqual([])
  })

  it('is not renamed back and forth by schools of two languages', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    await applyRoster(engine, both)
    await entered(engine, shared.id)
    for (const one of [school, both, school]) {
      expect((await planStored(engine, one.info.id)).actions).toEqual([])
    }
  })
})

describe('somebody who enters meanwhile', () => {
  it('is not taken for a stranger when the rooms were read before the account', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    const { homeserver } = engine
    const read = homeserver.roomState.bind(homeserver)
    let isFirst = true
    Object.assign(homeserver, {
      async roomState(room: Parameters<typeof read>[0]) {
        if (isFirst) {
          isFirst = false
          await entered(engine, pupilId('S1', 1, 1))
        }
        return read(room)
      },
    })
    const plan = await planStored(engine, id)
    expect(countKinds(plan.actions)['remove-member']).toBeUndefined()
  })

  it('and is removed by a plan that knew nothing of it, is out again and locked', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    const pupil = pupilId('S1', 1, 1)
    const plan = await planRoster(engine, without(school, pupil))
    const user = await giveAccount(engine, id, pupil)
    const entry = enter(engine, pupil)
    await apply(engine, plan)
    await (
      await entry
    ).complete
    expect(await engine.homeserver.joinedRooms(user)).toEqual([])
    expect(await engine.homeserver.account(user)).toMatchObject({ locked: true })
    expect((await planStored(engine, id)).actions).toEqual([])
  })

  it('and is moved, ends in the rooms of the new class only', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    const pupil = pupilId('S1', 1, 1)
    await giveAccount(engine, id, pupil)
    const entry = enter(engine, pupil)
    const places = school.places.map((place) => {
      return place.person === pupil ? { ...place, class: school.classes[1]!.id } : place
    })
    await applyRoster(engine, { ...school, places })
    await (
      await entry
    ).complete
    expect((await planStored(engine, id)).actions).toEqual([])
  })
})

describe('ending an account', () => {
  const pupil = pupilId('S1', 1, 1)

  it('that was killed between locking and noting it is undone for who is back', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    const user = await entered(engine, pupil)
    const { homeserver } = engine
    const end = homeserver.endSessions.bind(homeserver)
    Object.assign(homeserver, { endSessions: () => Promise.reject(new Error('killed')) })
    await applyRoster(engine, without(school, pupil))
    Object.assign(homeserver, { endSessions: end })
    expect(await homeserver.account(user)).toMatchObject({ locked: true })
    await applyRoster(engine, school)
    expect(await homeserver.account(user)).toMatchObject({ locked: false })
    expect((await planStored(engine, id)).actions).toEqual([])
  })

  it('does not wait for a private room that cannot be left', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    const user = await entered(engine, pupil)
    const { homeserver } = engine
    const room = homeserver.drift.createRoom('@friend:lyceum.test' as UserId)
    homeserver.drift.setMembership(room, user, 'join')
    const leave = homeserver.leave.bind(homeserver)
    Object.assign(homeserver, { leave: () => Promise.reject(new Error('not now')) })
    const { failures } = await applyRoster(engine, without(school, pupil))
    expect(failures).toHaveLength(1)
    expect(await homeserver.account(user)).toMatchObject({ locked: true })
    Object.assign(homeserver, { leave })
    await apply(engine, await planStored(engine, id))
    expect(await homeserver.joinedRooms(user)).toEqual([])
  })

  it('is due when the last place is gone, also while the roster still lists the name', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    const user = await entered(engine, parentId('S1', 1, 1))
    const guardianships = school.guardianships.filter(
      (one) => one.guardian !== parentId('S1', 1, 1),
    )
    await applyRoster(engine, { ...school, guardianships })
    expect(await engine.homeserver.account(user)).toMatchObject({ locked: true })
  })
})

describe('a plan and the world after it', () => {
  it('is refused as stale when another apply changed the school meanwhile', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    const plan = await planRoster(engine, without(school, pupilId('S1', 1, 1)))
    await applyRoster(engine, without(school, pupilId('S1', 1, 2)))
    await expect(apply(engine, plan)).rejects.toMatchObject({ code: 'stale-plan' })
  })

  it('brings who left a whole space back into the class channel by an invitation', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    const user = await entered(engine, pupilId('S1', 1, 1))
    const { ids } = await planStored(engine, id)
    for (const kind of ['class', 'class-chat', 'class-channel']) {
      await engine.homeserver.leave(ids.get(`class/S1/S1-C1/${kind}` as never) as never, user)
    }
    const { failures } = await apply(engine, await planStored(engine, id))
    expect(failures).toEqual([])
    expect((await planStored(engine, id)).actions).toEqual([])
  })
})
