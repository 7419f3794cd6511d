import { beforeEach, describe, expect, test } from 'vitest'
import { refusal } from '@lyceum/core/homeserver/errors.ts'
import { decideApplication } from '@lyceum/core/provision/letting-in/decide.ts'
import { lookAtLettingIn } from '@lyceum/core/provision/letting-in/look.ts'
import { userId } from '@lyceum/core/school/ids.ts'
import { lookAtWaiting, newApplicant, shareLink } from '../testing/applying.ts'
import { goodPassword, startTestSite, type TestSite } from '../testing/site.ts'

let site: TestSite
beforeEach(async () => {
  site = await startTestSite()
})

const anna = userId('@anna:lyceum.test')
const type = (name: string) => `urn:lyceum:problem:${name}`
const applicationsOf = (user = anna) => site.engine.store.applications.ofUser(user)

async function decide(state: 'accepted' | 'declined', reason?: string) {
  const [application] = await applicationsOf()
  if (application === undefined) throw new Error('nobody applied')
  const by = { actor: 'operator', by: 'operator' } as const
  return decideApplication(site.engine, application.id, { ...by, state, reason })
}

describe('reading a link that many use', () => {
  test('tells school, class and role, nobody’s name, and that it waits for approval', async () => {
    const { token, code } = await shareLink(site)
    for (const secret of [token, code]) {
      const { status, body } = await site.get(`/api/v1/invitations/${secret}`)
      expect(status).toBe(200)
      expect(body).toMatchObject({
        school: 'S1',
        school_name: 'Школа S1',
        class: 'S1-C1',
        class_name: '1А',
        role: 'pupil',
        status: 'open',
        purpose: 'enter',
        login: { suggested: null, fixed: false },
        needs: { approval: true, subjects: false, phone: false },
        classes: [],
      })
      expect(body.person).toBeUndefined()
      expect(body.consent).toBeUndefined()
    }
  })

  test('tells a teacher which further classes there are', async () => {
    const { token } = await shareLink(site, { role: 'teacher' })
    const { body } = await site.get(`/api/v1/invitations/${token}`)
    expect(body.needs.subjects).toBe(true)
    expect(body.classes).toEqual([{ id: 'S1-C2', label: '2А' }])
  })

  test('says when it is over, and is 410 then', async () => {
    const revoked = await shareLink(site)
    await site.engine.store.sharedLinks.revoke(revoked.link.id, new Date().toISOString())
    const expired = await shareLink(site, { days: 1 })
    site.pass(2 * 86_400)
    for (const [status, { token }] of Object.entries({ revoked, expired })) {
      expect((await site.get(`/api/v1/invitations/${token}`)).body.status).toBe(status)
      const { status: code, body } = await site.redeem(token, newApplicant('anna'))
      expect([code, body.type]).toEqual([410, type(`invitation-${status}`)])
    }
  })

  test('wrong typed codes are counted as of personal ones', async () => {
    const { code } = await shareLink(site)
    for (let n = 0; n < 10; n++) await site.get(`/api/v1/invitations/0000-0000-000${n}`)
    expect((await site.get(`/api/v1/invitations/${code}`)).status).toBe(429)
  })
})

