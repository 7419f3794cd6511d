/** A pupil's account never becomes a grown-up's, nor the other way round: by slip, by link, or by both at once. */
import { beforeEach, describe, expect, test } from 'vitest'
import { refusal } from '@lyceum/core/homeserver/errors.ts'
import { personId, userId, type UserId } from '@lyceum/core/school/ids.ts'
import { aboutGuardian } from '@lyceum/core/provision/letting-in/tell.ts'
import { applyRoster } from '@lyceum/core/testing/engine.ts'
import { smallSchool } from '@lyceum/core/testing/small-school.ts'
import { newApplicant, openIdOf, shareLink, signIn } from '../testing/applying.ts'
import { goodPassword, startTestSite, type TestSite } from '../testing/site.ts'

let site: TestSite
beforeEach(async () => {
  site = await startTestSite()
})

const type = (name: string) => `urn:lyceum:problem:${name}`

async function slipOf(person: string) {
  const role = person.startsWith('S1-G') ? 'parent' : 'pupil'
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  const invitation = { purpose: 'enter', school: site.school.info.id, class: undefined } as const
  const [issued] = await site.engine.store.invitations.issue(
    [{ ...invitation, role, person: personId(person), expiresAt }],
    new Date().toISOString(),
  )
  if (issued === undefined) throw new Error('nothing was issued')
  return issued
}

function redeemAs(user: UserId, token: string) {
  const openid = openIdOf(site, user)
  return site.redeem(token, { openid, full_name: 'Сёмина Анна' })
}

async function expectRefused(user: UserId, token: string, name: string) {
  const { status, body } = await redeemAs(user, token)
  expect([status, body.type]).toEqual([403, type(name)])
}

describe('a pupil who is signed in, or uses a browser in which the pupil is', () => {
  test('cannot take the parent’s slip, which stays as it was', async () => {
    const { user } = await signIn(site, 'S1-P1-1')
    const { token } = await slipOf('S1-G1-1')
    await expectRefused(user, token, 'account-is-pupil')
    expect((await site.get(`/api/v1/invitations/${token}`)).body.status).toBe('open')
    const [entry] = await site.engine.store.journal.recent(1)
    expect(entry).toMatchObject({ action: 'invitation-refused', actor: user })
    const parent = await site.redeem(token, { login: 'mother', password: goodPassword })
    expect([parent.status, parent.body.state]).toEqual([201, 'joined'])
  })

  test.each(['parent', 'teacher', 'administrator'] as const)(
    'cannot apply as %s, also in another school',
    async (role) => {
      const { user } = await signIn(site, 'S1-P1-1')
      await applyRoster(site.engine, smallSchool({ id: 'S2' }))
      const { token, link } = await shareLink(site, { role, class: undefined, uses: 1 })
      await expectRefused(user, token, 'account-is-pupil')
      const [now] = await site.engine.store.sharedLinks.ofSchool(link.school, link.createdAt)
      expect(now?.used).toBe(0)
    },
  )

  test('has no right to confirm anybody, not even as somebody’s parent by the roster', async () => {
    const { session } = await signIn(site, 'S1-P1-1')
    const said = await site.ask('POST', '/api/v1/me/confirmations/S1-P1-1', {
      session,
      body: { answer: 'confirm' },
    })
    expect(said.status).toBe(404)
  })
})

describe('a pupil who only waits', () => {
  test('by the own slip, cannot take the parent’s and confirm itself', async () => {
    const confirmPupils = { personal: 'parent', shared: 'parent' } as const
    site = await startTestSite({ lettingIn: { confirmPupils } })
    const own = await slipOf('S1-P1-1')
    const { body } = await site.redeem(own.token, { login: 'child', password: goodPassword })
    expect(body.state).toBe('waiting')
    const { token } = await slipOf('S1-G1-1')
    await expectRefused(body.user_id, token, 'account-is-pupil')
    expect(await site.engine.store.accounts.personsOf(body.user_id)).toEqual([])
  })

  test('by a link that many use, is a pupil too', async () => {
    const link = await shareLink(site)
    const { body } = await site.redeem(link.token, newApplicant('child'))
    const { token } = await slipOf('S1-G1-1')
    await expectRefused(body.user_id, token, 'account-is-pupil')
    const parents = await shareLink(site, { role: 'parent' })
    await expectRefused(body.user_id, parents.token, 'account-is-pupil')
  })
})

