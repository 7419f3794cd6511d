import { beforeEach, expect, test } from 'vitest'
import { applyRoster, fakeEngine, giveAccount, planRoster, planStored } from '../testing/engine.ts'
import { parentId, pupilId, smallSchool, teacherId } from '../testing/small-school.ts'
import { classId, type PersonId } from '../school/ids.ts'
import type { School } from '../school/people.ts'
import { addClass, archiveClass, moveYear, planYearMove, renameClass } from './classes.ts'
import { enter } from './enter.ts'
import { isEmptyPlan } from './plan-school.ts'

const school = smallSchool()
const id = school.info.id
const [first, second] = [classId('S1-C1'), classId('S1-C2')]
const head = '@head:lyceum.test'
let engine: Awaited<ReturnType<typeof fakeEngine>>

beforeEach(async () => {
  engine = await fakeEngine()
  await applyRoster(engine, school)
})

async function stored(): Promise<School> {
  const found = await engine.store.schools.load(id)
  if (found === undefined) throw new Error('the school is gone')
  return found
}

async function admit(person: PersonId) {
  const user = await giveAccount(engine, id, person)
  await (
    await enter(engine, person)
  ).complete
  return user
}

const labels = async () =>
  Object.fromEntries((await stored()).classes.map((one) => [one.id, one.label]))
const code = (error: { readonly code: string }) => error.code
const whole = { class: undefined, last: 11, again: false }

test('a class is added with its rooms, is the console’s, and keeps its name to itself', async () => {
  const added = await addClass(engine, school, ' 1Б ', head)
  expect(added.failures).toEqual([])
  const after = await stored()
  expect(after.classes).toContainEqual(added.class)
  expect(added.class.label).toBe('1Б')
  expect([...(await engine.store.rooms.ofSchool(id)).keys()].join()).toContain(added.class.id)
  expect((await engine.store.schools.origins(id))?.classes.get(added.class.id)).toBe('console')
  expect(await addClass(engine, after, '1Б', head).catch(code)).toBe('label-taken')
  expect(await addClass(engine, after, '', head).catch(code)).toBe('wrong-label')
  expect(await addClass(engine, after, '7', head, first).catch(code)).toBe('class-exists')
})

test('a renamed class keeps its rooms, which have the new name', async () => {
  const before = await engine.store.rooms.ofSchool(id)
  await renameClass(engine, school, { id: first, label: '1В' }, head)
  expect(await engine.store.rooms.ofSchool(id)).toEqual(before)
  expect(await labels()).toMatchObject({ 'S1-C1': '1В' })
  expect(isEmptyPlan(await planStored(engine, id))).toBe(true)
  const taken = renameClass(engine, await stored(), { id: second, label: '1В' }, head)
  expect(await taken.catch(code)).toBe('label-taken')
  const same = renameClass(engine, await stored(), { id: first, label: '1В' }, head)
  expect((await same).failures).toEqual([])
})

test('a year up keeps rooms, people and history, and the last class leaves', async () => {
  const pupil = await admit(pupilId('S1', 1, 1))
  const leaver = await admit(pupilId('S1', 2, 1))
  const teacher = await admit(teacherId('S1', 2))
  const before = await engine.store.rooms.ofSchool(id)
  const rooms = new Set(await engine.homeserver.joinedRooms(pupil))
  const move = await planYearMove(engine, school, { ...whole, last: 2 })
  expect(move.up).toEqual([{ id: first, label: '2А', before: '1А' }])
  expect(move.finished.map((one) => one.id)).toEqual([second])
  expect(new Set(move.leaving)).toEqual(
    new Set([1, 2].flatMap((n) => [pupilId('S1', 2, n), parentId('S1', 2, n)])),
  )
  expect((await moveYear(engine, school, move, head)).failures).toEqual([])
  expect(await labels()).toEqual({ 'S1-C1': '2А' })
  expect(new Set(await engine.homeserver.joinedRooms(pupil))).toEqual(rooms)
  expect(await engine.homeserver.joinedRooms(leaver)).toEqual([])
  expect(await engine.store.accounts.ofPerson(pupilId('S1', 2, 1))).toMatchObject({
    state: 'ended',
  })
  expect((await engine.homeserver.joinedRooms(teacher)).length).toBeGreaterThan(0)
  for (const [key, room] of before) {
    const now = (await engine.store.rooms.ofSchool(id)).get(key)
    expect([key, now ?? room]).toEqual([key, room])
  }
  expect(isEmptyPlan(await planStored(engine, id))).toBe(true)
  expect((await engine.store.journal.ofSchool(id, 1))[0]).toMatchObject({
    actor: head,
    action: 'classes-moved',
    details: { classes: 'S1-C1 S1-C2' },
  })
})

test('the whole school goes up once a year, unless it is said again', async () => {
  await moveYear(engine, school, await planYearMove(engine, school, whole), head)
  const after = await stored()
  expect(await labels()).toEqual({ 'S1-C1': '2А', 'S1-C2': '3А' })
  expect(await planYearMove(engine, after, whole).catch(code)).toBe('moved-already')
  const again = await planYearMove(engine, after, { ...whole, again: true })
  expect(again.up.map(({ label }) => label)).toEqual(['3А', '4А'])
  const nextYear = new Date(Date.now() + 200 * 86_400_000)
  const later = { store: engine.store, now: () => nextYear }
  expect((await planYearMove(later, after, whole)).up).toHaveLength(2)
})

test('one class goes up only where no other has its new name', async () => {
  const one = { ...whole, class: first }
  expect(await planYearMove(engine, school, one).catch(code)).toBe('label-taken')
  const last = await planYearMove(engine, school, { ...whole, class: second })
  await moveYear(engine, school, last, head)
  await moveYear(engine, await stored(), await planYearMove(engine, await stored(), one), head)
  expect(await labels()).toEqual({ 'S1-C1': '2А', 'S1-C2': '3А' })
  const unknown = { ...whole, class: classId('C9') }
  expect(await planYearMove(engine, school, unknown).catch(code)).toBe('unknown-class')
})

test('links of a closed class are worthless, those of others and of the school are not', async () => {
  const at = new Date().toISOString()
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  const link = { school: id, role: 'pupil', uses: undefined, createdBy: head, expiresAt } as const
  for (const cls of [first, second, undefined]) {
    await engine.store.sharedLinks.issue({ ...link, class: cls }, at)
  }
  await archiveClass(engine, school, second, head)
  const after = await engine.store.sharedLinks.ofSchool(id, new Date().toISOString())
  expect(new Map(after.map((one) => [one.class, one.status]))).toEqual(
    new Map([
      [first, 'open'],
      [second, 'revoked'],
      [undefined, 'open'],
    ]),
  )
})

test('a closed class comes back under its id with its rooms, and with its people by a roster', async () => {
  const before = await engine.store.rooms.ofSchool(id)
  const { leaving } = await archiveClass(engine, school, second, head)
  expect(leaving).toHaveLength(4)
  expect(Object.keys(await labels())).toEqual([first])
  await addClass(engine, await stored(), '2А', head, second)
  const rooms = await engine.store.rooms.ofSchool(id)
  for (const [key, room] of before) expect([key, rooms.get(key)]).toEqual([key, room])
  await applyRoster(engine, school)
  expect((await stored()).people).toHaveLength(school.people.length)
  expect(isEmptyPlan(await planRoster(engine, school))).toBe(true)
})