describe('applying with a new account', () => {
  test('makes an account that can do nothing, and waits', async () => {
    const { token } = await shareLink(site)
    const { status, body } = await site.redeem(token, newApplicant('anna'))
    expect(status).toBe(201)
    expect(body).toEqual({
      state: 'waiting',
      user_id: anna,
      homeserver: 'https://matrix.school.test',
      access_token: expect.any(String),
      device_id: expect.any(String),
      waiting: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
    })
    expect(site.engine.homeserver.inspectAccount(anna)).toMatchObject({
      suspended: true,
      password: goodPassword,
    })
    expect(await site.engine.store.accounts.personsOf(anna)).toEqual([])
    expect(await applicationsOf()).toMatchObject([
      {
        state: 'waiting',
        role: 'pupil',
        class: 'S1-C1',
        madeAccount: true,
        name: { familyName: 'Сёмина', givenName: 'Анна', middleName: 'Петровна' },
      },
    ])
    const [entry] = await site.engine.store.journal.recent(1)
    expect(entry).toMatchObject({ action: 'applied', actor: anna })
    expect(JSON.stringify(entry)).not.toContain('Сёмина')
  })

  test('is suspended before it has a password, and before the answer', async () => {
    const { token } = await shareLink(site)
    const seen: (boolean | undefined)[] = []
    const { homeserver } = site.engine
    const setPassword = homeserver.setPassword.bind(homeserver)
    homeserver.setPassword = async (user, password, options) => {
      seen.push(homeserver.inspectAccount(user)?.suspended)
      return setPassword(user, password, options)
    }
    await site.redeem(token, newApplicant('anna'))
    expect(seen).toEqual([true])
  })

  test('a teacher names subjects and further classes', async () => {
    const { token } = await shareLink(site, { role: 'teacher' })
    const subjects = ['Химия', ' Биология ', 'Ин.яз', '@room http://evil.test']
    const more = { subjects, classes: ['S1-C2'] }
    expect((await site.redeem(token, newApplicant('anna', more))).status).toBe(201)
    expect(await applicationsOf()).toMatchObject([
      {
        class: 'S1-C1',
        classes: ['S1-C2'],
        subjects: ['Химия', 'Биология', 'Ин. яз', 'room http: evil. test'],
      },
    ])
  })

  test('a parent names the child, and a pupil the class where the link names none', async () => {
    const parents = await shareLink(site, { role: 'parent' })
    await site.redeem(parents.token, newApplicant('anna', { child_name: 'Сёмин Пётр' }))
    expect(await applicationsOf()).toMatchObject([{ role: 'parent', childName: 'Сёмин Пётр' }])
    const family = newApplicant('vera', { child_name: 'Сёмин Пётр, 1А; Сёмина Лия (2Б)' })
    expect((await site.redeem(parents.token, family)).status).toBe(201)
    const pupils = await shareLink(site, { class: undefined })
    await site.redeem(pupils.token, newApplicant('boris', { classes: ['S1-C2'] }))
    expect(await applicationsOf(userId('@boris:lyceum.test'))).toMatchObject([{ class: 'S1-C2' }])
  })

  test.each(['Жми http://evil.test', 'evil.test', '<b>Пётр</b>'])(
    'no child is called %s',
    async (name) => {
      const { token } = await shareLink(site, { role: 'parent' })
      const { status, body } = await site.redeem(token, newApplicant('anna', { child_name: name }))
      expect([status, body.type, body.field]).toEqual([422, type('name-invalid'), 'child_name'])
    },
  )

  test('whoever has the link does not guess the password of who has just applied by it', async () => {
    const { token } = await shareLink(site)
    await site.redeem(token, newApplicant('anna'))
    const guess = (n: number) =>
      site.redeem(token, newApplicant('anna', { password: `${goodPassword}${n}` }), '192.0.2.7')
    for (let n = 0; n < 10; n++) expect((await guess(n)).status).toBe(409)
    const known = await site.redeem(token, newApplicant('anna'), '192.0.2.7')
    expect([known.status, known.body.type]).toEqual([409, type('login-taken')])
    // Another login, and the applicant from elsewhere, are not held up.
    expect((await site.redeem(token, newApplicant('boris'), '192.0.2.7')).status).toBe(201)
    expect((await site.redeem(token, newApplicant('anna'))).status).toBe(201)
  })

  test.each([
    [{ full_name: 'Анна' }, 'name-missing'],
    [{ full_name: '' }, 'name-missing'],
    [{ full_name: 'Жми http://evil.test' }, 'name-invalid'],
    [{ full_name: 'Жми evil.test' }, 'name-invalid'],
    [{ full_name: 'Да! Скорее' }, 'name-invalid'],
    [{ name: { family: 'Сёмина', given: '<b>Анна</b>' } }, 'name-invalid'],
    [{ classes: ['S1-C9'] }, 'class-unknown'],
    [{ classes: ['S1-C2'] }, 'class-unknown'],
    [{ password: 'qwerty123456' }, 'password-weak'],
    [{ password: 'сёминаСёмина' }, 'password-weak'],
    [{ login: 'lyceum' }, 'login-invalid'],
  ])('%j is 422 and makes nothing', async (wrong, name) => {
    const { token, link } = await shareLink(site, { uses: 1 })
    const { status, body } = await site.redeem(token, newApplicant('anna', wrong))
    expect([status, body.type]).toEqual([422, type(name)])
    expect(site.engine.homeserver.inspectAccount(anna)).toBeUndefined()
    const [now] = await site.engine.store.sharedLinks.ofSchool(link.school, link.createdAt)
    expect(now?.used).toBe(0)
    expect((await site.redeem(token, newApplicant('anna'))).status).toBe(201)
  })

  test.each([
    ['Иванов И.И.', 'Иванов', 'И.И.'],
    ['О’Нил Шон', 'О’Нил', 'Шон'],
    ['Maria del Mar García-López', 'García-López', 'Maria'],
    ['Ким, Анна', 'Ким', 'Анна'],
    ['Учитель Второй 2', 'Учитель', 'Второй'],
  ])('%s is a name', async (name, familyName, givenName) => {
    const { token } = await shareLink(site)
    expect((await site.redeem(token, newApplicant('anna', { full_name: name }))).status).toBe(201)
    expect(await applicationsOf()).toMatchObject([{ name: { familyName, givenName } }])
  })

  test('a taken login is 409 with free ones, and uses nothing up', async () => {
    await site.engine.homeserver.register('anna')
    const { token } = await shareLink(site, { uses: 1 })
    const { status, body } = await site.redeem(token, newApplicant('anna'))
    expect([status, body.type]).toEqual([409, type('login-taken')])
    expect(body.suggestions).toHaveLength(3)
    expect(site.engine.homeserver.inspectAccount(anna)).toMatchObject({ suspended: false })
    expect((await site.redeem(token, newApplicant(body.suggestions[0]))).status).toBe(201)
  })

  test('of twenty at once by a link of one use one applies, and no other account is made', async () => {
    const { token } = await shareLink(site, { uses: 1 })
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => site.redeem(token, newApplicant(`anna${n}x`))),
    )
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b)
    expect(statuses).toEqual([201, ...Array.from({ length: 19 }, () => 410)])
    const made = Array.from({ length: 20 }, (_, n) =>
      site.engine.homeserver.inspectAccount(userId(`@anna${n}x:lyceum.test`)),
    )
    expect(made.filter((one) => one !== undefined)).toHaveLength(1)
  })

  test('fifty wait by a link at most, and the next may when one is decided', async () => {
    const { token } = await shareLink(site)
    for (let n = 0; n < 50; n++) {
      const { status } = await site.redeem(token, newApplicant(n === 0 ? 'anna' : `anna${n}x`))
      expect(status).toBe(201)
    }
    const full = await site.redeem(token, newApplicant('late'))
    expect([full.status, full.body.type]).toEqual([409, type('link-full')])
    expect(site.engine.homeserver.inspectAccount(userId('@late:lyceum.test'))).toBeUndefined()
    await decide('declined')
    expect((await site.redeem(token, newApplicant('late'))).status).toBe(201)
  })

  test('a hundred apply from one address in an hour, and the next one waits', async () => {
    const links = [await shareLink(site), await shareLink(site), await shareLink(site)]
    for (let n = 0; n < 100; n++) {
      const token = links[n % 3]?.token ?? ''
      expect((await site.redeem(token, newApplicant(`pupil${n}x`))).status).toBe(201)
      site.pass(1)
    }
    const token = links[0]?.token ?? ''
    const stopped = await site.redeem(token, newApplicant('anna'))
    expect([stopped.status, stopped.body.type]).toEqual([429, type('too-many-requests')])
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(3000)
    expect((await site.redeem(token, newApplicant('anna'), '192.0.2.2')).status).toBe(201)
    site.pass(3601)
    expect((await site.redeem(token, newApplicant('boris'))).status).toBe(201)
  })
})

