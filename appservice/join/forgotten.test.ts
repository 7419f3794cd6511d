import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { personId, schoolId, type ClassId, type UserId } from '@lyceum/core/school/ids.ts'
import type { Role } from '@lyceum/core/school/people.ts'
import { parentId } from '@lyceum/core/testing/small-school.ts'
import { startTestGateway, type TestGateway } from '../testing/phone-gateway.ts'
import { goodPassword, startTestSite, type TestSite } from '../testing/site.ts'

const number = '+79001234567'
const newPassword = 'violet-anchor-bread-2207'
let gateway: TestGateway
let site: TestSite
let slip: string
let anna: UserId
beforeEach(async () => {
  gateway = await startTestGateway()
  const settings = {
    url: gateway.url,
    method: 'POST',
    headers: {},
    body: 'to={number}&text={text}',
    format: 'form',
    successContains: undefined,
  } as const
  site = await startTestSite({ phone: { gateway: settings, kind: 'sms', roles: ['parent'] } })
  slip = await slipOf(parentId('S1', 1, 1), 'parent', site.school.classes[0]?.id)
  await site.ask('POST', '/api/v1/phone/codes', { body: { invitation: slip, number } })
  const phone = { phone: number, phone_code: gateway.last().code }
  const joined = await site.redeem(slip, { login: 'anna1', password: goodPassword, ...phone })
  anna = joined.body.user_id
})
afterEach(async () => {
  await site.server.close()
  await gateway.stop()
})

async function slipOf(person: ReturnType<typeof personId>, role: Role, cls: ClassId | undefined) {
  const at = new Date()
  const expiresAt = new Date(at.getTime() + 86_400_000).toISOString()
  const [issued] = await site.engine.store.invitations.issue(
    [{ purpose: 'enter', school: schoolId('S1'), class: cls, role, person, expiresAt }],
    at.toISOString(),
  )
  if (issued === undefined) throw new Error('nothing was issued')
  return issued.token
}

/** From an address of its own: how many one address may ask is another matter. */
let addresses = 0
async function forgot(body: object) {
  addresses += 1
  const answer = await site.ask('POST', '/api/v1/forgotten', {
    body,
    address: `198.51.100.${addresses % 250}`,
  })
  await site.codesSent()
  return answer
}
const enterCode = (body: object) => site.ask('POST', '/api/v1/forgotten/code', { body })
const passwordOf = (user: UserId) => site.engine.homeserver.inspectAccount(user)?.password

