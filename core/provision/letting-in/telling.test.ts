import { expect, test } from 'vitest'
import { classId, personId, userId } from '../../school/ids.ts'
import { applyRoster, fakeEngine, giveAccount, limits } from '../../testing/engine.ts'
import { apply, standingOf } from '../../testing/letting-in.ts'
import { parentId, pupilId, smallSchool } from '../../testing/small-school.ts'
import { changeSchool } from '../change.ts'
import { end } from '../ends.ts'
import type { Engine } from '../engine.ts'
import { enter } from '../enter.ts'
import { decideApplication } from './decide.ts'
import { guardianEntered, oweOfParent } from './guardian.ts'
import { lookAtLettingIn } from './look.ts'
import { aboutGuardian } from './tell.ts'

const school = smallSchool()
const id = school.info.id

async function livingSchool(...people: string[]) {
  const engine = await fakeEngine()
  await applyRoster(engine, school)
  for (const person of people) {
    await giveAccount(engine, id, personId(person))
    await (
      await enter(engine, personId(person))
    ).complete
  }
  return engine
}

type Living = Awaited<ReturnType<typeof livingSchool>>

async function toldOf(engine: Engine, application: string) {
  const notices = await engine.store.notices.about({ kind: 'application', subject: application })
  return notices.map(({ user }) => user?.split(':')[0] ?? 'a room').toSorted()
}

function said(engine: Living, text: string) {
  return engine.homeserver.sent.filter(({ content }) => String(content['body']).includes(text))
}

test('Administrators hear of everybody in their room, class teachers of pupils and parents of their class.', async () => {
  const engine = await livingSchool('S1-A1', 'S1-T1', 'S1-T2')
  const class2 = classId('S1-C2')
  const pupil = await apply(engine, id, 'pupil', { class: class2 })
  const teacher = await apply(engine, id, 'teacher', { role: 'teacher', class: class2 })
  const parent = await apply(engine, id, 'parent', {
    role: 'parent',
    class: undefined,
    child: pupilId('S1', 1, 1),
  })
  expect(await toldOf(engine, pupil.id)).toEqual(['@s1-t2', 'a room'])
  expect(await toldOf(engine, teacher.id)).toEqual(['a room'])
  expect(await toldOf(engine, parent.id)).toEqual(['@s1-t1', 'a room'])
  expect(await engine.store.notices.owed()).toEqual([])
  const [first] = await engine.store.notices.about({ kind: 'application', subject: pupil.id })
  expect(await engine.store.notices.of(first?.event ?? '')).toMatchObject({ subject: pupil.id })
})

test('The message says who wants what, and afterwards who decided and why.', async () => {
  const engine = await livingSchool('S1-A1')
  const application = await apply(engine, id, 'teacher', {
    role: 'teacher',
    class: classId('S1-C1'),
    classes: [classId('S1-C2')],
    subjects: ['Химия', 'Биология'],
  })
  const [asked] = said(engine, 'Заявка')
  expect(asked?.content).toEqual({
    msgtype: 'm.text',
    body: `Заявка: Сёмин Пётр, учитель; классы 1А, 2А; предметы: Химия, Биология. Школа S1.
Поставьте ✅, чтобы принять, ❌, чтобы отклонить, или ответьте на это сообщение причиной отказа.
Номер заявки: ${application.id}`,
  })
  const actor = await standingOf(engine, 'S1-A1')
  const by = actor?.user ?? ''
  await decideApplication(engine, application.id, {
    actor,
    by,
    state: 'declined',
    reason: 'Не наш учитель',
  })
  const [edit] = said(engine, 'Отклонено')
  expect(edit?.content).toMatchObject({
    'm.relates_to': { rel_type: 'm.replace', event_id: asked?.event },
    'm.new_content': {
      body: `Заявка: Сёмин Пётр, учитель; классы 1А, 2А; предметы: Химия, Биология. Школа S1.
❌ Отклонено: Фамилия-S1-A1 Имя-S1-A1
Причина: Не наш учитель`,
    },
  })
})