describe('when it dies on the way', () => {
  test.each([1, 2, 3, 4, 5])(
    'at write %i, the same login and password go on, and nobody else does',
    async (fatal) => {
      for (const moment of ['before', 'after'] as const) {
        site = await startTestSite()
        const { token } = await shareLink(site, { uses: 1 })
        const last = site.engine.homeserver.writes + fatal
        site.engine.homeserver.onWrite = (n, at) => {
          if (n > last || (n === last && at === moment)) throw refusal('write', 502)
        }
        await site.redeem(token, newApplicant('anna'))
        site.engine.homeserver.onWrite = undefined
        const isMade = site.engine.homeserver.inspectAccount(anna) !== undefined
        if (isMade) {
          const other = { password: 'lamp-lamp-tiger-1187' }
          expect((await site.redeem(token, newApplicant('anna', other))).status).toBe(409)
        }
        const { status, body } = await site.redeem(token, newApplicant('anna'))
        expect([status, body.state]).toEqual([201, 'waiting'])
        expect(site.engine.homeserver.inspectAccount(anna)).toMatchObject({
          password: goodPassword,
          suspended: true,
        })
        expect((await lookAtWaiting(site, body.waiting)).body.state).toBe('waiting')
        expect(await applicationsOf()).toHaveLength(1)
      }
    },
  )

  test('whose answer was lost has it again by the same password, and the account is left as it is', async () => {
    const { token } = await shareLink(site, { uses: 1 })
    const first = await site.redeem(token, newApplicant('anna'))
    // As it is while somebody is letting the account in.
    await site.engine.homeserver.setSuspended(anna, false)
    const again = await site.redeem(token, newApplicant('anna'))
    expect([again.status, again.body.state]).toEqual([201, 'waiting'])
    expect(site.engine.homeserver.inspectAccount(anna)).toMatchObject({ suspended: false })
    expect((await lookAtWaiting(site, first.body.waiting)).status).toBe(401)
    expect((await lookAtWaiting(site, again.body.waiting)).status).toBe(200)
    await decide('accepted')
    expect((await site.redeem(token, newApplicant('anna'))).status).toBe(410)
  })

  test('a password that the homeserver refuses may be another one, for the same login', async () => {
    const { token } = await shareLink(site)
    const last = site.engine.homeserver.writes + 2
    site.engine.homeserver.onWrite = (n) => {
      if (n > last) throw refusal('write', 400, 'M_WEAK_PASSWORD')
    }
    const refused = await site.redeem(token, newApplicant('anna'))
    expect([refused.status, refused.body.type]).toEqual([422, type('password-weak')])
    site.engine.homeserver.onWrite = undefined
    const other = { password: 'lamp-lamp-tiger-1187' }
    expect((await site.redeem(token, newApplicant('anna', other))).status).toBe(201)
  })

  test('an account whose application never came is erased, and its login is free again', async () => {
    const { token } = await shareLink(site)
    const last = site.engine.homeserver.writes + 2
    site.engine.homeserver.onWrite = (n) => {
      if (n > last) throw refusal('write', 502)
    }
    await site.redeem(token, newApplicant('anna'))
    site.engine.homeserver.onWrite = undefined
    expect(site.engine.homeserver.inspectAccount(anna)).toMatchObject({ suspended: true })
    const { engine } = site
    await lookAtLettingIn(engine)
    expect(site.engine.homeserver.inspectAccount(anna)).toMatchObject({ deactivated: false })
    await lookAtLettingIn({ ...engine, now: () => new Date(Date.now() + 7_200_000) })
    expect(site.engine.homeserver.inspectAccount(anna)).toMatchObject({ deactivated: true })
    const other = newApplicant('anna', { password: 'lamp-lamp-tiger-1187' })
    expect((await site.redeem(token, other)).status).toBe(201)
  })
})

