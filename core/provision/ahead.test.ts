import { describe, expect, it } from 'vitest'
import type { AccountSettings } from '../school/account-settings.ts'
import type { UserId } from '../school/ids.ts'
import {
  apply,
  engineOn,
  fakeEngine,
  memoryStore,
  planRoster,
  planStored,
} from '../testing/engine.ts'
import { parentId, pupilId, smallSchool, teacherId } from '../testing/small-school.ts'
import { createFakeHomeserver } from '../homeserver/fake.ts'
import { countKinds } from './actions.ts'

const school = smallSchool()
const id = school.info.id
const ahead: AccountSettings = { mode: 'ahead', template: '{id}', register: true }
const pupil = pupilId('S1', 1, 1)

function withAccount(person: string, account: string) {
  const people = school.people.map((one) => (one.id === person ? { ...one, account } : one))
  return { ...school, people }
}

async function membersOf(engine: Awaited<ReturnType<typeof fakeEngine>>) {
  const { ids, desired } = await planStored(engine, id)
  const found = new Map<string, readonly string[]>()
  for (const [key, room] of ids) {
    const state = (await engine.homeserver.roomState(room)) ?? []
    const joined = state.filter((one) => {
      return one.type === 'm.room.member' && one.content['membership'] === 'join'
    })
    const users = joined.map((one) => one.state_key).filter((one) => one !== engine.homeserver.bot)
    found.set(key, users.toSorted())
  }
  return { found, desired }
}

describe('accounts ahead', () => {
  it('make every account and exactly the memberships of the blueprint, with the names of the roster', async () => {
    const engine = await fakeEngine(ahead)
    const plan = await planRoster(engine, school)
    expect(countKinds(plan.actions)).toMatchObject({ register: school.people.length })
    const { failures } = await apply(engine, plan)
    expect(failures).toEqual([])
    const { found, desired } = await membersOf(engine)
    for (const [key, room] of desired) {
      expect(found.get(key), key).toEqual([...room.members.keys()].toSorted())
    }
    const account = await engine.homeserver.account('@s1-p1-1:lyceum.test' as UserId)
    expect(account?.displayName).toBe(`Фамилия-${pupil} Имя-${pupil}`)
    expect(engine.homeserver.inspectAccount('@s1-p1-1:lyceum.test' as UserId)?.password).toBe(
      undefined,
    )
  })

  it('leave nothing to plan, with and without the roster', async () => {
    const engine = await fakeEngine(ahead)
    await apply(engine, await planRoster(engine, school))
    for (const plan of [await planRoster(engine, school), await planStored(engine, id)]) {
      expect([...plan.changes, ...plan.actions]).toEqual([])
    }
  })

  it('write the levels of a new room with the room, and one membership event where the rule lets in', async () => {
    const engine = await fakeEngine(ahead)
    const plan = await planRoster(engine, school)
    const counts = countKinds(plan.actions)
    expect(counts['set-power']).toBe(undefined)
    const joins = plan.actions.flatMap((one) => (one.kind === 'join' ? [one] : []))
    const invited = joins.filter((one) => one.by === 'invite').length
    const before = engine.homeserver.requests
    await apply(engine, plan)
    const people = school.people.length
    const rooms = (counts['create-room'] ?? 0) + (counts['link-child'] ?? 0)
    expect(engine.homeserver.requests - before).toBe(rooms + 2 * people + joins.length + invited)
  })

  it('continue where they were killed', async () => {
    const engine = await fakeEngine(ahead)
    let left = 40
    engine.homeserver.onWrite = () => {
      left -= 1
      if (left < 0) throw new Error('killed')
    }
    await apply(engine, await planRoster(engine, school))
    engine.homeserver.onWrite = undefined
    await apply(engine, await planStored(engine, id))
    expect((await planStored(engine, id)).actions).toEqual([])
    const { found, desired } = await membersOf(engine)
    for (const [key, room] of desired) {
      expect(found.get(key), key).toEqual([...room.members.keys()].toSorted())
    }
  })

  it('take the account that the roster names, by login or whole id, and none where nothing names one', async () => {
    const engine = await fakeEngine({ mode: 'ahead', register: true })
    const named = withAccount(pupil, '@anna.sso:lyceum.test')
    const plan = await planRoster(engine, named)
    expect(countKinds(plan.actions)['register']).toBe(1)
    expect(plan.leftAlone['no-account-name']).toBe(school.people.length - 1)
    await apply(engine, plan)
    const bound = await engine.store.accounts.ofPerson(pupil)
    expect(bound).toMatchObject({ userId: '@anna.sso:lyceum.test', state: 'active' })
    expect((await planRoster(engine, named)).changes).toEqual([])
  })

  it('are one account for two persons of whom the roster says the same one', async () => {
    const engine = await fakeEngine({ mode: 'ahead', register: true })
    const parent = parentId('S1', 1, 1)
    const both = {
      ...school,
      people: school.people.map((one) => {
        return [parent, teacherId('S1', 2)].includes(one.id) ? { ...one, account: 'olga' } : one
      }),
    }
    await apply(engine, await planRoster(engine, both))
    const { found } = await membersOf(engine)
    expect(found.get('class/S1/S1-C1/class-parents')).toEqual(['@olga:lyceum.test'])
    expect(found.get('school/S1/staff')).toEqual(['@olga:lyceum.test'])
    expect((await planRoster(engine, both)).actions).toEqual([])
  })

  it('never give a name of the template to a person when it is somebody else’s account', async () => {
    const engine = await fakeEngine(ahead)
    const taken = withAccount(teacherId('S1', 1), 's1-p1-1')
    await apply(
      engine,
      await planRoster(engine, {
        ...taken,
        people: taken.people.filter((one) => {
          return one.id === teacherId('S1', 1) || one.id === 'S1-A1'
        }),
        classes: [],
        places: [],
        guardianships: [],
        staff: taken.staff.filter((one) => one.person !== teacherId('S1', 2)),
      }),
    )
    const plan = await planRoster(engine, taken)
    expect(plan.leftAlone['account-of-another-person']).toBe(1)
    expect(plan.actions.some((one) => one.kind === 'register' && one.person === pupil)).toBe(false)
  })

  it.each(['@anna:elsewhere.test', 'Анна', '@lyceum:lyceum.test'])(
    'refuse the name %s, and the whole set with it',
    async (account) => {
      const engine = await fakeEngine(ahead)
      const plan = await planRoster(engine, withAccount(pupil, account))
      expect(plan.problems.map((one) => one.severity)).toEqual(['error'])
      await expect(apply(engine, plan)).rejects.toMatchObject({ code: 'bad-roster', exitCode: 65 })
      expect(await engine.store.schools.list()).toEqual([])
    },
  )

  it('wait for the first sign-in where only the single sign-on makes accounts', async () => {
    const homeserver = createFakeHomeserver()
    const engine = engineOn(homeserver, await memoryStore(), undefined, {
      ...ahead,
      register: false,
    })
    await homeserver.register('s1-p1-1')
    const plan = await planRoster(engine, school)
    expect(countKinds(plan.actions)['register']).toBe(1)
    expect(plan.leftAlone['not-signed-in-yet']).toBe(school.people.length - 1)
    await apply(engine, plan)
    expect((await planStored(engine, id)).actions).toEqual([])
    await homeserver.register('s1-p1-2')
    expect(countKinds((await planStored(engine, id)).actions)['register']).toBe(1)
  })
})
