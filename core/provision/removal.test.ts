import { describe, expect, it } from 'vitest'
import type { PersonId, UserId } from '../school/ids.ts'
import type { School } from '../school/people.ts'
import { levels } from '../school/power-levels.ts'
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
import type { Engine } from './engine.ts'
import { enter } from './enter.ts'

const school = smallSchool({ pupilsPerClass: 3 })
const id = school.info.id

async function entered(engine: Engine, person: PersonId): Promise<UserId> {
  const user = await giveAccount(engine, id, person)
  await (
    await enter(engine, person)
  ).complete
  return user
}

function without(from: School, person: PersonId): School {
  const others = (one: { readonly person: PersonId }) => one.person !== person
  return {
    ...from,
    people: from.people.filter((one) => one.id !== person),
    staff: from.staff.filter(others),
    places: from.places.filter(others),
    guardianships: from.guardianships.filter(
      (one) => one.child !== person && one.guardian !== person,
    ),
  }
}

async function roomsOf(engine: Engine, user: UserId): Promise<readonly string[]> {
  const { desired, ids } = await planStored(engine, id)
  const keys = await Promise.all(
    [...desired.keys()].map(async (key) => {
      const state = await engine.homeserver.roomState(ids.get(key) as never)
      const member = state?.find((one) => one.type === 'm.room.member' && one.state_key === user)
      return member?.content['membership'] === 'join' ? [key.replaceAll('S1-', '')] : []
    }),
  )
  return keys.flat()
}

describe('somebody who is no longer in the roster', () => {
  it('is out of every room, signed out and locked, and back again with a later roster', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    const pupil = pupilId('S1', 1, 1)
    const user = await entered(engine, pupil)
    await applyRoster(engine, without(school, pupil))
    expect(await roomsOf(engine, user)).toEqual([])
    expect(await engine.homeserver.account(user)).toMatchObject({ locked: true })
    expect((await planStored(engine, id)).actions).toEqual([])
    await applyRoster(engine, school)
    expect(await roomsOf(engine, user)).toHaveLength(8)
    expect(await engine.homeserver.account(user)).toMatchObject({ locked: false })
    expect((await planStored(engine, id)).actions).toEqual([])
  })

  it('is out of private rooms too', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    const pupil = pupilId('S1', 1, 1)
    const user = await entered(engine, pupil)
    const room = engine.homeserver.drift.createRoom('@friend:lyceum.test' as UserId)
    engine.homeserver.drift.setMembership(room, user, 'join')
    await applyRoster(engine, without(school, pupil))
    expect(await engine.homeserver.joinedRooms(user)).toEqual([])
  })

  it('loses a parent place with the child, and keeps the one that rests on another child', async () => {
    const engine = await fakeEngine()
    const parent = parentId('S1', 1, 1)
    const sibling = { guardian: parent, child: pupilId('S1', 2, 1) }
    const both = { ...school, guardianships: [...school.guardianships, sibling] }
    await applyRoster(engine, both)
    const user = await entered(engine, parent)
    expect(await roomsOf(engine, user)).toHaveLength(6)
    await applyRoster(engine, without(both, pupilId('S1', 1, 1)))
    expect(await roomsOf(engine, user)).toEqual(
      [
        'class/S1/C2/class',
        'class/S1/C2/class-chat',
        'class/S1/C2/class-channel',
        'class/S1/C2/class-parents',
      ].filter((key) => !key.endsWith('chat')),
    )
  })
})

