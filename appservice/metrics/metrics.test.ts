import { expect, test } from 'vitest'
import { createFakeHomeserver } from '@lyceum/core/homeserver/fake.ts'
import { defaultBlueprint } from '@lyceum/core/school/blueprint-settings.ts'
import { defaultPolicy } from '@lyceum/core/school/policy/settings.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import { memoryStore } from '@lyceum/core/testing/engine.ts'
import type { Events } from '../bridge/events.ts'
import { createInternalServer } from '../http/internal-server.ts'
import { createLog } from '../log.ts'
import { factsOf } from '../testing/facts.ts'
import { createMetrics } from './metrics.ts'

const hsToken = 'the-token-of-the-homeserver'
const stranger = '@canary-name-mallard:lyceum.test'
const room = '!canary-room-heron'
const figures: Events['figures'] = () => ({
  transactions: 5,
  events: 9,
  kept: 7,
  malformed: 1,
  handled: 6,
  failed: 3,
  buried: 1,
})

async function start(store: Store) {
  const homeserver = createFakeHomeserver()
  const metrics = createMetrics()
  const server = await createInternalServer({
    store,
    homeserver,
    hsToken,
    transactions: { take: () => Promise.resolve(true) },
    log: createLog('silent'),
    facts: factsOf({ store, homeserver, blueprint: defaultBlueprint, policy: defaultPolicy }),
    now: () => new Date('2026-09-01T08:10:00.000Z'),
    counted: { metrics, figures },
  })
  const ask = (question: string, payload: object) =>
    server.inject({
      method: 'POST',
      url: `/policy/${question}`,
      headers: { authorization: `Bearer ${hsToken}` },
      payload,
    })
  const scrape = async () => {
    const { statusCode, headers, body } = await server.inject('/metrics')
    expect([statusCode, headers['content-type']]).toEqual([
      200,
      expect.stringMatching(/^text\/plain/),
    ])
    return body
  }
  return { server, metrics, ask, scrape }
}

test('What waits, what was given up and what was handled is told.', async () => {
  const store = await memoryStore()
  const at = '2026-09-01T08:00:00.000Z'
  const event = (id: string) => ({ event: id, room: room as never, kept: '{}' })
  await store.intake.take('source', '1', [event('$1'), event('$2'), event('$3')], at)
  await store.intake.bury('$3', 'handler-failed', at)
  const { scrape } = await start(store)
  const lines = (await scrape()).split('\n')
  for (const line of [
    'lyceum_database_up 1',
    'lyceum_events_waiting 2',
    'lyceum_events_oldest_seconds 600',
    'lyceum_as_dead_letters 1',
    'lyceum_intake_handled_total 6',
    'lyceum_intake_failed_total 3',
    'lyceum_applications 0',
    'lyceum_sessions 0',
    'lyceum_policy_asked_timestamp_seconds 0',
  ]) {
    expect(lines).toContain(line)
  }
  // Asked again, what is counted elsewhere is not added up.
  expect(await scrape()).toContain('lyceum_intake_handled_total 6\n')
})

test('Answers of the policy are counted by question and reason, repairs by outcome, requests by route.', async () => {
  const { ask, scrape, metrics, server } = await start(await memoryStore())
  const question = { inviter: stranger, invitee: '@other:lyceum.test', room_id: room, members: {} }
  expect((await ask('user_may_invite', question)).statusCode).toBe(403)
  await ask('user_may_publish_room', { user_id: stranger, room_id: room })
  await server.inject(`/nowhere/${stranger}?token=canary-token-stork`)
  metrics.schoolRepaired('repaired')
  const text = await scrape()
  expect(text).toMatch(
    /^lyceum_policy_answers_total\{question="user_may_invite",answer="refused",reason="[a-z-]+"\} 1$/m,
  )
  expect(text).toContain(
    'lyceum_policy_answers_total{question="user_may_publish_room",answer="refused",reason="public-room"} 1',
  )
  expect(text).toContain('lyceum_policy_seconds_count{question="user_may_invite"} 1')
  expect(text).toContain('lyceum_repairs_total{outcome="repaired"} 1')
  expect(text).toContain(
    'lyceum_request_seconds_count{method="POST",route="/policy/user_may_invite",status="4xx"} 1',
  )
  expect(text).toContain('lyceum_request_seconds_count{method="GET",route="none",status="4xx"} 1')
  expect(text).toMatch(/^lyceum_policy_asked_timestamp_seconds 1\d{9}$/m)
  expect(text).not.toMatch(/canary|lyceum\.test/)
})

test('While the database does not answer, that is told, and nothing of what it held.', async () => {
  const store = await memoryStore()
  const broken = { ...store, figures: { at: () => Promise.reject(new Error('down')) } }
  const { scrape } = await start(broken)
  const text = await scrape()
  expect(text).toContain('lyceum_database_up 0\n')
  expect(text).toContain('lyceum_intake_handled_total 6\n')
  expect(text).not.toMatch(/^lyceum_(applications|events_waiting) /m)
})
