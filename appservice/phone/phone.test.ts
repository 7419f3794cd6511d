import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Config } from '@lyceum/core/config/settings.ts'
import { schoolId, type PersonId } from '@lyceum/core/school/ids.ts'
import type { Role } from '@lyceum/core/school/people.ts'
import { parentId, pupilId, teacherId } from '@lyceum/core/testing/small-school.ts'
import { startTestGateway, type TestGateway } from '../testing/phone-gateway.ts'
import { goodPassword, startTestSite, type TestSite } from '../testing/site.ts'

const number = '+79001234567'
const parent = parentId('S1', 1, 1)
let gateway: TestGateway
let site: TestSite

async function start(changes: Partial<NonNullable<Config['phone']>> = {}) {
  gateway = await startTestGateway()
  const settings = {
    url: gateway.url,
    method: 'POST',
    headers: {},
    body: 'to={number}&text={text}',
    format: 'form',
    successContains: 'OK',
  } as const
  site = await startTestSite({
    phone: { gateway: settings, kind: 'sms', roles: ['teacher', 'parent'], ...changes },
  })
}
beforeEach(() => start())
afterEach(async () => {
  await site.server.close()
  await gateway.stop()
})

async function slipFor(person: PersonId = parent, role: Role = 'parent') {
  const at = new Date()
  const expiresAt = new Date(at.getTime() + 14 * 86_400_000).toISOString()
  const school = schoolId('S1')
  const cls = site.school.classes[0]?.id
  const [issued] = await site.engine.store.invitations.issue(
    [{ purpose: 'enter', school, class: cls, role, person, expiresAt }],
    at.toISOString(),
  )
  if (issued === undefined) throw new Error('nothing was issued')
  return issued.token
}

const ask = (invitation: string, to = number, address?: string) =>
  site.ask('POST', '/api/v1/phone/codes', {
    body: { invitation, number: to },
    ...(address === undefined ? {} : { address }),
  })
const account = { login: 'anna1', password: goodPassword }
const name = (body: { type?: string }) => body.type?.split(':').at(-1)

describe('a slip of a role that is asked for a number', () => {
  test('says so, and other slips do not', async () => {
    const { body } = await site.get(`/api/v1/invitations/${await slipFor()}`)
    expect(body.needs.phone).toBe(true)
    const pupil = await slipFor(pupilId('S1', 1, 1), 'pupil')
    expect((await site.get(`/api/v1/invitations/${pupil}`)).body.needs.phone).toBe(false)
    const off = await ask(pupil)
    expect([off.status, name(off.body)]).toEqual([404, 'phone-off'])
    expect((await site.redeem(pupil, { ...account, login: 'petya1' })).status).toBe(201)
  })

  test('lets in with the code that came, and the number is the account’s', async () => {
    const slip = await slipFor()
    const sent = await ask(slip, '8 (900) 123-45-67')
    expect([sent.status, sent.body]).toEqual([
      200,
      { kind: 'sms', resend_after: 60, expires_in: 600 },
    ])
    const { to, text, code } = gateway.last()
    expect([to, text]).toEqual([
      number,
      `${code} — код для входа в школу. Никому его не сообщайте.`,
    ])
    expect(code).toMatch(/^\d{6}$/)
    const answer = await site.redeem(slip, { ...account, phone: number, phone_code: code })
    expect(answer.status).toBe(201)
    const { phones } = site.engine.store
    expect(await phones.hasNumber(answer.body.user_id, number)).toBe(true)
    expect(JSON.stringify(answer.body)).not.toContain('9001234567')
  })

  test('refuses without number, without code and with a wrong one, and stays open', async () => {
    const slip = await slipFor()
    const names = []
    for (const more of [
      {},
      { phone: 'call me' },
      { phone: number },
      { phone: number, phone_code: '000000' },
    ]) {
      const { status, body } = await site.redeem(slip, { ...account, ...more })
      names.push([status, name(body), body.field])
    }
    expect(names).toEqual([
      [422, 'phone-missing', 'phone'],
      [422, 'phone-invalid', 'phone'],
      [422, 'phone-code-missing', 'phone_code'],
      [422, 'phone-code-wrong', 'phone_code'],
    ])
    expect((await site.get(`/api/v1/invitations/${slip}`)).body.status).toBe('open')
    expect(await site.engine.homeserver.account('@anna1:lyceum.test' as never)).toBeUndefined()
  })

  test('takes the code again from who has to choose another password', async () => {
    const slip = await slipFor()
    await ask(slip)
    const phone = { phone: number, phone_code: gateway.last().code }
    for (let n = 0; n < 6; n += 1) {
      expect((await site.redeem(slip, { ...account, password: '1', ...phone })).status).toBe(422)
    }
    expect((await site.redeem(slip, { ...account, ...phone })).status).toBe(201)
  })

  test('asks for a number of who signs in to an account as well', async () => {
    const slip = await slipFor()
    await site.engine.homeserver.register('known')
    const user = '@known:lyceum.test' as Parameters<
      typeof site.engine.homeserver.issueOpenIdToken
    >[0]
    const openid = { access_token: site.engine.homeserver.issueOpenIdToken(user) }
    expect(name((await site.redeem(slip, { openid })).body)).toBe('phone-missing')
    await ask(slip)
    const answer = await site.redeem(slip, {
      openid,
      phone: number,
      phone_code: gateway.last().code,
    })
    expect(answer.status).toBe(201)
  })
})