describe('a change within the school', () => {
  it('moves a pupil from class to class', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    const pupil = pupilId('S1', 1, 1)
    const user = await entered(engine, pupil)
    const moved = school.places.map((place) => {
      return place.person === pupil ? { ...place, class: school.classes[1]!.id } : place
    })
    await applyRoster(engine, { ...school, places: moved })
    expect((await roomsOf(engine, user)).filter((key) => key.startsWith('class/'))).toEqual([
      'class/S1/C2/class',
      'class/S1/C2/class-chat',
      'class/S1/C2/class-channel',
    ])
    expect((await planStored(engine, id)).actions).toEqual([])
  })

  it('renames a class in the same rooms', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    const { ids } = await planStored(engine, id)
    const renamed = school.classes.map((cls, index) => ({ ...cls, label: `${index + 2}А` }))
    const plan = await planRoster(engine, { ...school, classes: renamed })
    expect(countKinds([...plan.changes, ...plan.actions])).toEqual({
      'rename-class': 2,
      'set-state': 8,
      // The place in the school's list follows from the label.
      'link-child': 2,
    })
    await apply(engine, plan)
    const after = await planStored(engine, id)
    expect(after.ids).toEqual(ids)
    expect(after.actions).toEqual([])
  })

  it('takes the levels of a teacher who no longer teaches a class', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    const teacher = teacherId('S1', 1)
    const user = await entered(engine, teacher)
    const places = school.places.filter((one) => one.person !== teacher || one.role !== 'teacher')
    const plan = await planRoster(engine, { ...school, places })
    expect(countKinds(plan.actions)).toEqual({ 'remove-power': 3, 'remove-member': 3 })
    await apply(engine, plan)
    const { desired } = await planStored(engine, id)
    expect([...desired.values()].filter((room) => user in room.levels.users)).toHaveLength(5)
    expect((await planStored(engine, id)).actions).toEqual([])
  })

  it('changes a display name everywhere', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, school)
    const pupil = pupilId('S1', 1, 1)
    await entered(engine, pupil)
    const people = school.people.map((one) =>
      one.id === pupil ? { ...one, familyName: 'Новая' } : one,
    )
    const plan = await planRoster(engine, { ...school, people })
    expect(countKinds(plan.actions)).toEqual({ 'set-display-name': 1 })
    await apply(engine, plan)
    expect((await planStored(engine, id)).actions).toEqual([])
  })
})

describe('a class that disappears', () => {
  const wide = smallSchool({ classes: 6 })
  const last = wide.classes[5]!.id
  const narrow: School = {
    ...wide,
    classes: wide.classes.filter((one) => one.id !== last),
    places: wide.places.filter((one) => one.class !== last),
  }

  it('is archived: unlinked, nobody writes, who is still at school stays; and comes back whole', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, wide)
    const user = await entered(engine, teacherId('S1', 5))
    const { ids } = await planStored(engine, id)
    const plan = await planRoster(engine, narrow)
    expect(countKinds(plan.actions)).toMatchObject({ 'archive-room': 4, 'remove-child': 1 })
    await apply(engine, plan)
    expect((await planStored(engine, id)).actions).toEqual([])
    const chat = ids.get(`class/S1/${last}/class-chat` as never) as never
    const state = await engine.homeserver.roomState(chat)
    const content = (type: string, key = '') => {
      return state?.find((one) => one.type === type && one.state_key === key)?.content
    }
    expect(content('m.room.power_levels')).toMatchObject({
      events_default: levels.nobody,
      users: {},
    })
    expect(content('m.room.member', user)).toMatchObject({ membership: 'join' })
    await applyRoster(engine, wide)
    const again = await planStored(engine, id)
    expect(again.actions).toEqual([])
    expect(again.ids.get(`class/S1/${last}/class-chat` as never)).toBe(chat)
  })
})

describe('a truncated roster', () => {
  const large = smallSchool({ classes: 4, pupilsPerClass: 6 })

  it('is refused with the numbers, and nothing is written', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, large)
    const kept = large.people.slice(0, Math.floor(large.people.length * 0.6))
    const cut = large.people
      .filter((one) => !kept.includes(one))
      .reduce((rest, one) => without(rest, one.id), large)
    const plan = await planRoster(engine, cut)
    expect(plan.unsafe.map((one) => one.what)).toContain('people')
    const writes = engine.homeserver.writes
    await expect(apply(engine, plan)).rejects.toMatchObject({ code: 'unsafe-plan', exitCode: 5 })
    expect(engine.homeserver.writes).toBe(writes)
    expect((await planRoster(engine, large)).changes).toEqual([])
    await apply(engine, plan, true)
    expect((await planRoster(engine, cut)).changes).toEqual([])
  })

  it('is refused where only the enrolments are cut', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, large)
    const plan = await planRoster(engine, {
      ...large,
      places: large.places.slice(0, Math.floor(large.places.length * 0.6)),
    })
    expect(plan.unsafe.map((one) => one.what)).toContain('class-places')
  })

  it('is refused when the last administrator would go', async () => {
    const engine = await fakeEngine()
    await applyRoster(engine, large)
    const staff = large.staff.filter((one) => one.role !== 'administrator')
    const plan = await planRoster(engine, { ...large, staff })
    expect(plan.unsafe.map((one) => one.what)).toEqual(['last-administrator'])
  })
})
