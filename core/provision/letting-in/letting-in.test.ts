import { expect, test } from 'vitest'
import { classId, personId, userId } from '../../school/ids.ts'
import { fakeEngine, applyRoster, giveAccount } from '../../testing/engine.ts'
import { apply, makeHeldAccount, standingOf } from '../../testing/letting-in.ts'
import { parentId, pupilId, smallSchool, teacherId } from '../../testing/small-school.ts'
import { enter } from '../enter.ts'
import { confirmPupil } from './confirm.ts'
import { decideApplication } from './decide.ts'
import { lookAtLettingIn } from './look.ts'
import { withdrawApplication } from './withdraw.ts'

const school = smallSchool()
const id = school.info.id
const operator = { actor: 'operator', by: 'operator' } as const

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

test('A teacher is held until accepted, and is then in the school with subjects and classes.', async () => {
  const engine = await livingSchool('S1-A1')
  const application = await apply(engine, id, 'newcomer', {
    role: 'teacher',
    class: classId('S1-C1'),
    classes: [classId('S1-C2')],
    subjects: ['Химия', 'Биология'],
  })
  expect(await engine.homeserver.account(application.user)).toMatchObject({ suspended: true })
  expect(await standingOf(engine, 'newcomer')).toBeUndefined()
  const decided = await decideApplication(engine, application.id, {
    ...operator,
    state: 'accepted',
  })
  expect(decided).toMatchObject({ state: 'decided', application: { isDone: true } })
  expect(await engine.homeserver.account(application.user)).toMatchObject({
    suspended: false,
    displayName: 'Сёмин Пётр',
  })
  const standing = await standingOf(engine, 'newcomer')
  expect([...(standing?.schools[0]?.teaches ?? [])]).toEqual(['S1-C1', 'S1-C2'])
})

test('Who is declined or withdraws is erased, and another may take the login.', async () => {
  const engine = await livingSchool('S1-A1')
  const first = await apply(engine, id, 'petr')
  const declined = { ...operator, state: 'declined', reason: 'Не наш ученик' } as const
  await decideApplication(engine, first.id, declined)
  expect(await engine.homeserver.account(first.user)).toMatchObject({ deactivated: true })
  expect(await makeHeldAccount(engine, 'petr')).toBe(first.user)
  expect(await makeHeldAccount(engine, 'petr')).toBeUndefined()
  const second = await apply(engine, id, 'petr', { user: first.user })
  expect(await engine.store.applications.ofUser(first.user)).toEqual([second])
  expect(await withdrawApplication(engine, second)).toBe(true)
  expect(await engine.homeserver.account(first.user)).toMatchObject({ deactivated: true })
})

test('With a parent to confirm, a pupil waits on after being accepted, whoever comes first.', async () => {
  const engine = await livingSchool('S1-T1', 'S1-G1-1')
  Object.assign(engine, {
    lettingIn: { ...engine.lettingIn, confirmPupils: { personal: 'none', shared: 'parent' } },
  })
  const pupil = pupilId('S1', 1, 1)
  const name = { givenName: 'Имя-S1-P1-1', familyName: 'Фамилия-S1-P1-1' }
  const application = await apply(engine, id, 'child', { name })
  expect(application.person).toBe(pupil)
  await decideApplication(engine, application.id, { ...operator, state: 'accepted' })
  expect(await standingOf(engine, 'child')).toBeUndefined()
  const parent = await standingOf(engine, parentId('S1', 1, 1))
  const answer = { school: id, pupil, by: parent?.user ?? '', answer: 'confirm' } as const
  const teacher = await standingOf(engine, teacherId('S1', 1))
  expect(await confirmPupil(engine, { ...answer, actor: teacher })).toEqual({
    state: 'not-allowed',
    reason: 'not-yet',
  })
  expect(await confirmPupil(engine, { ...answer, actor: parent })).toEqual({ state: 'confirmed' })
  expect((await standingOf(engine, 'child'))?.schools[0]?.persons).toEqual(new Set([pupil]))
})

test('What nobody answers ends by itself, and an account that was there before is left as it is.', async () => {
  const engine = await livingSchool('S1-A1')
  await engine.homeserver.register('old')
  const application = await apply(engine, id, 'old', {
    user: userId(`@old:${engine.homeserver.serverName}`),
    madeAccount: false,
  })
  const later = Date.now() + 31 * 86_400_000
  Object.assign(engine, { now: () => new Date(later) })
  await lookAtLettingIn(engine)
  const ended = await engine.store.applications.find(application.id)
  expect(ended).toMatchObject({ state: 'expired', isDone: true })
  expect(await engine.homeserver.account(application.user)).toMatchObject({
    deactivated: false,
    suspended: false,
  })
})
