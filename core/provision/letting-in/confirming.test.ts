import { expect, test } from 'vitest'
import { classId, personId, userId } from '../../school/ids.ts'
import type { LettingInSettings } from '../../school/letting-in-settings.ts'
import { applyRoster, fakeEngine, giveAccount } from '../../testing/engine.ts'
import { apply, makeHeldAccount, newApplication, standingOf } from '../../testing/letting-in.ts'
import { parentId, pupilId, smallSchool } from '../../testing/small-school.ts'
import type { Engine } from '../engine.ts'
import { end } from '../ends.ts'
import { enter } from '../enter.ts'
import { oneByHand } from '../one-by-hand.ts'
import { erasePerson } from '../personal/erase.ts'
import { confirmPupil } from './confirm.ts'
import { decideApplication } from './decide.ts'
import { guardianEntered } from './guardian.ts'
import { lookAtLettingIn } from './look.ts'

const school = smallSchool()
const id = school.info.id
const pupil = pupilId('S1', 1, 1)
const accepted = { actor: 'operator', by: 'operator', state: 'accepted' } as const
const name = { givenName: 'Имя-S1-P1-1', familyName: 'Фамилия-S1-P1-1' }
const dayMs = 86_400_000

async function livingSchool(
  confirmPupils: LettingInSettings['confirmPupils'],
  ...people: string[]
) {
  const engine = await fakeEngine()
  Object.assign(engine, { lettingIn: { ...engine.lettingIn, confirmPupils } })
  await applyRoster(engine, school)
  for (const person of people) await bringIn(engine, person)
  return engine
}

async function bringIn(engine: Engine, person: string) {
  await giveAccount(engine, id, personId(person))
  await (
    await enter(engine, personId(person))
  ).complete
}

const byParent = { personal: 'none', shared: 'parent' } as const

/** A pupil of the roster who applied, was accepted and waits for a parent. */
async function waitingPupil(...people: string[]) {
  const engine = await livingSchool(byParent, ...people)
  const application = await apply(engine, id, 'child', { name })
  await decideApplication(engine, application.id, accepted)
  return { engine, application }
}

async function answer(engine: Engine, login: string, how: 'confirm' | 'not-my-child' = 'confirm') {
  const actor = await standingOf(engine, login)
  const given = { school: id, pupil, actor, by: actor?.user ?? '', answer: how }
  const result = await confirmPupil(engine, given)
  return result.state === 'not-allowed' ? result.reason : result.state
}

function letPass(engine: Engine, days: number): void {
  const later = Date.now() + days * dayMs
  Object.assign(engine, { now: () => new Date(later) })
}

test('Only a parent of the child confirms at first: no other parent, no teacher, no pupil, no account that waits.', async () => {
  const { engine } = await waitingPupil('S1-G1-1', 'S1-G1-2', 'S1-T1', 'S1-T2', 'S1-A1', 'S1-P1-2')
  expect(await answer(engine, 'S1-G1-2')).toBe('not-your-role')
  expect(await answer(engine, 'S1-T2')).toBe('not-your-role')
  expect(await answer(engine, 'S1-T1')).toBe('not-yet')
  expect(await answer(engine, 'S1-A1')).toBe('not-yet')
  expect(await answer(engine, 'S1-P1-2')).toBe('account-is-pupil')
  expect(await answer(engine, 'child')).toBe('not-your-role')
  expect(await standingOf(engine, 'child')).toBeUndefined()
  expect(await answer(engine, 'S1-G1-1')).toBe('confirmed')
  expect(await answer(engine, 'S1-G1-1')).toBe('already-decided')
  expect((await standingOf(engine, 'child'))?.schools).toHaveLength(1)
})

test('An account that is a pupil anywhere confirms nobody, also where it is a parent.', async () => {
  const { engine } = await waitingPupil('S1-G1-1')
  const at = engine.now().toISOString()
  const parent = userId(`@s1-g1-1:${engine.homeserver.serverName}`)
  await engine.store.accounts.bind(pupilId('S1', 2, 1), parent, at)
  expect(await answer(engine, 'S1-G1-1')).toBe('account-is-pupil')
})

test('After three days the class teacher may confirm in the stead of a parent, and is told so.', async () => {
  const { engine } = await waitingPupil('S1-T1', 'S1-A1')
  const told = () =>
    engine.homeserver.sent.filter(({ content }) =>
      String(content['body']).includes('✅, чтобы подтвердить'),
    )
  await lookAtLettingIn(engine)
  expect(told()).toEqual([])
  letPass(engine, 3)
  await lookAtLettingIn(engine)
  const { writes } = engine.homeserver
  await lookAtLettingIn(engine)
  // Who was told is not told again, nor shown again what was decided.
  expect(engine.homeserver.writes).toBe(writes)
  // The administration room and the class teacher.
  expect(told()).toHaveLength(2)
  expect(await answer(engine, 'S1-T1')).toBe('confirmed')
})

