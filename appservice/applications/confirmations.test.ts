import { describe, expect, test } from 'vitest'
import { movePerson } from '@lyceum/core/provision/move-person.ts'
import { classId, personId, userId } from '@lyceum/core/school/ids.ts'
import type { LettingInSettings } from '@lyceum/core/school/letting-in-settings.ts'
import { lookAtWaiting, newApplicant, openIdOf, shareLink, signIn } from '../testing/applying.ts'
import { goodPassword, startTestSite, type TestSite } from '../testing/site.ts'

const child = userId('@child:lyceum.test')
const type = (name: string) => `urn:lyceum:problem:${name}`

function siteWith(confirmPupils: Partial<LettingInSettings['confirmPupils']>): Promise<TestSite> {
  const all = { personal: 'none', shared: 'teacher', ...confirmPupils } as const
  return startTestSite({ lettingIn: { confirmPupils: all } })
}

async function asks(site: TestSite, person: string) {
  const { session, user } = await signIn(site, person)
  return {
    user,
    get: (path: string) => site.ask('GET', `/api/v1/${path}`, { session }),
    post: (path: string, body: object = {}) =>
      site.ask('POST', `/api/v1/${path}`, { session, body }),
  }
}

async function stored({ engine, school }: TestSite) {
  const found = await engine.store.schools.load(school.info.id)
  if (found === undefined) throw new Error('the school is gone')
  return found
}

/** The pupil S1-P1-1 comes by the own slip. */
async function comeBySlip(site: TestSite) {
  const { token } = await site.invite(personId('S1-P1-1'))
  const { status, body } = await site.redeem(token, { login: 'child', password: goodPassword })
  return { token, status, body }
}

const confirm = { answer: 'confirm' }
const notMine = { answer: 'not-my-child' }

describe('a pupil’s slip, where a parent confirms', () => {
  test('gives an account that can do nothing, and nobody is the pupil yet', async () => {
    const site = await siteWith({ personal: 'parent' })
    const { token, status, body } = await comeBySlip(site)
    expect([status, body.state]).toEqual([201, 'waiting'])
    expect(site.engine.homeserver.inspectAccount(child)).toMatchObject({
      suspended: true,
      password: goodPassword,
    })
    expect(await site.engine.store.accounts.ofPerson(personId('S1-P1-1'))).toBeUndefined()
    const look = await lookAtWaiting(site, body.waiting)
    expect(look.body).toMatchObject({
      state: 'confirming',
      waits_for: 'parent',
      class_name: '1А',
      role: 'pupil',
    })
    const again = await site.redeem(token, { login: 'child', password: goodPassword })
    expect(again.status).toBe(410)
    const openid = openIdOf(site, child)
    const session = await site.ask('POST', '/api/v1/session', { body: { openid } })
    expect([session.status, session.body.type]).toEqual([403, type('not-of-school')])
  })

  test('leads to the class where the pupil is by now, and to no other', async () => {
    const site = await siteWith({ personal: 'teacher' })
    const { token } = await site.invite(personId('S1-P1-1'))
    const move = { person: personId('S1-P1-1'), from: undefined, to: classId('S1-C2') }
    await movePerson(site.engine, site.school, move, 'operator')
    const slip = (await site.get(`/api/v1/invitations/${token}`)).body
    expect([slip.class, slip.class_name]).toEqual(['S1-C2', '2А'])
    const { body } = await site.redeem(token, { login: 'child', password: goodPassword })
    expect((await lookAtWaiting(site, body.waiting)).body.class_name).toBe('2А')
    const back = { ...move, to: classId('S1-C1') }
    const early = await movePerson(site.engine, await stored(site), back, 'operator').catch(
      (error: { code: string }) => error.code,
    )
    expect(early).toBe('waits-to-be-confirmed')
    const teacher = await asks(site, 'S1-T2')
    expect((await teacher.post('people/S1-P1-1/confirm')).status).toBe(200)
    const { places } = await stored(site)
    expect(places.filter((one) => one.person === 'S1-P1-1')).toMatchObject([{ class: 'S1-C2' }])
    const used = (await site.get(`/api/v1/invitations/${token}`)).body
    expect([used.status, used.class]).toEqual(['used', 'S1-C1'])
  })

  test('is seen as waiting by those who manage the class', async () => {
    const site = await siteWith({ personal: 'parent' })
    await comeBySlip(site)
    const teacher = await asks(site, 'S1-T1')
    const { people } = (await teacher.get('people?class=S1-C1&state=waiting')).body
    expect(people).toMatchObject([{ id: 'S1-P1-1', user_id: null, state: 'waiting' }])
  })

  test('either parent says yes, whoever of child and parent comes first', async () => {
    for (const first of ['child', 'parent'] as const) {
      const site = await siteWith({ personal: 'parent' })
      const early = first === 'parent' ? await asks(site, 'S1-G1-1') : undefined
      const { body } = await comeBySlip(site)
      const parent = early ?? (await asks(site, 'S1-G1-1'))
      expect((await parent.get('me/confirmations')).body.confirmations).toMatchObject([
        {
          school: 'S1',
          school_name: 'Школа S1',
          pupil: { id: 'S1-P1-1', name: expect.any(String) },
          class_name: '1А',
          asked_at: expect.any(String),
        },
      ])
      const said = await parent.post('me/confirmations/S1-P1-1', confirm)
      expect([said.status, said.body]).toEqual([200, { state: 'confirmed' }])
      expect((await parent.post('me/confirmations/S1-P1-1', confirm)).status).toBe(409)
      expect((await parent.get('me/confirmations')).body.confirmations).toEqual([])
      expect((await lookAtWaiting(site, body.waiting)).body.state).toBe('accepted')
      expect(await site.engine.store.accounts.personsOf(child)).toEqual(['S1-P1-1'])
      expect(site.engine.homeserver.inspectAccount(child)).toMatchObject({ suspended: false })
    }
  })

  test('of another child, and to another parent, there is nothing to say', async () => {
    const site = await siteWith({ personal: 'parent' })
    await comeBySlip(site)
    const other = await asks(site, 'S1-G1-2')
    expect((await other.get('me/confirmations')).body.confirmations).toEqual([])
    expect((await other.post('me/confirmations/S1-P1-1', confirm)).status).toBe(404)
    expect((await other.post('me/confirmations/S1-P1-2', confirm)).status).toBe(409)
  })

  test('not my child: the class teacher decides then', async () => {
    const site = await siteWith({ personal: 'parent' })
    const { body } = await comeBySlip(site)
    const teacher = await asks(site, 'S1-T1')
    const early = await teacher.post('people/S1-P1-1/confirm')
    expect([early.status, early.body.reason]).toEqual([403, 'not-yet'])
    const parent = await asks(site, 'S1-G1-1')
    const said = await parent.post('me/confirmations/S1-P1-1', notMine)
    expect(said.body).toEqual({ state: 'denied' })
    expect((await parent.get('me/confirmations')).body.confirmations).toEqual([])
    expect((await parent.post('me/confirmations/S1-P1-1', confirm)).status).toBe(403)
    expect((await teacher.get('confirmations')).body.confirmations).toMatchObject([
      {
        pupil: { id: 'S1-P1-1' },
        user_id: child,
        by: 'parent',
        denied: true,
        may_confirm: true,
      },
    ])
    const refused = await teacher.post('people/S1-P1-1/confirm', { answer: 'refuse' })
    expect(refused.body).toEqual({ state: 'refused' })
    expect(site.engine.homeserver.inspectAccount(child)).toMatchObject({ deactivated: true })
    expect((await lookAtWaiting(site, body.waiting)).body.state).toBe('declined')
    expect((await teacher.get('confirmations')).body.confirmations).toEqual([])
    const entries = (await site.engine.store.journal.recent(50)).map(({ action }) => action)
    expect(entries).toEqual(expect.arrayContaining(['pupil-denied', 'pupil-refused']))
  })

  test('after three days the class teacher confirms too, and no teacher of another class', async () => {
    const site = await siteWith({ personal: 'parent' })
    await comeBySlip(site)
    const teacher = await asks(site, 'S1-T1')
    const other = await asks(site, 'S1-T2')
    site.pass(3 * 86_400 + 60)
    expect((await other.post('people/S1-P1-1/confirm')).status).toBe(403)
    expect((await other.get('confirmations')).body.confirmations).toEqual([])
    expect((await teacher.post('people/S1-P1-1/confirm')).body).toEqual({ state: 'confirmed' })
    expect(await site.engine.store.accounts.personsOf(child)).toEqual(['S1-P1-1'])
  })

  test('with an account that exists: it gains nothing until then, and is not suspended', async () => {
    const site = await siteWith({ personal: 'parent' })
    await site.engine.homeserver.register('child')
    const { token } = await site.invite(personId('S1-P1-1'))
    const { status, body } = await site.redeem(token, { openid: openIdOf(site, child) })
    expect([status, body.state, body.access_token]).toEqual([201, 'waiting', null])
    expect(site.engine.homeserver.inspectAccount(child)).toMatchObject({ suspended: false })
    expect(await site.engine.store.accounts.personsOf(child)).toEqual([])
  })
})

