import { beforeEach, describe, expect, test } from 'vitest'
import { userId } from '@lyceum/core/school/ids.ts'
import { refusal } from '@lyceum/core/homeserver/errors.ts'
import { newApplicant, openIdOf, shareLink, signIn } from '../testing/applying.ts'
import { goodPassword, startTestSite, type TestSite } from '../testing/site.ts'

let site: TestSite
beforeEach(async () => {
  site = await startTestSite()
})

const masha = userId('@masha:lyceum.test')
const account = { login: 'masha', password: goodPassword }
const type = (name: string) => `urn:lyceum:problem:${name}`

describe('with a new account', () => {
  test('makes the account with the roster’s name, the password and one session, in the rooms', async () => {
    const { token } = await site.invite()
    const { status, body } = await site.redeem(token, account)
    expect(status).toBe(201)
    expect(body).toEqual({
      state: 'joined',
      user_id: masha,
      homeserver: 'https://matrix.school.test',
      access_token: expect.any(String),
      device_id: expect.any(String),
    })
    expect(site.engine.homeserver.inspectAccount(masha)).toMatchObject({
      displayName: 'Фамилия-S1-P1-1 Имя-S1-P1-1',
      password: goodPassword,
    })
    expect(site.engine.homeserver.inspectAccount(masha)?.sessions.size).toBe(1)
  })

  test('a second use is 410, by link and by code', async () => {
    const { token, code } = await site.invite()
    await site.redeem(token, account)
    for (const secret of [token, code]) {
      const { status, body } = await site.redeem(secret, { ...account, login: 'other' })
      expect([status, body.type]).toEqual([410, type('invitation-used')])
    }
  })

  test('a taken login is 409 with free ones, and the link still works', async () => {
    await site.engine.homeserver.register('masha')
    const { token } = await site.invite()
    const { status, body } = await site.redeem(token, account)
    expect([status, body.type]).toEqual([409, type('login-taken')])
    expect(body.suggestions).toHaveLength(3)
    const again = await site.redeem(token, account)
    expect(again.status).toBe(409)
    const other = await site.redeem(token, { ...account, login: body.suggestions[0] })
    expect(other.status).toBe(201)
  })

  test.each([
    [{ login: 'masha', password: 'qwerty123456' }, 'password-weak', 'common'],
    [{ login: 'masha', password: 'короткий' }, 'password-weak', 'too-short'],
    [{ login: 'masha4821masha', password: 'masha4821masha' }, 'password-weak', 'common'],
    [{ login: 'Маша', password: goodPassword }, 'login-invalid', 'upper-case'],
    [{ login: 'lyceum', password: goodPassword }, 'login-invalid', 'reserved'],
    [{ password: goodPassword }, 'login-invalid', 'missing'],
  ])('%j is 422 and consumes nothing', async (body, name, reason) => {
    const { token } = await site.invite()
    const refused = await site.redeem(token, body)
    expect(refused.status).toBe(422)
    expect(refused.body).toMatchObject({ type: type(name), reason })
    expect((await site.redeem(token, account)).status).toBe(201)
  })

  test('twenty at once with one link make one account', async () => {
    const { token } = await site.invite()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        site.redeem(token, { login: `masha${n % 2}`, password: goodPassword }),
      ),
    )
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b)
    expect(statuses).toEqual([201, ...Array.from({ length: 19 }, () => 410)])
  })

  test('what is no request is 400, what is unknown 404', async () => {
    const { token } = await site.invite()
    expect((await site.redeem(token, { nonsense: 1 })).status).toBe(400)
    expect((await site.redeem('0'.repeat(26), account)).status).toBe(404)
  })
})

