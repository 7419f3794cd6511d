import { expect, test } from 'vitest'
import { applyRoster, fakeEngine, giveAccount, limits, planStored } from '../testing/engine.ts'
import { pupilId, smallSchool, teacherId } from '../testing/small-school.ts'
import { chatId, classId, personId } from '../school/ids.ts'
import { changeSchool } from './change.ts'
import { isEmptyPlan } from './plan-school.ts'

const school = smallSchool()
const id = school.info.id
const by = { limits, actor: '@head:lyceum.test' }

test('a change by hand is stored as the console\u2019s and the homeserver follows', async () => {
  const engine = await fakeEngine()
  await applyRoster(engine, school)
  const pupil = pupilId('S1', 1, 1)
  const user = await giveAccount(engine, id, pupil)
  const chat = {
    id: chatId('h1'),
    class: classId('S1-C1'),
    name: 'Chess',
    members: ['pupil' as const],
    writers: [],
    openTo: [],
  }
  const { failures } = await changeSchool(engine, id, [{ kind: 'add-chat', chat }], by)
  expect(failures).toEqual([])
  const rooms = await engine.store.rooms.ofSchool(id)
  const room = [...rooms].find(([key]) => key.endsWith('/chat/h1'))?.[1]
  expect(await engine.homeserver.joinedRooms(user)).toContain(room)
  expect((await engine.store.schools.load(id, 'console'))?.chats).toEqual([chat])
  expect(isEmptyPlan(await planStored(engine, id))).toBe(true)
})

test('ten changes at once are all made', async () => {
  const engine = await fakeEngine()
  await applyRoster(engine, school)
  const people = Array.from({ length: 10 }, (_, n) => personId(`N${n}`))
  await Promise.all(
    people.map((person) =>
      changeSchool(
        engine,
        id,
        [
          { kind: 'add-person', person: { id: person, givenName: 'New', familyName: person } },
          {
            kind: 'add-class-place',
            place: { person, class: classId('S1-C1'), role: 'pupil', subjects: [] },
          },
        ],
        by,
      ),
    ),
  )
  const stored = await engine.store.schools.load(id)
  expect(stored?.people.filter((one) => people.includes(one.id))).toHaveLength(10)
})

test('the last administrator is not taken away, and what is not there is said', async () => {
  const engine = await fakeEngine()
  await applyRoster(engine, school)
  const last = {
    kind: 'remove-staff-place',
    person: personId('S1-A1'),
    role: 'administrator',
  } as const
  await expect(changeSchool(engine, id, [last], by)).rejects.toMatchObject({ code: 'unsafe-plan' })
  const nobody = {
    kind: 'add-staff-place',
    place: { person: personId('X'), role: 'teacher', subjects: [] },
  } as const
  await expect(changeSchool(engine, id, [nobody], by)).rejects.toMatchObject({
    code: 'unknown-person',
  })
  const teacher = teacherId('S1', 1)
  expect((await engine.store.schools.load(id))?.staff.some((one) => one.person === teacher)).toBe(
    true,
  )
})
