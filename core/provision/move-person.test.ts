import { beforeEach, expect, test } from 'vitest'
import {
  apply,
  applyRoster,
  fakeEngine,
  giveAccount,
  planRoster,
  planStored,
} from '../testing/engine.ts'
import { parentId, pupilId, smallSchool, teacherId } from '../testing/small-school.ts'
import { classId, personId, type ClassId, type PersonId, type UserId } from '../school/ids.ts'
import type { School } from '../school/people.ts'
import { enter } from './enter.ts'
import { movePerson, planPersonMove } from './move-person.ts'
import { isEmptyPlan } from './plan-school.ts'

const school = smallSchool({ classes: 3 })
const id = school.info.id
const [first, second, third] = [classId('S1-C1'), classId('S1-C2'), classId('S1-C3')]
const pupil = pupilId('S1', 1, 1)
const parent = parentId('S1', 1, 1)
const teacher = teacherId('S1', 1)
const head = '@head:lyceum.test'
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

async function classesOf(user: UserId): Promise<readonly ClassId[]> {
  const joined = new Set(await engine.homeserver.joinedRooms(user))
  const rooms = await engine.store.rooms.ofSchool(id)
  const keys = [...rooms].flatMap(([key, room]) => (joined.has(room) ? [String(key)] : []))
  return [first, second, third].filter((cls) => keys.some((key) => key.includes(`/${cls}/`)))
}

const placesOf = async (person: PersonId) =>
  (await stored()).places.filter((one) => one.person === person)
const move = async (person: PersonId, to: ClassId, from?: ClassId) =>
  movePerson(engine, await stored(), { person, from, to }, head)

test('a pupil is in the rooms of the other class at once, and the parent too', async () => {
  const users = [await admit(pupil), await admit(parent)]
  const { failures, from } = await move(pupil, second)
  expect([failures, from]).toEqual([[], first])
  for (const user of users) expect(await classesOf(user)).toEqual([second])
  expect(isEmptyPlan(await planStored(engine, id))).toBe(true)
  expect((await engine.store.journal.ofSchool(id, 1))[0]).toMatchObject({
    actor: head,
    action: 'person-moved',
    details: { person: pupil, from: first, to: second },
  })
})

test('a roster that names the old class puts nobody into two, and one that follows changes nothing', async () => {
  await move(pupil, second)
  const old = await planRoster(engine, school)
  expect(old.leftAlone['ended-by-hand']).toBe(1)
  await apply(engine, old)
  expect(await placesOf(pupil)).toMatchObject([{ class: second, role: 'pupil' }])
  const places = school.places.map((one) =>
    one.person === pupil ? { ...one, class: second } : one,
  )
  const followed = await planRoster(engine, { ...school, places })
  expect([isEmptyPlan(followed), followed.leftAlone]).toEqual([true, {}])
})

test('who is moved back is where the roster says', async () => {
  await move(pupil, second)
  await move(pupil, first)
  expect(await placesOf(pupil)).toMatchObject([{ class: first }])
  await applyRoster(engine, school)
  expect(await placesOf(pupil)).toMatchObject([{ class: first }])
})

test('a class teacher takes another class along with its subjects, and of two classes one is named', async () => {
  const user = await admit(teacher)
  const unnamed = await move(teacher, third).catch((error: { code: string }) => error.code)
  expect(unnamed).toBe('which-class')
  await move(teacher, third, first)
  expect(await placesOf(teacher)).toContainEqual({
    person: teacher,
    class: third,
    role: 'class-teacher',
    subjects: ['Алгебра'],
  })
  expect(await classesOf(user)).toEqual([second, third])
  await move(teacher, second, third)
  expect(await placesOf(teacher)).toEqual([
    { person: teacher, class: second, role: 'class-teacher', subjects: ['Алгебра', 'Физика'] },
  ])
})

test('a parent leaves the committee of the class with the last child in it', () => {
  const seat = { person: parent, class: first }
  const at = { person: pupil, from: undefined, to: second }
  const alone = planPersonMove({ ...school, committee: [seat, { person: parent }] }, at)
  expect(alone.changes).toContainEqual({ kind: 'remove-committee-place', place: seat })
  expect(alone.changes.filter((one) => one.kind === 'remove-committee-place')).toHaveLength(1)
  const sibling = { guardian: parent, child: pupilId('S1', 1, 2) }
  const both = { ...school, committee: [seat], guardianships: [...school.guardianships, sibling] }
  expect(planPersonMove(both, at).changes.map((one) => one.kind)).not.toContain(
    'remove-committee-place',
  )
})

test.each([
  [{ person: personId('nobody'), from: undefined, to: second }, 'unknown-person'],
  [{ person: pupil, from: undefined, to: classId('C9') }, 'unknown-class'],
  [{ person: pupil, from: second, to: third }, 'not-in-class'],
  [{ person: pupil, from: undefined, to: first }, 'not-in-class'],
  [{ person: pupil, from: first, to: first }, 'already-there'],
  [{ person: parent, from: undefined, to: second }, 'not-in-class'],
])('%j is refused as %s', (asked, code) => {
  expect(() => planPersonMove(school, asked)).toThrow(expect.objectContaining({ code }))
})
