/** `accounts: ahead` on a real Synapse, with an account that was there before. */
import { beforeAll, expect, inject, it } from 'vitest'
import type { Homeserver } from '../homeserver/ports.ts'
import { connectPerson } from '../homeserver/testing.ts'
import { blueprint } from '../school/blueprint.ts'
import type { PersonId, RoomId, UserId } from '../school/ids.ts'
import { apply, planRoster, planStored, type TestEngine } from '../testing/engine.ts'
import { freshSchoolId, realEngine } from '../testing/real-engine.ts'
import { parentId, pupilId, smallSchool, teacherId } from '../testing/small-school.ts'
import { countKinds } from './actions.ts'

const id = freshSchoolId()
const small = smallSchool({ id, classes: 1, pupilsPerClass: 2 })
const existing = teacherId(id, 1)
const school = {
  ...small,
  people: small.people.map((one) => (one.id === existing ? { ...one, account: `sso.${id}` } : one)),
}

let engine: TestEngine<Homeserver>

beforeAll(async () => {
  engine = await realEngine({ mode: 'ahead', template: 'ahead.{id}', register: true })
  await engine.homeserver.register(`sso.${id}`)
  const { failures } = await apply(engine, await planRoster(engine, school))
  expect(failures).toEqual([])
}, 240_000)

it('Everybody is in exactly the rooms of the blueprint, without an invitation left to accept.', async () => {
  const { ids } = await planStored(engine, school.info.id)
  for (const person of [existing, pupilId(id, 1, 1), parentId(id, 1, 2)]) {
    const client = await clientOf(person)
    const { joined, invited } = await client.sync()
    const wanted = blueprint(school, engine.blueprint).filter((one) => one.members.has(person))
    expect(invited).toEqual([])
    expect(new Set(joined.keys())).toEqual(new Set(wanted.map((one) => ids.get(one.key))))
  }
}, 120_000)

it('An account that was there is the person’s, with the name of the roster; a second plan is empty.', async () => {
  const bound = await engine.store.accounts.ofPerson(existing)
  expect(bound?.userId).toBe(`@sso.${id}:${engine.homeserver.serverName}`)
  const account = await engine.homeserver.account(bound?.userId as UserId)
  expect(account?.displayName).toContain(existing)
  for (const plan of [await planRoster(engine, school), await planStored(engine, school.info.id)]) {
    expect([...plan.changes, ...plan.actions]).toEqual([])
  }
}, 120_000)

it('Levels are those of the room’s creation, and where the rule lets in nobody was invited.', async () => {
  const { ids, desired } = await planStored(engine, school.info.id)
  for (const [key, room] of desired) {
    const state = (await engine.homeserver.roomState(ids.get(key) as RoomId)) ?? []
    const levels = state.find((one) => one.type === 'm.room.power_levels')
    expect(levels?.content, key).toEqual(room.levels)
  }
}, 120_000)

it('A pupil who comes later costs an account and the memberships, and no room.', async () => {
  const added = smallSchool({ id, classes: 1, pupilsPerClass: 3 })
  const plan = await planRoster(engine, {
    ...added,
    people: [...school.people, ...added.people.slice(-2)],
  })
  expect(Object.keys(countKinds(plan.actions)).toSorted()).toEqual(['join', 'register'])
  expect((await apply(engine, plan)).failures).toEqual([])
  expect((await planStored(engine, school.info.id)).actions).toEqual([])
}, 120_000)

async function clientOf(person: PersonId) {
  const user = (await engine.store.accounts.ofPerson(person))?.userId as UserId
  const { accessToken } = await engine.homeserver.logIn(user, 'test')
  return connectPerson(inject('homeserver').url, user, accessToken)
}
