import { beforeEach, describe, expect, test } from 'vitest'
import { goodPassword, startTestSite, type TestSite } from '../testing/site.ts'

let site: TestSite
beforeEach(async () => {
  site = await startTestSite()
})

const type = (name: string) => `urn:lyceum:problem:${name}`

describe('reading an invitation', () => {
  test('tells school, class, role and the short name, and a free login', async () => {
    const { token } = await site.invite()
    const { status, body, headers } = await site.get(`/api/v1/invitations/${token}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      school: 'S1',
      school_name: 'Школа S1',
      class: 'S1-C1',
      class_name: '1А',
      role: 'pupil',
      person: { id: 'S1-P1-1', name: 'Имя-S1-P1-1 Ф.' },
      status: 'open',
      purpose: 'enter',
      login: { suggested: expect.stringMatching(/^imya-s-p\d{4}$/), fixed: false },
      needs: { approval: false, subjects: false, phone: false },
      homeserver: 'https://matrix.school.test',
      server_name: 'lyceum.test',
    })
    expect(JSON.stringify(body)).not.toContain('Фамилия')
    expect(headers['cache-control']).toBe('no-store')
  })

  test('never consumes it', async () => {
    const { token } = await site.invite()
    for (let n = 0; n < 5; n++) await site.get(`/api/v1/invitations/${token}`)
    expect((await site.redeem(token, { login: 'masha', password: goodPassword })).status).toBe(201)
  })

  test('takes the typed code in any case, with and without hyphens', async () => {
    const { code } = await site.invite()
    for (const typed of [code, code.toLowerCase(), code.replaceAll('-', '')]) {
      expect((await site.get(`/api/v1/invitations/${typed}`)).status).toBe(200)
    }
  })

  test('says nothing of the person once it is used, expired or revoked', async () => {
    const used = await site.invite()
    await site.redeem(used.token, { login: 'masha', password: goodPassword })
    const other = site.school.places[3]?.person
    const revoked = await site.invite(other)
    await site.engine.store.invitations.revoke(revoked.invitation.id, new Date().toISOString())
    const expired = await site.invite(other)
    site.pass(15 * 86_400)
    for (const [status, { token }] of Object.entries({ used, revoked, expired })) {
      const { body } = await site.get(`/api/v1/invitations/${token}`)
      expect(body.status).toBe(status)
      expect(body.person).toBeUndefined()
      expect(body.login.suggested).toBeNull()
    }
  })

  test.each(['0000000000000000000000000A', 'x', '%D0%B9', 'a'.repeat(900)])(
    'an unknown one (%s) is 404',
    async (token) => {
      const { status, body } = await site.get(`/api/v1/invitations/${token}`)
      expect([status, body.type]).toEqual([404, type('invitation-unknown')])
    },
  )
})

describe('guessing', () => {
  test('ten wrong typed codes from one address stop typed codes from there for an hour', async () => {
    const { code, token } = await site.invite()
    for (let n = 0; n < 10; n++) await site.get(`/api/v1/invitations/0000-0000-000${n}`)
    const stopped = await site.get(`/api/v1/invitations/${code}`)
    expect(stopped.status).toBe(429)
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(3500)
    expect((await site.get(`/api/v1/invitations/${code}`, '192.0.2.2')).status).toBe(200)
    expect((await site.get(`/api/v1/invitations/${token}`)).status).toBe(200)
    site.pass(3601)
    expect((await site.get(`/api/v1/invitations/${code}`)).status).toBe(200)
  })

  test('thirty pupils behind one address read and redeem thirty links within a minute', async () => {
    const school = await startTestSite({ classes: 1, pupilsPerClass: 30 })
    const pupils = school.school.places.filter(({ role }) => role === 'pupil')
    const statuses: number[] = []
    for (const [n, { person }] of pupils.entries()) {
      const { token } = await school.invite(person)
      statuses.push((await school.get(`/api/v1/invitations/${token}`)).status)
      const account = { login: `pupil${n}x`, password: goodPassword }
      statuses.push((await school.redeem(token, account)).status)
    }
    expect(statuses).toEqual(pupils.flatMap(() => [200, 201]))
  })

  test('whoever hammers is told to come back later', async () => {
    const { token } = await site.invite()
    let last = 200
    for (let n = 0; n < 700 && last === 200; n++) {
      last = (await site.get(`/api/v1/invitations/${token}`)).status
    }
    const { status, body, headers } = await site.get(`/api/v1/invitations/${token}`)
    expect([status, body.type]).toEqual([429, type('too-many-requests')])
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
  })
})
