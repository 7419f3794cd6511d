/** Sets of every format brought to a homeserver: what is built, what a second look finds, what changes take away. */
import type { FakeHomeserver } from '@lyceum/core/homeserver/fake.ts'
import { planSet } from '@lyceum/core/provision/plan-set.ts'
import type { School } from '@lyceum/core/school/people.ts'
import type { Roster } from '@lyceum/core/school/roster.ts'
import { apply, fakeEngine, limits, type TestEngine } from '@lyceum/core/testing/engine.ts'
import { isEmptyPlan } from '@lyceum/core/provision/plan-school.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { EditableSet } from './testing/editable-set.ts'
import { oneRoster11, sds21 } from './testing/small-sets.ts'

let engine: TestEngine<FakeHomeserver>

beforeEach(async () => {
  engine = await fakeEngine()
})
afterEach(() => engine.store.close())

async function plansOf({ schools, scopes }: Roster) {
  const set = { schools, source: 'oneroster', ...(scopes === undefined ? {} : { scopes }) }
  return planSet(engine, limits, set)
}

async function applySet(roster: Roster): Promise<void> {
  expect(roster.problems.filter((problem) => problem.severity === 'error')).toEqual([])
  for (const plan of await plansOf(roster)) await apply(engine, plan)
}

async function known(): Promise<readonly School[]> {
  const infos = await engine.store.schools.list()
  const schools = await Promise.all(infos.map(({ id }) => engine.store.schools.load(id)))
  return schools.filter((school) => school !== undefined)
}

function twoSchools(files: Readonly<Record<string, string>>): EditableSet {
  const set = new EditableSet(files)
  set.addLine('orgs.csv', 'S2,,,Second,college,,D')
  set.addLine('classes.csv', 'C,,,1C,01,CH,,homeroom,,S2,T,,,')
  set.addLine('users.csv', 's4,,,true,S2,student,s4,,Ida,Newby,,,,,,g1,,')
  return set.addLine('enrollments.csv', 'e9,,,C,S2,s4,student,,,')
}

test.each([
  ['OneRoster 1.2', () => new EditableSet(), 1],
  ['OneRoster 1.1 with two schools', () => twoSchools(oneRoster11), 2],
  ['SDS v2.1', () => new EditableSet(sds21), 1],
])('a set in %s builds its schools, and planning it again finds nothing', async (_, set, count) => {
  const roster = await set().read()
  expect(roster.schools).toHaveLength(count)
  await applySet(roster)
  expect(await known()).toHaveLength(count)
  const again = await plansOf(await set().read())
  expect(again.filter((plan) => !isEmptyPlan(plan))).toEqual([])
})

const at = '2026-11-20T10:00:00Z'

/** Only these rows of users.csv and enrollments.csv. */
function changes(users: readonly string[], enrollments: readonly string[]): Promise<Roster> {
  const set = new EditableSet(oneRoster11)
  for (const name of ['orgs', 'classes', 'courses', 'academicSessions']) {
    set.manifest(`file.${name}`, 'absent').remove(`${name}.csv`)
  }
  for (const [name, rows] of Object.entries({ users, enrollments })) {
    set.manifest(`file.${name}`, 'delta')
    set.rows(`${name}.csv`).splice(1)
    for (const row of rows) set.addLine(`${name}.csv`, row)
    if (rows.length === 0) set.manifest(`file.${name}`, 'absent').remove(`${name}.csv`)
  }
  return set.read({ timeZone: 'Europe/Moscow', known })
}

test('a delta brings whom it names and takes whom it names, and nobody else', async () => {
  await applySet(await new EditableSet(oneRoster11).read())
  const [before] = await known()
  const delta = () =>
    changes(
      [
        `s9,active,${at},true,S,student,s9,,Ida,Newby,,,,,,g2,,`,
        `s3,tobedeleted,${at},,,,,,,,,,,,,,,`,
      ],
      [`e9,active,${at},A,S,s9,student,,,`, `e2,tobedeleted,${at},A,S,s2,student,,,`],
    )
  await applySet(await delta())
  const [after] = await known()
  const gone = new Set<string>(['s3'])
  expect(after?.people.map((one) => one.id).toSorted()).toEqual(
    [...(before?.people ?? []).map((one) => one.id), 's9']
      .filter((id) => !gone.has(id) && id !== 's2')
      .toSorted(),
  )
  expect(after?.staff).toEqual(before?.staff)
  expect(after?.classes).toEqual(before?.classes)
  const again = await plansOf(await delta())
  expect(again.filter((plan) => !isEmptyPlan(plan))).toEqual([])
})