test('“Not my child” is noted, that parent confirms no more, and another parent or the class teacher decides.', async () => {
  const { engine } = await waitingPupil('S1-T1', 'S1-G1-1', 'S1-G1-2')
  const guardianship = { guardian: parentId('S1', 1, 2), child: pupil }
  await engine.store.schools.change(
    id,
    'console',
    [{ kind: 'add-guardianship', guardianship }],
    engine.now().toISOString(),
  )
  expect(await answer(engine, 'S1-T1')).toBe('not-yet')
  expect(await answer(engine, 'S1-G1-1', 'not-my-child')).toBe('denied')
  expect(await answer(engine, 'S1-G1-1')).toBe('denied-before')
  const bodies = engine.homeserver.sent.map(({ content }) => String(content['body']))
  expect(bodies.some((body) => body.includes('это не мой ребёнок'))).toBe(true)
  expect(await answer(engine, 'S1-G1-2')).toBe('confirmed')
})

test('Where the class teacher refuses, the account goes, the pupil of the roster stays, and who was added goes too.', async () => {
  const { engine, application } = await waitingPupil('S1-T1', 'S1-G1-1')
  await answer(engine, 'S1-G1-1', 'not-my-child')
  expect(await answer(engine, 'S1-T1', 'not-my-child')).toBe('refused')
  expect(await engine.homeserver.account(application.user)).toMatchObject({ deactivated: true })
  const people = async () => (await engine.store.schools.load(id))?.people.map((one) => one.id)
  expect(await people()).toContain(pupil)
  const unknown = await apply(engine, id, 'nobody')
  await decideApplication(engine, unknown.id, accepted)
  const person = (await engine.store.applications.find(unknown.id))?.person ?? personId('')
  expect(await people()).toContain(person)
  const actor = await standingOf(engine, 'S1-T1')
  letPass(engine, 3)
  await confirmPupil(engine, {
    school: id,
    pupil: person,
    actor,
    by: actor?.user ?? '',
    answer: 'not-my-child',
  })
  expect(await people()).not.toContain(person)
  expect(await engine.store.applications.find(unknown.id)).toMatchObject({
    state: 'declined',
    isDone: true,
  })
})

test('A parent who comes after the child is asked on entering.', async () => {
  const { engine, application } = await waitingPupil('S1-T1')
  await bringIn(engine, 'S1-G1-1')
  await guardianEntered(engine, id, parentId('S1', 1, 1))
  const parent = userId(`@s1-g1-1:${engine.homeserver.serverName}`)
  const notices = await engine.store.notices.about({
    kind: 'confirmation',
    subject: `S1/${pupil}/${application.id}`,
  })
  expect(notices.map(({ user }) => user)).toEqual([parent])
  expect(await answer(engine, 'S1-G1-1')).toBe('confirmed')
})

test('Parents are asked of every account anew, and an answer to the question of another one is none.', async () => {
  const { engine, application } = await waitingPupil('S1-T1', 'S1-G1-1')
  const asked = () =>
    engine.homeserver.sent.filter(({ content }) => {
      return (
        content['m.relates_to'] === undefined && String(content['body']).includes('ваш ребёнок')
      )
    })
  expect(asked()).toHaveLength(1)
  await answer(engine, 'S1-G1-1', 'not-my-child')
  expect(await answer(engine, 'S1-T1', 'not-my-child')).toBe('refused')
  letPass(engine, 1)
  const second = await apply(engine, id, 'impostor', { name })
  await decideApplication(engine, second.id, accepted)
  expect(asked()).toHaveLength(2)
  expect(asked()[1]?.content['body']).toContain(second.user)
  const actor = await standingOf(engine, 'S1-G1-1')
  const confirm = (one: string) =>
    confirmPupil(engine, {
      school: id,
      pupil,
      application: one,
      actor,
      by: actor?.user ?? '',
      answer: 'confirm',
    })
  expect(await confirm(application.id)).toEqual({ state: 'already-decided' })
  expect(await standingOf(engine, 'impostor')).toBeUndefined()
  expect(await confirm(second.id)).toEqual({ state: 'confirmed' })
})