describe('applying with an account that exists', () => {
  const openId = () => ({ access_token: site.engine.homeserver.issueOpenIdToken(anna) })

  test('leaves it as it is, gives no session, and waits', async () => {
    await site.engine.homeserver.register('anna')
    const { token } = await shareLink(site)
    const request = { openid: openId(), full_name: 'Сёмина Анна' }
    const { status, body } = await site.redeem(token, request)
    expect([status, body.state, body.access_token]).toEqual([201, 'waiting', null])
    expect(site.engine.homeserver.inspectAccount(anna)).toMatchObject({ suspended: false })
    expect(await applicationsOf()).toMatchObject([{ madeAccount: false, state: 'waiting' }])
    await decide('declined', 'Не из нашего класса')
    expect(site.engine.homeserver.inspectAccount(anna)).toMatchObject({
      suspended: false,
      deactivated: false,
    })
    const look = await lookAtWaiting(site, body.waiting)
    expect(look.body).toMatchObject({ state: 'declined', reason: 'Не из нашего класса' })
  })

  test('pressing the button twice is one application, and the newest page counts', async () => {
    await site.engine.homeserver.register('anna')
    const { token, link } = await shareLink(site, { uses: 1 })
    const request = { openid: openId(), full_name: 'Сёмина Анна' }
    const first = await site.redeem(token, request)
    expect(first.status).toBe(201)
    const [now] = await site.engine.store.sharedLinks.ofSchool(link.school, link.createdAt)
    expect(now).toMatchObject({ used: 1, status: 'used' })
    const second = await site.redeem(token, request)
    expect(second.status).toBe(201)
    expect((await lookAtWaiting(site, first.body.waiting)).status).toBe(401)
    expect((await lookAtWaiting(site, second.body.waiting)).status).toBe(200)
    expect(await applicationsOf()).toHaveLength(1)
  })

  test('who is nobody’s person must say a name', async () => {
    await site.engine.homeserver.register('anna')
    const { token } = await shareLink(site)
    const { status, body } = await site.redeem(token, { openid: openId() })
    expect([status, body.type]).toEqual([422, type('name-missing')])
  })
})

test('no log line of all this holds a token, code, password or name', async () => {
  const { token, code } = await shareLink(site)
  await site.get(`/api/v1/invitations/${code}`)
  site.engine.homeserver.onWrite = () => {
    throw new Error(`${token} ${goodPassword}`)
  }
  await site.redeem(token, newApplicant('anna'))
  site.engine.homeserver.onWrite = undefined
  const { body } = await site.redeem(token, newApplicant('anna'))
  await lookAtWaiting(site, body.waiting)
  const log = site.logLines.join('\n')
  expect(log).toContain('request failed')
  for (const secret of [token, code, goodPassword, body.access_token, body.waiting, 'Сёмина']) {
    expect(log).not.toContain(secret)
  }
})
