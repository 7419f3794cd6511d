/** An engine for tests: a store in memory and, unless another homeserver is given, the fake one. */
import { pino } from 'pino'
import { createFakeHomeserver, type FakeHomeserver } from '../homeserver/fake.ts'
import type { Homeserver } from '../homeserver/ports.ts'
import { applyPlan, type ApplyResult } from '../provision/apply.ts'
import { createEngine, type Engine } from '../provision/engine.ts'
import { lockOwner } from '../provision/lock-owner.ts'
import type { Incoming } from '../provision/plan-incoming.ts'
import { planSchool, type SchoolPlan } from '../provision/plan-school.ts'
import type { AccountSettings } from '../school/account-settings.ts'
import { defaultBlueprint } from '../school/blueprint-settings.ts'
import type { PersonId, SchoolId, UserId } from '../school/ids.ts'
import type { School } from '../school/people.ts'
import type { Store } from '../store/ports.ts'
import { openStore } from '../store/store.ts'

export const limits = { maxRemovePercent: 30, minExisting: 10 }

export interface TestEngine<Server extends Homeserver> extends Engine {
  readonly homeserver: Server
}

export async function fakeEngine(accounts?: AccountSettings): Promise<TestEngine<FakeHomeserver>> {
  return engineOn(createFakeHomeserver(), await memoryStore(), undefined, accounts)
}

export function memoryStore(): Promise<Store> {
  return openStore({ sqlite: ':memory:' }, { invitationKey: 'a key for tests only' })
}

/** Another `aliasKey` on the same homeserver gives other rooms for the same school. */
export function engineOn<Server extends Homeserver>(
  homeserver: Server,
  store: Store,
  aliasKey = 'an alias key for tests',
  accounts?: AccountSettings,
): TestEngine<Server> {
  const engine = createEngine({
    store,
    homeserver,
    blueprint: defaultBlueprint,
    accounts,
    aliasKey,
    log: pino({ level: 'silent' }),
    now: () => new Date(),
    owner: lockOwner.current(),
  })
  return engine as TestEngine<Server>
}

export function planRoster(
  engine: Engine,
  school: School,
  how: Partial<Incoming> = {},
): Promise<SchoolPlan> {
  return planSchool(engine, school.info.id, limits, { school, source: 'roster', ...how })
}

export function planStored(engine: Engine, school: SchoolId): Promise<SchoolPlan> {
  return planSchool(engine, school, limits)
}

export function apply(
  engine: Engine,
  plan: SchoolPlan,
  allowMassRemoval = false,
): Promise<ApplyResult> {
  return applyPlan(engine, plan, { limits, allowMassRemoval, actor: 'operator' })
}

export async function applyRoster(engine: Engine, school: School): Promise<ApplyResult> {
  return apply(engine, await planRoster(engine, school))
}

/** Gives a person an account without the join page: registers, binds, leaves the rooms to the engine. */
export async function giveAccount(
  engine: Engine,
  school: SchoolId,
  person: PersonId,
): Promise<UserId> {
  const localpart = person.toLowerCase()
  const at = engine.now().toISOString()
  await engine.homeserver.register(localpart)
  const expiresAt = new Date(engine.now().getTime() + 86_400_000).toISOString()
  const [issued] = await engine.store.invitations.issue(
    [{ purpose: 'enter', school, class: undefined, role: 'pupil', person, expiresAt }],
    at,
  )
  if (issued === undefined) throw new Error('no invitation was issued')
  await engine.store.invitations.claim(issued.token, localpart, at, 60)
  const user = `@${localpart}:${engine.homeserver.serverName}` as UserId
  await engine.store.invitations.consume(issued.invitation.id, user, at)
  return user
}
