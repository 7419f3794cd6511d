import { beforeEach, describe, expect, test } from 'vitest'
import { applyRoster, apply, fakeEngine, giveAccount, planRoster } from '../testing/engine.ts'
import { parentId, pupilId, smallSchool, teacherId } from '../testing/small-school.ts'
import { classId, personId, type PersonId, type UserId } from '../school/ids.ts'
import type { EndingOf } from '../school/endings.ts'
import type { School } from '../school/people.ts'
import { end, undoEnd } from './ends.ts'
import { enter } from './enter.ts'
import { isEmptyPlan } from './plan-school.ts'

const school = smallSchool()
const id = school.info.id
const head = '@head:lyceum.test'
const pupil = pupilId('S1', 1, 1)
const parent = parentId('S1', 1, 1)
const teacher = teacherId('S1', 1)
let engine: Awaited<ReturnType<typeof fakeEngine>>

beforeEach(async () => {
  engine = await fakeEngine()
  await applyRoster(engine, school)
})

async function admit(person: PersonId): Promise<UserId> {
  const user = await giveAccount(engine, id, person)
  await (
    await enter(engine, person)
  ).complete
  return user
}

async function stored(): Promise<School> {
  const found = await engine.store.schools.load(id)
  if (found === undefined) throw new Error('the school is gone')
  return found
}

const endings: readonly EndingOf[] = [
  { kind: 'person', person: teacher },
  { kind: 'person', person: pupil },
  { kind: 'role', person: teacher, role: 'teacher' },
  { kind: 'role', person: parent, role: 'parent' },
  { kind: 'role', person: pupil, role: 'pupil' },
  { kind: 'class', person: teacher, class: classId('S1-C2') },
  { kind: 'child', person: parent, child: pupil },
]

describe.each(endings.map((one) => [JSON.stringify(one), one] as const))('%s', (_, ending) => {
  test('stays ended under the same roster, which says so with the way back', async () => {
    const { failures } = await end(engine, id, ending, head)
    expect(failures).toEqual([])
    const after = await stored()
    const plan = await planRoster(engine, school)
    expect(isEmptyPlan(plan)).toBe(true)
    expect(plan.leftAlone['ended-by-hand']).toBe(1)
    const told = plan.problems.find(({ hint }) => hint?.includes('--undo'))
    expect(told).toMatchObject({ severity: 'warning', file: 'roster' })
    expect(told?.message).toContain(ending.person)
    expect(JSON.stringify(told)).not.toContain('Фамилия')
    await apply(engine, plan)
    expect(await stored()).toEqual(after)
  })

  test('comes back with the next roster once it is undone', async () => {
    const before = await stored()
    await end(engine, id, ending, head)
    expect(await undoEnd(engine, id, ending, head)).toBe(true)
    expect(await undoEnd(engine, id, ending, head)).toBe(false)
    expect((await apply(engine, await planRoster(engine, school), true)).failures).toEqual([])
    const after = await stored()
    const sorted = (one: School) =>
      [one.people, one.staff, one.places, one.guardianships].map((list) =>
        list.map((item) => JSON.stringify(item)).toSorted(),
      )
    expect(sorted(after)).toEqual(sorted(before))
  })
})

test('who ends is locked, signed out and in no room; the journal names ids and the hand', async () => {
  const user = await admit(teacher)
  await end(engine, id, { kind: 'person', person: teacher }, head)
  expect(await engine.homeserver.joinedRooms(user)).toEqual([])
  expect(await engine.store.accounts.ofPerson(teacher)).toMatchObject({ state: 'ended' })
  expect((await engine.store.journal.ofSchool(id, 5))[0]).toMatchObject({
    actor: head,
    action: 'person-ended',
    details: { person: teacher },
  })
})

test('a pupil who ends takes the parent along, whose unused slip is worth nothing', async () => {
  const at = new Date().toISOString()
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  const slip = { purpose: 'enter', school: id, class: undefined, role: 'parent' } as const
  await engine.store.invitations.issue([{ ...slip, person: parent, expiresAt }], at)
  const { withoutRole } = await end(engine, id, { kind: 'person', person: pupil }, head)
  expect(new Set(withoutRole)).toEqual(new Set([pupil, parent]))
  const open = await engine.store.invitations.ofSchool(id, new Date().toISOString())
  expect(open.filter(({ status }) => status === 'open')).toEqual([])
})

test('a guardian of two children keeps the other one, and the account', async () => {
  const more = {
    ...school,
    guardianships: [...school.guardianships, { guardian: parent, child: pupilId('S1', 2, 1) }],
  }
  await applyRoster(engine, more)
  const user = await admit(parent)
  await end(engine, id, { kind: 'child', person: parent, child: pupil }, head)
  expect(await engine.store.accounts.ofPerson(parent)).toMatchObject({ state: 'active' })
  const rooms = await engine.store.rooms.ofSchool(id)
  const joined = new Set(await engine.homeserver.joinedRooms(user))
  const keys = [...rooms].flatMap(([key, room]) => (joined.has(room) ? [String(key)] : []))
  expect(keys.length).toBeGreaterThan(0)
  expect(keys.filter((key) => !key.includes('S1-C2'))).toEqual([])
})

test('what is not there is refused, and nothing is written down', async () => {
  const refused = async (ending: EndingOf) =>
    end(engine, id, ending, head).catch((error: { code: string }) => error.code)
  expect(await refused({ kind: 'person', person: personId('nobody') })).toBe('unknown-person')
  expect(await refused({ kind: 'role', person: pupil, role: 'teacher' })).toBe('nothing-to-end')
  expect(await refused({ kind: 'person', person: personId('S1-A1') })).toBe('unsafe-plan')
  expect(await engine.store.endings.ofSchool(id)).toEqual([])
  expect((await stored()).staff.some((one) => one.role === 'administrator')).toBe(true)
})
