import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import {
  connectPerson,
  logInWithPassword,
  type PersonClient,
} from '@lyceum/core/homeserver/testing.ts'
import { userId } from '@lyceum/core/school/ids.ts'
import { enterAs, freshSchoolId } from '@lyceum/core/testing/real-engine.ts'
import { parentId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { startTestGateway, type TestGateway } from '../testing/phone-gateway.ts'
import { startRealService, type RealService } from '../testing/real-service.ts'

const number = '+79001234567'
const passwords = ['tiger-window-lamp-4821', 'violet-anchor-bread-2207', 'marble-otter-lemon-9034']
const school = smallSchool({ id: freshSchoolId(), classes: 1 })
const id = school.info.id
const homeserver = inject('homeserver')
let gateway: TestGateway
let service: RealService
beforeAll(async () => {
  gateway = await startTestGateway()
  const settings = `{ url: '${gateway.url}', body: 'to={number}&text={text}', success_contains: OK }`
  service = await startRealService(homeserver, school, {
    lines: [`phone: { gateway: ${settings}, roles: [parent] }`],
  })
}, 120_000)
afterAll(async () => {
  await service.stop()
  await gateway.stop()
})

async function post(path: string, body: object, session?: string) {
  const response = await fetch(`${service.url}/api/v1/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(session === undefined ? {} : { authorization: `Bearer ${session}` }),
    },
    body: JSON.stringify(body),
  })
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read answers as a script would
  return { status: response.status, body: (await response.json()) as any }
}

const whoAmI = async (client: PersonClient) =>
  (await client.request('GET', '/_matrix/client/v3/account/whoami')).status

async function setPassword(secret: string, password: string): Promise<PersonClient> {
  const { status, body } = await post(`invitations/${secret}/redeem`, { password })
  expect(status).toBe(201)
  return connectPerson(homeserver.url, userId(body.user_id), body.access_token)
}

test('A parent enters with a code to the telephone, and comes to a new password by paper and by telephone.', async () => {
  const [first = '', second = '', third = ''] = passwords
  const slip = (await service.invite(parentId(id, 1, 1), 'parent')).token
  expect((await post('phone/codes', { invitation: slip, number })).status).toBe(200)
  const login = `anna${id}`
  const phone = { phone: number, phone_code: gateway.last().code }
  const joined = await post(`invitations/${slip}/redeem`, { login, password: first, ...phone })
  expect(joined.status).toBe(201)
  const atFirst = connectPerson(homeserver.url, joined.body.user_id, joined.body.access_token)
  expect(await whoAmI(atFirst)).toBe(200)

  const used = await (await fetch(`${service.url}/api/v1/invitations/${slip}`)).json()
  expect(used).toMatchObject({
    status: 'used',
    forgotten: { phone: true, ask: 'class-teacher' },
  })

  const teacher = await enterAs(service.engine, id, teacherId(id, 1))
  const openid = {
    access_token: await teacher.openIdToken(),
    matrix_server_name: homeserver.serverName,
  }
  const { session } = (await post('session', { openid })).body
  const person = parentId(id, 1, 1)
  const issued = await post(`people/${person}/reset-password`, {}, session)
  expect(issued.status).toBe(201)
  const byPaper = await setPassword(issued.body.reset.code, second)
  expect([await whoAmI(atFirst), await whoAmI(byPaper)]).toEqual([401, 200])
  await expect(logInWithPassword(homeserver.url, login, first)).rejects.toThrow('403')

  expect((await post('forgotten', { invitation: slip, number })).status).toBe(200)
  await expect.poll(() => gateway.got.length).toBe(2)
  const { code } = gateway.last()
  const { body } = await post('forgotten/code', { invitation: slip, number, code })
  const byTelephone = await setPassword(body.token, third)
  expect([await whoAmI(byPaper), await whoAmI(byTelephone)]).toEqual([401, 200])
  const signedIn = await logInWithPassword(homeserver.url, login, third)
  expect(signedIn.userId).toBe(byTelephone.userId)
  expect((await signedIn.joinedRooms()).length).toBeGreaterThan(0)

  const said = service.logLines.join('\n')
  expect(said).not.toMatch(/9001234567/)
  for (const secret of [code, slip, body.token, issued.body.reset.code, ...passwords]) {
    expect(said).not.toContain(secret)
  }
}, 120_000)