describe('another code', () => {
  test('is sent after a minute, and the one before counts no longer', async () => {
    const slip = await slipFor()
    await ask(slip)
    const first = gateway.last().code
    const early = await ask(slip)
    expect([early.status, early.headers['retry-after']]).toEqual([429, '60'])
    site.pass(60)
    expect((await ask(slip)).status).toBe(200)
    expect(gateway.got).toHaveLength(2)
    const late = await site.redeem(slip, { ...account, phone: number, phone_code: first })
    expect(name(late.body)).toBe('phone-code-wrong')
  })

  test('to another number is sent at once, and fits only that number', async () => {
    const slip = await slipFor()
    const other = '+79009999999'
    await ask(slip)
    const { code } = gateway.last()
    expect((await ask(slip, other)).status).toBe(200)
    const wrong = await site.redeem(slip, { ...account, phone: other, phone_code: code })
    expect(name(wrong.body)).toBe('phone-code-wrong')
    const right = { phone: other, phone_code: gateway.last().code }
    expect((await site.redeem(slip, { ...account, ...right })).status).toBe(201)
  })

  test('is the sixth of a number in a day and not sent', async () => {
    const slip = await slipFor()
    for (let n = 0; n < 5; n += 1) {
      expect((await ask(slip)).status).toBe(200)
      site.pass(61)
    }
    expect((await ask(slip)).status).toBe(429)
    expect(gateway.got).toHaveLength(5)
  })

  test('is asked for sixty times an hour by one address', async () => {
    const slip = await slipFor()
    const statuses = []
    for (let n = 0; n < 61; n += 1) {
      statuses.push((await ask(slip, `+7900${String(n).padStart(7, '0')}`, '192.0.2.9')).status)
    }
    expect([statuses.filter((one) => one === 200).length, statuses.at(-1)]).toEqual([60, 429])
    expect((await ask(slip, number, '192.0.2.10')).status).toBe(200)
  })
})

test('Five wrong codes end a code, and its time ends it too', async () => {
  const slip = await slipFor()
  await ask(slip)
  const { code } = gateway.last()
  const tried = (phone_code: string) => site.redeem(slip, { ...account, phone: number, phone_code })
  for (let n = 0; n < 5; n += 1) await tried(code === '000000' ? '111111' : '000000')
  expect(name((await tried(code)).body)).toBe('phone-code-wrong')
  site.pass(61)
  await ask(slip)
  const next = gateway.last().code
  site.pass(601)
  expect(name((await tried(next)).body)).toBe('phone-code-wrong')
})