test('A pupil with a personal slip waits for the class teacher where the school says so.', async () => {
  const engine = await livingSchool({ personal: 'teacher', shared: 'teacher' }, 'S1-T1', 'S1-G1-1')
  const user = await makeHeldAccount(engine, 'child')
  if (user === undefined) throw new Error('the login is taken')
  const at = engine.now().toISOString()
  const class1 = classId('S1-C1')
  const expiresAt = new Date(Date.now() + dayMs).toISOString()
  const [slip] = await engine.store.invitations.issue(
    [{ purpose: 'enter', school: id, class: class1, role: 'pupil', person: pupil, expiresAt }],
    at,
  )
  await engine.store.invitations.claim(slip?.token ?? '', 'child', at, 60)
  const application = newApplication(id, user, { person: pupil })
  await engine.store.invitations.consumeForApplication(
    slip?.invitation.id ?? '',
    user,
    application,
    at,
  )
  await lookAtLettingIn(engine)
  expect(await engine.homeserver.account(user)).toMatchObject({ suspended: true })
  expect(await answer(engine, 'S1-G1-1')).toBe('not-your-role')
  expect(await answer(engine, 'S1-T1')).toBe('confirmed')
  expect((await standingOf(engine, 'child'))?.schools[0]?.persons).toEqual(new Set([pupil]))
})

test('What nobody confirms ends by itself.', async () => {
  const { engine, application } = await waitingPupil('S1-G1-1')
  letPass(engine, 29)
  await lookAtLettingIn(engine)
  expect((await engine.store.applications.find(application.id))?.state).toBe('accepted')
  letPass(engine, 31)
  await lookAtLettingIn(engine)
  expect(await engine.store.applications.find(application.id)).toMatchObject({
    state: 'expired',
    isDone: true,
  })
  expect(await engine.homeserver.account(application.user)).toMatchObject({ deactivated: true })
  expect(await engine.store.confirmations.waiting()).toEqual([])
  expect(await answer(engine, 'S1-G1-1')).toBe('already-decided')
})

test('What was ended by hand while a confirmation was waited for is not brought back by it.', async () => {
  const { engine, application } = await waitingPupil('S1-G1-1')
  await end(engine, id, { kind: 'person', person: pupil }, 'operator')
  await lookAtLettingIn(engine)
  expect(await engine.store.applications.find(application.id)).toMatchObject({
    state: 'declined',
    decidedBy: 'operator',
    isDone: true,
  })
  expect(await engine.homeserver.account(application.user)).toMatchObject({ deactivated: true })
  const people = (await engine.store.schools.load(id))?.people.map((one) => one.id)
  expect(people).not.toContain(pupil)
})

test('Where the person has entered by another account meanwhile, or the class is gone, it waits for who decides again.', async () => {
  const { engine, application } = await waitingPupil('S1-A1', 'S1-G1-1')
  await giveAccount(engine, id, pupil)
  expect(await answer(engine, 'S1-G1-1')).toBe('confirmed')
  const reopened = await engine.store.applications.find(application.id)
  expect(reopened).toMatchObject({ state: 'waiting', person: undefined, isDone: false })
  expect(await engine.homeserver.account(application.user)).toMatchObject({ suspended: true })
  const notices = await engine.store.notices.about({ kind: 'application', subject: application.id })
  const last = engine.homeserver.sent.findLast(({ room }) => room === notices[0]?.room)
  expect(last?.content['body']).toContain('Поставьте ✅, чтобы принять')
})

test('Whoever is erased while waiting for a confirmation leaves no account behind.', async () => {
  const { engine, application } = await waitingPupil('S1-G1-1')
  await erasePerson(engine, pupil, { limits: oneByHand, actor: 'operator' })
  expect(await engine.homeserver.account(application.user)).toMatchObject({ deactivated: true })
  expect(await engine.store.applications.undone()).toEqual([])
})

test('Who seems to be somebody who is erased leaves no account behind that nobody would look at again.', async () => {
  const engine = await livingSchool(byParent)
  const application = await apply(engine, id, 'child', { name })
  expect(application.person).toBe(pupil)
  const about = { kind: 'application', subject: application.id } as const
  const [told] = await engine.store.notices.about(about)
  if (told === undefined) throw new Error('nobody was told')
  await erasePerson(engine, pupil, { limits: oneByHand, actor: 'operator' })
  const { bot } = engine.homeserver
  expect(await engine.homeserver.eventAs(bot, told.room, told.event)).toMatchObject({ content: {} })
  expect(await engine.store.applications.find(application.id)).toBeUndefined()
  expect(await engine.homeserver.account(application.user)).toMatchObject({ deactivated: true })
  expect(await makeHeldAccount(engine, 'child')).toBe(application.user)
})
