import { beforeEach, describe, expect, test } from 'vitest'
import { decideApplication } from '@lyceum/core/provision/letting-in/decide.ts'
import { personId, userId } from '@lyceum/core/school/ids.ts'
import { lookAtWaiting, newApplicant, openIdOf, shareLink } from '../testing/applying.ts'
import { goodPassword, startTestSite, type TestSite } from '../testing/site.ts'

let site: TestSite
beforeEach(async () => {
  site = await startTestSite()
})

const anna = userId('@anna:lyceum.test')

async function decide(state: 'accepted' | 'declined', reason?: string) {
  const [application] = await site.engine.store.applications.ofUser(anna)
  if (application === undefined) throw new Error('nobody applied')
  const by = { actor: 'operator', by: 'operator' } as const
  return decideApplication(site.engine, application.id, { ...by, state, reason })
}

describe('the waiting page', () => {
  test('shows the state without the account, and is 401 without its token', async () => {
    const { token } = await shareLink(site)
    const { body } = await site.redeem(token, newApplicant('anna'))
    const look = await lookAtWaiting(site, body.waiting)
    expect(look.status).toBe(200)
    expect(look.body).toMatchObject({
      state: 'waiting',
      reason: null,
      school_name: 'Школа S1',
      class_name: '1А',
      role: 'pupil',
      full_name: 'Сёмина Анна Петровна',
      waits_for: 'class-teacher',
      user_id: anna,
      homeserver: 'https://matrix.school.test',
    })
    expect(look.headers['cache-control']).toBe('no-store')
    expect((await site.get('/api/v1/waiting')).status).toBe(401)
    expect((await lookAtWaiting(site, 'x'.repeat(43))).status).toBe(401)
    // It is no session of the API.
    for (const path of ['me', 'me/applications', 'applications', 'people']) {
      expect((await site.ask('GET', `/api/v1/${path}`, { session: body.waiting })).status).toBe(401)
    }
  })

  test('follows: accepted, and in', async () => {
    const { token } = await shareLink(site)
    const { body } = await site.redeem(token, newApplicant('anna'))
    await decide('accepted')
    const look = await lookAtWaiting(site, body.waiting)
    expect(look.body).toMatchObject({ state: 'accepted', waits_for: null })
    expect(site.engine.homeserver.inspectAccount(anna)).toMatchObject({
      suspended: false,
      displayName: 'Сёмина Анна Петровна',
    })
    expect(await site.engine.store.accounts.personsOf(anna)).toHaveLength(1)
  })

  test('is had anew by whoever signs in to the account, and then the first is over', async () => {
    const { token } = await shareLink(site)
    const { body } = await site.redeem(token, newApplicant('anna'))
    const openid = openIdOf(site, anna)
    const again = await site.ask('POST', '/api/v1/waiting', { body: { openid } })
    expect(again.status).toBe(201)
    expect((await lookAtWaiting(site, again.body.waiting)).body.state).toBe('waiting')
    expect((await lookAtWaiting(site, body.waiting)).status).toBe(401)
    await site.engine.homeserver.register('nobody')
    const nobody = openIdOf(site, userId('@nobody:lyceum.test'))
    expect((await site.ask('POST', '/api/v1/waiting', { body: { openid: nobody } })).status).toBe(
      404,
    )
    const wrong = { access_token: 'wrong', matrix_server_name: 'lyceum.test' }
    for (const sent of [{}, { openid: wrong }]) {
      expect((await site.ask('POST', '/api/v1/waiting', { body: sent })).status).toBe(401)
    }
  })

  test('outlives a declined account by thirty days, with the reason', async () => {
    const { token } = await shareLink(site)
    const { body } = await site.redeem(token, newApplicant('anna'))
    await decide('declined', 'Спросите в школе')
    expect(site.engine.homeserver.inspectAccount(anna)).toMatchObject({ deactivated: true })
    site.pass(29 * 86_400)
    const look = await lookAtWaiting(site, body.waiting)
    expect(look.body).toMatchObject({ state: 'declined', reason: 'Спросите в школе' })
    site.pass(2 * 86_400)
    expect((await lookAtWaiting(site, body.waiting)).status).toBe(401)
  })

  test('withdraws once; the login may be taken again, by whoever comes first', async () => {
    const { token } = await shareLink(site)
    const { body } = await site.redeem(token, newApplicant('anna'))
    const withdraw = () => site.ask('POST', '/api/v1/waiting/withdraw', { session: body.waiting })
    expect((await withdraw()).status).toBe(204)
    expect((await withdraw()).status).toBe(409)
    expect((await lookAtWaiting(site, body.waiting)).body.state).toBe('withdrawn')
    expect(site.engine.homeserver.inspectAccount(anna)).toMatchObject({ deactivated: true })
    const others = newApplicant('anna', { password: 'lamp-lamp-tiger-1187' })
    const again = await site.redeem(token, others)
    expect(again.status).toBe(201)
    expect(site.engine.homeserver.inspectAccount(anna)).toMatchObject({
      deactivated: false,
      suspended: true,
      password: 'lamp-lamp-tiger-1187',
    })
    // The first one's page shows the first one's application still.
    expect((await lookAtWaiting(site, body.waiting)).body.state).toBe('withdrawn')
  })

  test('by a personal slip too the login of a declined account may be taken, and is not suspended', async () => {
    const { token } = await shareLink(site)
    await site.redeem(token, newApplicant('anna'))
    await decide('declined')
    const slip = await site.invite(personId('S1-P1-1'))
    const { status, body } = await site.redeem(slip.token, {
      login: 'anna',
      password: goodPassword,
    })
    expect([status, body.state]).toEqual([201, 'joined'])
    expect(site.engine.homeserver.inspectAccount(anna)).toMatchObject({
      deactivated: false,
      suspended: false,
    })
  })
})