describe('when it dies on the way', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'at write %i, the same login gets in by trying again, or has got in',
    async (fatal) => {
      for (const moment of ['before', 'after'] as const) {
        const fresh = await startTestSite()
        const { token } = await fresh.invite()
        const last = fresh.engine.homeserver.writes + fatal
        fresh.engine.homeserver.onWrite = (n, at) => {
          if (n > last || (n === last && at === moment)) throw refusal('write', 502)
        }
        await fresh.redeem(token, account)
        fresh.engine.homeserver.onWrite = undefined
        const { status } = await fresh.redeem(token, account)
        expect([201, 410]).toContain(status)
        expect(fresh.engine.homeserver.inspectAccount(masha)?.password).toBe(goodPassword)
        expect(await fresh.engine.store.accounts.personsOf(masha)).toEqual([fresh.pupil])
        const { body } = await fresh.get(`/api/v1/invitations/${token}`)
        expect(body.status).toBe('used')
      }
    },
  )

  test('once the account is the person’s, its login stays', async () => {
    const { token } = await site.invite()
    const last = site.engine.homeserver.writes + 1
    site.engine.homeserver.onWrite = (n) => {
      if (n > last) throw refusal('write', 502)
    }
    expect((await site.redeem(token, account)).status).toBe(503)
    site.engine.homeserver.onWrite = undefined
    const read = await site.get(`/api/v1/invitations/${token}`)
    expect(read.body.login).toEqual({ suggested: 'masha', fixed: true })
    const other = await site.redeem(token, { ...account, login: 'other' })
    expect(other.body).toMatchObject({ type: type('login-invalid'), reason: 'fixed' })
    expect((await site.redeem(token, account)).status).toBe(201)
  })

  test('a link for somebody who is in already says: sign in', async () => {
    const first = await site.invite()
    await site.redeem(first.token, account)
    const { token } = await site.invite()
    const { status, body } = await site.redeem(token, { ...account, password: `${goodPassword}!` })
    expect([status, body.type]).toEqual([410, type('invitation-used')])
    expect(site.engine.homeserver.inspectAccount(masha)?.password).toBe(goodPassword)
  })

  test('nobody gets an account that existed before, whatever fails', async () => {
    await site.engine.homeserver.register('masha')
    const { token } = await site.invite()
    site.engine.homeserver.onWrite = () => {
      throw refusal('write', 502)
    }
    await site.redeem(token, account)
    site.engine.homeserver.onWrite = undefined
    expect((await site.redeem(token, account)).status).toBe(409)
    expect(site.engine.homeserver.inspectAccount(masha)?.password).toBeUndefined()
  })

  test('nor when it dies right after the login was asked for: a claim remembers no login that is taken', async () => {
    await site.engine.homeserver.register('masha')
    const { token } = await site.invite()
    const { invitations } = site.engine.store
    const release = invitations.release.bind(invitations)
    invitations.release = () => Promise.reject(new Error('killed'))
    await site.redeem(token, account)
    invitations.release = release
    site.pass(60)
    expect((await site.redeem(token, account)).status).toBe(409)
    expect(site.engine.homeserver.inspectAccount(masha)?.password).toBeUndefined()
    expect((await site.redeem(token, { ...account, login: 'other' })).status).toBe(201)
  })

  test('a homeserver that does not answer is 503, and the link still works', async () => {
    const { token } = await site.invite()
    site.engine.homeserver.onWrite = () => {
      throw refusal('write', 502)
    }
    expect((await site.redeem(token, account)).status).toBe(503)
    site.engine.homeserver.onWrite = undefined
    expect((await site.redeem(token, account)).status).toBe(201)
  })
})

describe('when the homeserver refuses', () => {
  test.each([
    ['M_WEAK_PASSWORD', 400, 422, 'password-weak'],
    ['M_PASSWORD_NO_DIGIT', 400, 422, 'password-weak'],
    ['M_INVALID_USERNAME', 400, 422, 'login-invalid'],
    ['M_EXCLUSIVE', 400, 422, 'login-invalid'],
    ['M_USER_IN_USE', 400, 409, 'login-taken'],
    ['M_FORBIDDEN', 403, 500, 'failure'],
    ['M_LIMIT_EXCEEDED', 429, 503, 'homeserver-unavailable'],
    ['M_UNKNOWN', 500, 503, 'homeserver-unavailable'],
  ])(
    'by %s, the answer says what to do, and the link still works',
    async (errcode, said, status, name) => {
      const { token } = await site.invite()
      site.engine.homeserver.onWrite = () => {
        throw refusal('write', said, errcode)
      }
      const refused = await site.redeem(token, account)
      expect([refused.status, refused.body.type]).toEqual([status, type(name)])
      expect(refused.headers['retry-after'] !== undefined).toBe(status === 503)
      site.engine.homeserver.onWrite = undefined
      expect((await site.redeem(token, account)).status).toBe(201)
    },
  )

  test('who is in already by another account is told so, and nothing is held', async () => {
    await site.engine.homeserver.register('masha')
    const { token } = await site.invite()
    const openid = { access_token: site.engine.homeserver.issueOpenIdToken(masha) }
    const at = new Date().toISOString()
    const { invitations, accounts } = site.engine.store
    const ofPerson = accounts.ofPerson.bind(accounts)
    // Somebody is quicker between the look at the account and the end.
    accounts.ofPerson = async (person) => {
      const before = await ofPerson(person)
      accounts.ofPerson = ofPerson
      await accounts.bind(person, userId('@other:lyceum.test'), at)
      return before
    }
    const { status, body } = await site.redeem(token, { openid })
    expect([status, body.type]).toEqual([410, type('invitation-used')])
    expect((await invitations.claim(token, 'anybody', at, 1)).state).toBe('claimed')
  })
})