describe('a used slip', () => {
  test('says how to go on, and not whose it was', async () => {
    const { status, body } = await site.get(`/api/v1/invitations/${slip}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      status: 'used',
      forgotten: { phone: true, ask: 'class-teacher' },
      login: { suggested: null },
    })
    expect(JSON.stringify(body)).not.toMatch(/Имя-S1-G1|Фамилия|anna1|9001234567/)
    expect(body.person).toBeUndefined()
  })

  test('of an administrator sends to another one, and offers no phone to roles without', async () => {
    const own = await slipOf(personId('S1-A1'), 'administrator', undefined)
    await site.redeem(own, { login: 'head1', password: goodPassword })
    const { body } = await site.get(`/api/v1/invitations/${own}`)
    expect(body.forgotten).toEqual({ phone: false, ask: 'administrator' })
    expect((await site.get(`/api/v1/invitations/${await open()}`)).body.forgotten).toBeUndefined()
  })
})

const open = () => slipOf(parentId('S1', 1, 2), 'parent', site.school.classes[0]?.id)

describe('a forgotten password', () => {
  test('is replaced by a code to the own number, and old sessions end', async () => {
    const { homeserver } = site.engine
    const before = homeserver.inspectAccount(anna)?.sessions.size
    expect(before).toBe(1)
    const sent = await forgot({ invitation: slip, number: '8 900 123 45 67' })
    expect([sent.status, sent.body]).toEqual([
      200,
      { kind: 'sms', resend_after: 60, expires_in: 600 },
    ])
    expect(gateway.last().to).toBe(number)
    const { code } = gateway.last()
    const { status, body } = await enterCode({ invitation: slip, number, code })
    expect(status).toBe(200)
    const reset = await site.redeem(body.token, { password: newPassword })
    expect([reset.status, reset.body.user_id]).toEqual([201, anna])
    expect(passwordOf(anna)).toBe(newPassword)
    expect([...(homeserver.inspectAccount(anna)?.sessions.keys() ?? [])]).toEqual([
      reset.body.device_id,
    ])
    const [entry] = await site.engine.store.journal.ofSchool(schoolId('S1'), 1)
    expect(entry).toMatchObject({ action: 'password-reset', actor: anna })
  })

  test('is replaced by the login as well, however it is written', async () => {
    for (const login of ['anna1', '@Anna1:lyceum.test']) {
      await forgot({ login, number })
      const answer = await enterCode({ login, number, code: gateway.last().code })
      expect(answer.status).toBe(200)
      site.pass(61)
    }
    expect(gateway.got).toHaveLength(3)
  })

  test('is answered alike whoever it is, and nothing is sent but to the own number', async () => {
    const right = await forgot({ login: 'anna1', number })
    const answers = [
      await forgot({ login: 'nobody', number: '+79000000001' }),
      await forgot({ login: 'anna1', number: '+79000000002' }),
      await forgot({ invitation: slip, number: '+79000000003' }),
      await forgot({ invitation: await open(), number: '+79000000004' }),
    ]
    for (const { status, body } of answers) expect([status, body]).toEqual([200, right.body])
    expect(gateway.got).toHaveLength(2)
    const again = await forgot({ login: 'nobody', number: '+79000000001' })
    const own = await forgot({ login: 'anna1', number })
    expect([again.status, own.status]).toEqual([429, 429])
    const codes = [
      await enterCode({ login: 'nobody', number: '+79000000001', code: '123456' }),
      await enterCode({ login: 'anna1', number: '+79000000002', code: '' }),
      await enterCode({ login: 'nobody', number, code: gateway.last().code }),
    ]
    expect(codes.map(({ status }) => status)).toEqual([422, 422, 422])
  })

  test('is not replaced by a code for joining, a used code, or after five wrong ones', async () => {
    const joining = await open()
    await site.ask('POST', '/api/v1/phone/codes', { body: { invitation: joining, number } })
    site.pass(61)
    await site.ask('POST', '/api/v1/phone/codes', { body: { invitation: joining, number } })
    const forJoining = gateway.last().code
    expect((await enterCode({ login: 'anna1', number, code: forJoining })).status).toBe(422)
    await forgot({ login: 'anna1', number })
    const { code } = gateway.last()
    expect((await enterCode({ login: 'anna1', number, code })).status).toBe(200)
    expect((await enterCode({ login: 'anna1', number, code })).status).toBe(422)
    site.pass(61)
    await forgot({ login: 'anna1', number })
    const next = gateway.last().code
    const wrong = next === '000000' ? '111111' : '000000'
    for (let n = 0; n < 5; n += 1) await enterCode({ login: 'anna1', number, code: wrong })
    expect((await enterCode({ login: 'anna1', number, code: next })).status).toBe(422)
    expect(passwordOf(anna)).toBe(goodPassword)
  })

  test('is asked for by one address twenty times an hour', async () => {
    const statuses = []
    for (let n = 0; n < 21; n += 1) {
      const body = { login: 'nobody', number: `+7900${String(n).padStart(7, '0')}` }
      const answer = await site.ask('POST', '/api/v1/forgotten', { body, address: '192.0.2.77' })
      statuses.push(answer.status)
    }
    expect([statuses.filter((one) => one === 200).length, statuses.at(-1)]).toEqual([20, 429])
  })

  test('needs either the slip or the login', async () => {
    for (const body of [{ number }, { number, login: 'anna1', invitation: slip }]) {
      expect((await forgot(body)).status).toBe(400)
    }
  })
})