test('where the teacher confirms, the class teacher does so at once', async () => {
  const site = await siteWith({ personal: 'teacher' })
  const { body } = await comeBySlip(site)
  expect((await lookAtWaiting(site, body.waiting)).body.waits_for).toBe('class-teacher')
  const parent = await asks(site, 'S1-G1-1')
  expect((await parent.get('me/confirmations')).body.confirmations).toEqual([])
  expect((await parent.post('me/confirmations/S1-P1-1', confirm)).status).toBe(403)
  const teacher = await asks(site, 'S1-T1')
  expect((await teacher.post('people/S1-P1-1/confirm')).body).toEqual({ state: 'confirmed' })
})

test('by default a pupil’s slip lets the pupil in at once', async () => {
  const site = await siteWith({})
  const { body } = await comeBySlip(site)
  expect([body.state, body.waiting]).toEqual(['joined', undefined])
})

test('an application for a pupil is a second step where a parent confirms, and none where the teacher does', async () => {
  for (const shared of ['parent', 'teacher'] as const) {
    const site = await siteWith({ shared })
    const { token } = await shareLink(site)
    const { body } = await site.redeem(token, newApplicant('child'))
    const [application] = await site.engine.store.applications.ofUser(child)
    const teacher = await asks(site, 'S1-T1')
    await teacher.post(`applications/${application?.id}/accept`)
    const { state } = (await lookAtWaiting(site, body.waiting)).body
    expect(state).toBe(shared === 'parent' ? 'confirming' : 'accepted')
    const { suspended } = site.engine.homeserver.inspectAccount(child) ?? {}
    expect(suspended).toBe(shared === 'parent')
  }
})

test('nobody but parents and those who lead the class has anything to do with it', async () => {
  const site = await siteWith({ personal: 'parent' })
  await comeBySlip(site)
  const pupil = await asks(site, 'S1-P1-2')
  expect((await pupil.get('me/confirmations')).body.confirmations).toEqual([])
  expect((await pupil.post('me/confirmations/S1-P1-1', confirm)).status).toBe(404)
  expect((await pupil.post('people/S1-P1-1/confirm')).status).toBe(403)
  expect((await pupil.get('confirmations')).status).toBe(403)
})