test('An application that nobody could be told of stands, and the next look tells it, once.', async () => {
  const engine = await livingSchool('S1-A1', 'S1-T1')
  const { sendEvent } = engine.homeserver
  Object.assign(engine.homeserver, {
    sendEvent: () => Promise.reject(new Error('the homeserver does not answer')),
  })
  const application = await apply(engine, id, 'pupil')
  expect(await toldOf(engine, application.id)).toEqual([])
  Object.assign(engine.homeserver, { sendEvent })
  await lookAtLettingIn(engine)
  await lookAtLettingIn(engine)
  expect(await toldOf(engine, application.id)).toEqual(['@s1-t1', 'a room'])
  expect(said(engine, 'Заявка')).toHaveLength(2)
})

test('Who is accepted is told in chat; an account of the school that is declined is told why.', async () => {
  const engine = await livingSchool('S1-T1')
  const own = { user: userId(`@s1-t1:${engine.homeserver.serverName}`), madeAccount: false }
  const first = await apply(engine, id, 'newcomer')
  const second = await apply(engine, id, 'S1-T1', {
    ...own,
    kind: 'class',
    role: 'teacher',
    class: classId('S1-C2'),
    person: personId('S1-T1'),
  })
  await decideApplication(engine, first.id, {
    actor: 'operator',
    by: 'operator',
    state: 'accepted',
  })
  await decideApplication(engine, second.id, {
    actor: 'operator',
    by: 'operator',
    state: 'declined',
    reason: 'Там есть учитель.',
  })
  expect(said(engine, 'Вас приняли: Школа S1.')).toHaveLength(1)
  expect(said(engine, 'Ваша заявка отклонена: Школа S1. Там есть учитель.')).toHaveLength(1)
  expect((await standingOf(engine, 'S1-T1'))?.schools).toHaveLength(1)
})

test("A parent's first entry is told to the class teacher once, who ends it in one step.", async () => {
  const engine = await livingSchool('S1-A1', 'S1-T1', 'S1-T2', 'S1-G1-1')
  const guardian = parentId('S1', 1, 1)
  const child = pupilId('S1', 1, 1)
  await guardianEntered(engine, id, guardian)
  await guardianEntered(engine, id, guardian)
  const user = userId(`@s1-g1-1:${engine.homeserver.serverName}`)
  const notices = await engine.store.notices.about(aboutGuardian(id, guardian, child, user))
  expect(notices.map(({ user }) => user)).toEqual([
    userId(`@s1-t1:${engine.homeserver.serverName}`),
  ])
  expect(said(engine, 'Впервые вошёл родитель: Фамилия-S1-G1-1 Имя-S1-G1-1')).toHaveLength(1)
  await end(engine, id, { kind: 'child', person: guardian, child }, '@s1-t1:lyceum.test')
  expect(await standingOf(engine, guardian)).toBeUndefined()
  // Linked again, with another account: whose is it this time?
  const guardianship = { guardian, child }
  await changeSchool(engine, id, [{ kind: 'add-guardianship', guardianship }], {
    limits,
    actor: 'operator',
  })
  await engine.store.accounts.setState(guardian, 'ended')
  const other = userId(`@other:${engine.homeserver.serverName}`)
  await engine.homeserver.register('other')
  await engine.store.accounts.bind(guardian, other, engine.now().toISOString())
  await guardianEntered(engine, id, guardian)
  expect(said(engine, 'Впервые вошёл родитель')).toHaveLength(2)
})

test('Where no class teacher has entered, the administration hears of the parent.', async () => {
  const engine = await livingSchool('S1-A1', 'S1-G1-1')
  await guardianEntered(engine, id, parentId('S1', 1, 1))
  const user = userId(`@s1-g1-1:${engine.homeserver.serverName}`)
  const about = aboutGuardian(id, parentId('S1', 1, 1), pupilId('S1', 1, 1), user)
  const notices = await engine.store.notices.about(about)
  expect(notices.map(({ user }) => user)).toEqual([undefined])
})

test('Where the process dies before it tells of a parent, the next look does, and of nobody else.', async () => {
  const engine = await livingSchool('S1-T1', 'S1-G1-1', 'S1-P1-2')
  for (const person of ['S1-T1', 'S1-G1-1', 'S1-P1-2']) await oweOfParent(engine, personId(person))
  expect(await engine.store.notices.owed()).toHaveLength(1)
  await lookAtLettingIn(engine)
  await lookAtLettingIn(engine)
  expect(said(engine, 'Впервые вошёл родитель')).toHaveLength(1)
  await oweOfParent(engine, parentId('S1', 1, 1))
  expect(await engine.store.notices.owed()).toEqual([])
})
