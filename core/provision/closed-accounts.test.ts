import { beforeEach, expect, test } from 'vitest'
import type { FakeHomeserver } from '../homeserver/fake.ts'
import { userId, type UserId } from '../school/ids.ts'
import {
  apply,
  applyRoster,
  fakeEngine,
  giveAccount,
  planStored,
  type TestEngine,
} from '../testing/engine.ts'
import { pupilId, smallSchool } from '../testing/small-school.ts'
import { enter } from './enter.ts'

const school = smallSchool()
const id = school.info.id
const pupil = pupilId('S1', 1, 1)
let engine: TestEngine<FakeHomeserver>
let user: UserId

beforeEach(async () => {
  engine = await fakeEngine()
  await applyRoster(engine, school)
  user = await giveAccount(engine, id, pupil)
  await (
    await enter(engine, pupil)
  ).complete
})

/** As Synapse does it: the account is closed, then every room is left in the person's name. */
async function closeAccount() {
  engine.homeserver.drift.deactivate(user)
  for (const room of await engine.homeserver.joinedRooms(user)) {
    engine.homeserver.drift.setMembership(room, user, 'leave')
  }
}

test('An account that its person closed is noted once, and nobody tries to bring it back.', async () => {
  await closeAccount()
  const plan = await planStored(engine, id)
  expect(plan.actions).toEqual([{ kind: 'note-closed-account', person: pupil, user }])
  await apply(engine, plan)
  expect(await engine.store.accounts.ofPerson(pupil)).toMatchObject({ state: 'closed' })
  expect((await planStored(engine, id)).actions).toEqual([])
  expect((await engine.store.accounts.counts(id)).closed).toBe(1)
  const [, entry] = await engine.store.journal.recent(2)
  expect(entry).toMatchObject({ action: 'account-closed', actor: user, details: { person: pupil } })
})

test('Who left the school’s space and keeps the account is not taken for closed.', async () => {
  for (const room of await engine.homeserver.joinedRooms(user)) {
    engine.homeserver.drift.setMembership(room, user, 'leave')
  }
  const kinds = (await planStored(engine, id)).actions.map((action) => action.kind)
  expect(kinds).not.toContain('note-closed-account')
})

test('A person whose account is closed takes another one, and is in all rooms again.', async () => {
  await closeAccount()
  await apply(engine, await planStored(engine, id))
  const other = userId('@another-login:lyceum.test')
  await engine.homeserver.register('another-login')
  await engine.store.accounts.bind(pupil, other, engine.now().toISOString())
  await apply(engine, await planStored(engine, id))
  expect((await engine.homeserver.joinedRooms(other)).length).toBeGreaterThan(3)
  expect((await planStored(engine, id)).actions).toEqual([])
})
