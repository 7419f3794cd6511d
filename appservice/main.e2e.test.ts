import { setTimeout as wait } from 'node:timers/promises'
import { pupilId, smallSchool } from '@lyceum/core/testing/small-school.ts'
import type {} from '@lyceum/deploy/embedded/test-homeserver.ts'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { goodPassword } from './testing/site.ts'
import { startRealService, type RealService } from './testing/real-service.ts'

const homeserver = inject('homeserver')
let service: RealService

beforeAll(async () => {
  const school = smallSchool({ id: 'M1', classes: 1, pupilsPerClass: 30 })
  service = await startRealService(homeserver, school)
})

afterAll(async () => {
  await service?.stop()
})

async function redeem(token: string, login: string): Promise<number> {
  const response = await fetch(`${service.url}/api/v1/invitations/${token}/redeem`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: goodPassword }),
  }).catch(() => undefined)
  return response?.status ?? 0
}

async function roomsOf(login: string): Promise<number> {
  const user = encodeURIComponent(`@${login}:${homeserver.serverName}`)
  const response = await fetch(`${homeserver.url}/_synapse/admin/v1/users/${user}/joined_rooms`, {
    headers: { authorization: `Bearer ${homeserver.asToken}` },
  })
  return ((await response.json()) as { total: number }).total
}

test('is ready, and takes what the homeserver sends with its token', async () => {
  expect((await fetch(`${service.internalUrl}/healthz`)).status).toBe(200)
  expect(await (await fetch(`${service.internalUrl}/readyz`)).json()).toEqual({
    status: 'ready',
    database: 'ok',
    homeserver: 'ok',
    policy_module_seen_at: null,
  })
  const transaction = await fetch(`${service.internalUrl}/_matrix/app/v1/transactions/1`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${homeserver.hsToken}`, 'content-type': 'application/json' },
    body: '{"events":[]}',
  })
  expect(transaction.status).toBe(200)
})

test('twenty pupils at once are all in, each in the rooms of the class and the school', async () => {
  const links = await Promise.all(
    Array.from({ length: 20 }, (_, n) => service.invite(pupilId('M1', 1, n + 1), 'pupil')),
  )
  const statuses = await Promise.all(links.map(({ token }, n) => redeem(token, `m1-at-once-${n}`)))
  expect(statuses).toEqual(links.map(() => 201))
  const rooms = await Promise.all(links.map((_, n) => roomsOf(`m1-at-once-${n}`)))
  expect(rooms).toEqual(links.map(() => 8))
})

test('killed while people enter, they are in after the next start, or get in with the same login', async () => {
  const links = await Promise.all(
    Array.from({ length: 8 }, (_, n) => service.invite(pupilId('M1', 1, n + 21), 'pupil')),
  )
  const first = links.map(async ({ token }, n) => {
    await wait(n * 60)
    return redeem(token, `m1-killed-${n}`)
  })
  await wait(500)
  await service.killAndStart()
  await Promise.all(first)
  for (const [n, { token }] of links.entries()) {
    let status = await redeem(token, `m1-killed-${n}`)
    for (let tries = 0; status === 409 && tries < 20; tries++) {
      status = await redeem(token, `m1-killed-${n}`)
    }
    expect([n, status, [201, 410].includes(status)]).toEqual([n, status, true])
  }
  for (const n of links.keys()) {
    while ((await roomsOf(`m1-killed-${n}`)) < 8) await wait(100)
  }
  const { entering, active } = await service.store.accounts.counts('M1' as never)
  expect([entering, active]).toEqual([0, 28])
})

test('ends by itself when whoever started it is gone', async () => {
  expect(await service.abandon()).toBe(0)
})