describe('with an existing account', () => {
  test('binds it and gives no new session', async () => {
    await site.engine.homeserver.register('masha')
    const { token } = await site.invite()
    const openid = {
      access_token: site.engine.homeserver.issueOpenIdToken(masha),
      matrix_server_name: 'lyceum.test',
    }
    const { status, body } = await site.redeem(token, { openid })
    expect(status).toBe(201)
    expect(body).toMatchObject({ user_id: masha, access_token: null, device_id: null })
    expect(await site.engine.store.accounts.personsOf(masha)).toEqual([site.pupil])
  })

  test('of somebody who waits by a link: the slip is the approval, and the account is held no longer', async () => {
    const link = await shareLink(site)
    const applied = await site.redeem(link.token, newApplicant('masha'))
    const { token } = await site.invite()
    const openid = openIdOf(site, masha)
    const { status, body } = await site.redeem(token, { openid })
    expect([status, body.state]).toEqual([201, 'joined'])
    expect(site.engine.homeserver.inspectAccount(masha)).toMatchObject({ suspended: false })
    await expect
      .poll(async () => (await site.engine.store.accounts.ofPerson(site.pupil))?.state)
      .toBe('active')
    await site.ask('POST', '/api/v1/waiting/withdraw', { session: applied.body.waiting })
    expect(site.engine.homeserver.inspectAccount(masha)).toMatchObject({ deactivated: false })
  })

  test('a copy of the link does not go on with it by its login', async () => {
    await site.engine.homeserver.register('masha')
    const { token } = await site.invite()
    const at = new Date().toISOString()
    const claim = await site.engine.store.invitations.claim(token, masha, at, 0)
    expect(claim.state).toBe('claimed')
    expect((await site.redeem(token, account)).status).toBe(409)
    expect(site.engine.homeserver.inspectAccount(masha)?.password).toBeUndefined()
  })

  test('a token that is not known here, or of another server, is 422', async () => {
    const { token } = await site.invite()
    const known = site.engine.homeserver.issueOpenIdToken(masha)
    for (const openid of [
      { access_token: 'unknown' },
      { access_token: known, matrix_server_name: 'evil.test' },
    ]) {
      const { status, body } = await site.redeem(token, { openid })
      expect([status, body.type]).toEqual([422, type('openid-invalid')])
    }
  })
})

describe('a link to a new password', () => {
  test('keeps the login, changes the password and ends the old sessions', async () => {
    const first = await site.invite()
    await site.redeem(first.token, account)
    const { token } = await site.invite(site.pupil, 'reset')
    const read = await site.get(`/api/v1/invitations/${token}`)
    expect(read.body).toMatchObject({
      purpose: 'reset',
      login: { suggested: 'masha', fixed: true },
    })
    const password = 'lamp-lamp-tiger-1187'
    expect((await site.redeem(token, { login: 'other', password })).status).toBe(422)
    const { status, body } = await site.redeem(token, { password })
    expect([status, body.user_id]).toEqual([201, masha])
    const held = site.engine.homeserver.inspectAccount(masha)
    expect(held?.password).toBe(password)
    expect([...(held?.sessions.keys() ?? [])]).toEqual([body.device_id])
    expect((await site.redeem(token, { password })).status).toBe(410)
  })

  test('ends the sessions of pages too, whoever holds them', async () => {
    const { user, session } = await signIn(site, site.pupil)
    expect((await site.ask('GET', '/api/v1/me', { session })).body.user_id).toBe(user)
    const { token } = await site.invite(site.pupil, 'reset')
    expect((await site.redeem(token, { password: 'lamp-lamp-tiger-1187' })).status).toBe(201)
    expect((await site.ask('GET', '/api/v1/me', { session })).status).toBe(401)
  })
})

test('no log line of all this holds a token, code, password or name', async () => {
  const { token, code } = await site.invite()
  await site.get(`/api/v1/invitations/${code}?x=${token}`)
  await site.redeem(token, { login: 'masha', password: 'weak' })
  site.engine.homeserver.onWrite = () => {
    throw new Error(`${token} ${goodPassword}`)
  }
  await site.redeem(token, account)
  site.engine.homeserver.onWrite = undefined
  const { body } = await site.redeem(token, account)
  const log = site.logLines.join('\n')
  expect(log).toContain('request failed')
  for (const secret of [token, code, goodPassword, body.access_token, 'Фамилия', 'Имя']) {
    expect(log).not.toContain(secret)
  }
})
