import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { createFakeHomeserver } from '@lyceum/core/homeserver/fake.ts'
import { defaultBlueprint } from '@lyceum/core/school/blueprint-settings.ts'
import { defaultPolicy } from '@lyceum/core/school/policy/settings.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import { factsOf } from '../testing/facts.ts'
import { memoryStore } from '@lyceum/core/testing/engine.ts'
import { createLog } from '../log.ts'
import { createInternalServer } from './internal-server.ts'

const homeserver = createFakeHomeserver()
const log = createLog('silent')
const transactions = { take: () => Promise.resolve(true) }
const hsToken = 'the-token-of-the-homeserver'
let server: FastifyInstance

beforeAll(async () => {
  server = await serverOn(await memoryStore())
})

function serverOn(
  store: Store,
  on: Parameters<typeof createInternalServer>[0]['homeserver'] = homeserver,
): Promise<FastifyInstance> {
  const settings = { blueprint: defaultBlueprint, policy: defaultPolicy }
  const facts = factsOf({ store, homeserver: on, ...settings })
  const now = () => new Date()
  return createInternalServer({ store, homeserver: on, hsToken, transactions, log, facts, now })
}

describe('what the homeserver sends', () => {
  const transaction = '/_matrix/app/v1/transactions/1'
  const events = { events: [{ type: 'm.room.message', content: { body: 'x'.repeat(60_000) } }] }

  test('is taken with the right token, again and again', async () => {
    for (let n = 0; n < 2; n++) {
      const response = await server.inject({
        method: 'PUT',
        url: transaction,
        headers: { authorization: `Bearer ${hsToken}` },
        payload: events,
      })
      expect([response.statusCode, response.json()]).toEqual([200, {}])
    }
  })

  test('is taken when a hundred large events come at once', async () => {
    const payload = { events: Array.from({ length: 100 }, () => events.events[0]) }
    const headers = { authorization: `Bearer ${hsToken}` }
    const response = await server.inject({ method: 'PUT', url: transaction, headers, payload })
    expect(response.statusCode).toBe(200)
  })

  test.each([
    ['no token', transaction, {}, 401],
    ['another token', transaction, { authorization: 'Bearer other' }, 403],
    ['another scheme', transaction, { authorization: `Basic ${hsToken}` }, 403],
    ['the token in the address', `${transaction}?access_token=${hsToken}`, {}, 401],
  ])('is refused with %s', async (_name, url, headers, status) => {
    const response = await server.inject({ method: 'PUT', url, headers, payload: events })
    expect(response.statusCode).toBe(status)
  })

  test('answers a ping and knows no user or alias that it did not make', async () => {
    const headers = { authorization: `Bearer ${hsToken}` }
    const ping = await server.inject({
      method: 'POST',
      url: '/_matrix/app/v1/ping',
      headers,
      payload: { transaction_id: 'x' },
    })
    expect(ping.statusCode).toBe(200)
    const alias = encodeURIComponent('#_lyceum_x:lyceum.test')
    const room = await server.inject({ url: `/_matrix/app/v1/rooms/${alias}`, headers })
    expect([room.statusCode, room.json().errcode]).toEqual([404, 'M_NOT_FOUND'])
  })
})

describe('health', () => {
  test('the process answers, and it is ready when database and homeserver answer', async () => {
    expect((await server.inject('/healthz')).statusCode).toBe(200)
    expect((await server.inject('/readyz')).json()).toEqual({
      status: 'ready',
      database: 'ok',
      homeserver: 'ok',
      policy_module_seen_at: null,
    })
  })

  test('says what does not answer', async () => {
    const store = await memoryStore()
    const whoAmI = () => Promise.reject(new Error('down'))
    const broken = { ...homeserver, whoAmI }
    const down = await serverOn(store, broken)
    const response = await down.inject('/readyz')
    expect([response.statusCode, response.json().homeserver]).toEqual([503, 'no-answer'])
  })
})