describe('a gateway that fails', () => {
  test('is told as such, without number or code, and may be asked again at once', async () => {
    const slip = await slipFor()
    gateway.answer = (response) => response.writeHead(500).end('broken')
    const failed = await ask(slip)
    expect([failed.status, name(failed.body)]).toEqual([503, 'phone-not-sent'])
    gateway.answer = (response) => response.end('OK')
    expect((await ask(slip)).status).toBe(200)
  })

  test('and may have sent the code counts: it is not asked again within the minute', async () => {
    const slip = await slipFor()
    gateway.answer = (response) => response.end('ERROR')
    expect((await ask(slip)).status).toBe(503)
    expect((await ask(slip)).status).toBe(429)
  })
})

test('Nothing is sent for who holds no open invitation', async () => {
  expect((await ask('00000000000000000000000000')).status).toBe(404)
  const slip = await slipFor()
  await ask(slip)
  const code = { phone: number, phone_code: gateway.last().code }
  await site.redeem(slip, { ...account, ...code })
  const used = await ask(slip, '+79000000001')
  expect([used.status, name(used.body)]).toEqual([410, 'invitation-used'])
  const reset = (await site.invite(parent, 'reset')).token
  expect((await ask(reset)).status).toBe(404)
  expect(gateway.got).toHaveLength(1)
})

test('Typed codes are not guessed by asking for telephone codes', async () => {
  for (let n = 0; n < 10; n += 1) {
    expect((await ask(`0000-0000-000${n}`)).status).toBe(404)
  }
  expect((await ask('0000-0000-000A')).status).toBe(429)
})

test('Neither number nor code stands in the log, in the journal or in clear in the database', async () => {
  const slip = await slipFor()
  await ask(slip)
  const { code } = gateway.last()
  await site.redeem(slip, { ...account, phone: number, phone_code: code })
  gateway.answer = (response) => response.writeHead(500).end(`${number} ${code}`)
  await ask(await slipFor(teacherId('S1', 1), 'teacher'), '+79005555555')
  const journal = await site.engine.store.journal.recent(100)
  const said = site.logLines.join('\n') + JSON.stringify(journal)
  expect(said).toContain('phone code not sent')
  expect(said).not.toMatch(/9001234567|9005555555/)
  expect(said).not.toContain(code)
})

test('A call’s code is the last four digits of the number that calls, which the gateway is told', async () => {
  await site.server.close()
  await gateway.stop()
  await start({ kind: 'call' })
  const slip = await slipFor()
  expect((await ask(slip)).body.kind).toBe('call')
  const { code } = gateway.last()
  expect(code).toMatch(/^\d{4}$/)
  const answer = await site.redeem(slip, { ...account, phone: number, phone_code: code })
  expect(answer.status).toBe(201)
})

test('Applying by a link that many use asks for the number too', async () => {
  const { store } = site.engine
  const { token } = await store.sharedLinks.issue(
    {
      school: schoolId('S1'),
      class: undefined,
      role: 'teacher',
      uses: undefined,
      createdBy: 'operator',
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    },
    new Date().toISOString(),
  )
  expect((await site.get(`/api/v1/invitations/${token}`)).body.needs.phone).toBe(true)
  const applicant = { ...account, full_name: 'Иванова Анна' }
  expect(name((await site.redeem(token, applicant)).body)).toBe('phone-missing')
  await ask(token)
  const phone = { phone: number, phone_code: gateway.last().code }
  const answer = await site.redeem(token, { ...applicant, ...phone })
  expect(answer.body).toMatchObject({ state: 'waiting' })
  expect(await store.phones.hasNumber(answer.body.user_id, number)).toBe(true)
})