describe('a grown-up', () => {
  test.each(['S1-G1-1', 'S1-T1', 'S1-A1'])(
    'who is %s cannot take a pupil’s slip or apply as a pupil',
    async (person) => {
      const { user } = await signIn(site, person)
      const { token } = await slipOf('S1-P1-1')
      await expectRefused(user, token, 'account-is-not-pupil')
      expect((await site.get(`/api/v1/invitations/${token}`)).body.status).toBe('open')
      const link = await shareLink(site)
      await expectRefused(user, link.token, 'account-is-not-pupil')
    },
  )

  test('who only waits cannot either', async () => {
    const link = await shareLink(site, { role: 'teacher' })
    const { body } = await site.redeem(link.token, newApplicant('newcomer'))
    const { token } = await slipOf('S1-P1-1')
    await expectRefused(body.user_id, token, 'account-is-not-pupil')
  })

  test('who is a teacher becomes a parent by the own slip, with one account', async () => {
    const { user } = await signIn(site, 'S1-T1')
    const { token } = await slipOf('S1-G1-1')
    expect((await redeemAs(user, token)).status).toBe(201)
    const persons = await site.engine.store.accounts.personsOf(user)
    expect(persons.toSorted()).toEqual(['S1-G1-1', 'S1-T1'])
  })
})

test('with both slips at once a new account becomes one of the two', async () => {
  for (let round = 0; round < 5; round++) {
    site = await startTestSite()
    const user = userId('@child:lyceum.test')
    await site.engine.homeserver.register('child')
    const slips = [await slipOf('S1-P1-1'), await slipOf('S1-G1-1')]
    const answers = await Promise.all(slips.map(({ token }) => redeemAs(user, token)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 403])
    expect(await site.engine.store.accounts.personsOf(user)).toHaveLength(1)
  }
})

test('a parent’s first entry is told to the class teacher, who ends it in one step', async () => {
  const teacher = await signIn(site, 'S1-T1')
  const { token } = await slipOf('S1-G1-1')
  const { body } = await site.redeem(token, { login: 'mother', password: goodPassword })
  const { id } = site.school.info
  const about = aboutGuardian(id, personId('S1-G1-1'), personId('S1-P1-1'), body.user_id)
  const notices = await site.engine.store.notices.about(about)
  expect(notices).toMatchObject([{ user: teacher.user }])
  const ended = await site.ask('POST', '/api/v1/people/S1-G1-1/end', {
    session: teacher.session,
    body: { child: 'S1-P1-1' },
  })
  expect(ended.status).toBe(200)
  const openid = openIdOf(site, body.user_id)
  expect((await site.ask('POST', '/api/v1/session', { body: { openid } })).status).toBe(403)
})

describe('when it dies on the way, a pupil’s slip that must be confirmed', () => {
  test.each([1, 2, 3, 4, 5])('at write %i, still leads to waiting', async (fatal) => {
    for (const moment of ['before', 'after'] as const) {
      const confirmPupils = { personal: 'parent', shared: 'parent' } as const
      site = await startTestSite({ lettingIn: { confirmPupils } })
      const { token } = await slipOf('S1-P1-1')
      const last = site.engine.homeserver.writes + fatal
      site.engine.homeserver.onWrite = (n, at) => {
        if (n > last || (n === last && at === moment)) throw refusal('write', 502)
      }
      await site.redeem(token, { login: 'child', password: goodPassword })
      site.engine.homeserver.onWrite = undefined
      const { status } = await site.redeem(token, { login: 'child', password: goodPassword })
      expect([201, 410]).toContain(status)
      const user = userId('@child:lyceum.test')
      expect(site.engine.homeserver.inspectAccount(user)).toMatchObject({
        suspended: true,
        password: goodPassword,
      })
      expect(await site.engine.store.applications.ofUser(user)).toHaveLength(1)
      expect(await site.engine.store.accounts.personsOf(user)).toEqual([])
    }
  })
})
