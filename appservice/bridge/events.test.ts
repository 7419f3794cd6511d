import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { HomeserverError } from '@lyceum/core/homeserver/errors.ts'
import { lockOwner } from '@lyceum/core/provision/lock-owner.ts'
import {
  type IntakeSite,
  type IntakeSiteOptions,
  message,
  noting,
  siteHsToken,
  startIntakeSite,
} from '../testing/intake-site.ts'
import type { EventHandler } from './handlers.ts'

const open: IntakeSite[] = []

async function freshFile(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), 'lyceum-intake-')), 'lyceum.db')
}

async function start(options: Partial<IntakeSiteOptions> & Pick<IntakeSiteOptions, 'handlers'>) {
  const site = await startIntakeSite({ database: await freshFile(), ...options })
  open.push(site)
  return site
}

async function stop(site: IntakeSite): Promise<void> {
  open.splice(open.indexOf(site), 1)
  await site.stop()
}

afterEach(async () => {
  for (const site of open.splice(0)) await site.stop()
})

function counting() {
  const seen: string[] = []
  return { seen, handlers: [noting((event) => void seen.push(event))] }
}

describe('what the homeserver sends again', () => {
  test('A thousand transactions, sent up to five times in any order over three restarts, are handled once each.', async () => {
    const database = await freshFile()
    const { seen, handlers } = counting()
    const all = Array.from({ length: 1000 }, (_, n) => n)
    for (const quarter of [0, 1, 2, 3]) {
      const site = await start({ database, handlers })
      const fresh = all.slice(quarter * 250, quarter * 250 + 250)
      const again = all.slice(0, quarter * 250 + 250).filter((n) => n % 3 === quarter % 3)
      for (const n of [...fresh, ...again, ...fresh.toReversed()]) {
        expect(await site.send(`${n}`, [message(`${n}`, `room${n % 7}`, 'x')])).toBe(200)
      }
      await site.settled()
      await stop(site)
    }
    expect(seen.toSorted()).toEqual(all.map((n) => `$${n}`).toSorted())
    // 2,800 commits to disk: on a machine that others use they take their time.
  }, 120_000)

  test('When the homeserver counts from 1 again, everything new is handled.', async () => {
    const { seen, handlers } = counting()
    const site = await start({ handlers })
    for (const round of ['a', 'b']) {
      for (let n = 1; n <= 50; n++) await site.send(`${n}`, [message(`${round}${n}`, 'room', 'x')])
    }
    await site.settled()
    expect(seen).toHaveLength(100)
  })
})

describe('what stands in the way', () => {
  test('A transaction of 13 MB is taken, one above 20 MiB refused without a trace in the log.', async () => {
    const lines: string[] = []
    const { seen, handlers } = counting()
    const site = await start({ handlers, sink: { write: (line) => void lines.push(line) } })
    const events = (count: number) =>
      Array.from({ length: count }, (_, n) => message(`${count}-${n}`, 'room', 'x'.repeat(65_000)))
    expect(await site.send('1', events(200))).toBe(200)
    expect(await site.send('2', events(400))).toBe(413)
    await site.settled()
    expect(seen).toHaveLength(200)
    expect(lines.filter((line) => /"level":"(error|fatal)"|\bat \//.test(line))).toEqual([])
  })

  test('Events without the form of events are passed over, and the others are handled.', async () => {
    const { seen, handlers } = counting()
    const site = await start({ handlers })
    const good = message('good', 'room', 'x')
    const broken = [
      null,
      7,
      'text',
      [],
      {},
      { ...good, event_id: 5 },
      { ...good, event_id: '$a b' },
      { ...good, event_id: `$${'x'.repeat(300)}` },
      { ...good, room_id: undefined },
      { ...good, sender: null },
      { ...good, content: 'text' },
      { ...good, content: null },
      { ...good, type: '' },
      { ...good, state_key: {} },
    ]
    expect(await site.send('1', [...broken, good])).toBe(200)
    await site.settled()
    expect(seen).toEqual(['$good'])
    expect(site.events.figures()).toMatchObject({ malformed: broken.length, kept: 1 })
  })

  test.each([
    ['a key __proto__', '{"events":[EVENT],"__proto__":{"a":1}}'],
    ['a constructor', '{"events":[EVENT],"constructor":{"prototype":{"a":1}}}'],
  ])('An event with %s stops nothing.', async (_name, body) => {
    const { seen, handlers } = counting()
    const site = await start({ handlers })
    const event = JSON.stringify(message('1', 'room', 'x')).replace(
      '"msgtype"',
      '"__proto__":{"x":1},"msgtype"',
    )
    const response = await fetch(`${site.url}/_matrix/app/v1/transactions/1`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${siteHsToken}`, 'content-type': 'application/json' },
      body: body.replace('EVENT', event),
    })
    expect(response.status).toBe(200)
    await site.settled()
    expect(seen).toEqual(['$1'])
  })

  test('Events that a bridge would act on itself, edits, the bot’s own, strange memberships, come to the handlers.', async () => {
    const { seen, handlers } = counting()
    const site = await start({ handlers })
    const base = message('1', 'room', 'x')
    const member = { type: 'm.room.member', state_key: '@anna:lyceum.test' }
    await site.send('1', [
      { ...base, sender: '@lyceum:lyceum.test' },
      {
        ...base,
        event_id: '$2',
        content: { 'm.relates_to': { rel_type: 'm.replace', event_id: '$gone' } },
      },
      { ...base, ...member, event_id: '$3', content: { membership: 7, displayname: {} } },
      { ...base, type: 'm.room.tombstone', state_key: '', event_id: '$4', content: {} },
      { ...base, type: 'm.room.power_levels', state_key: '', event_id: '$5', content: {} },
      { ...base, type: 'm.room.encrypted', event_id: '$6', content: {} },
    ])
    await site.settled()
    expect(seen).toEqual(['$1', '$2', '$3', '$4', '$5', '$6'])
  })
})

describe('what fails', () => {
  test('An event that always fails is given up after eight attempts, waits to be asked for again, and delays no other room.', async () => {
    const seen: string[] = []
    let isBroken = true
    let attempts = 0
    const handler: EventHandler = {
      ...noting(() => {}),
      handle: async ({ id }) => {
        if (id === '$poison' && isBroken) {
          attempts += 1
          throw new Error('a secret text')
        }
        seen.push(id)
      },
    }
    const lines: string[] = []
    const sink = { write: (line: string) => void lines.push(line) }
    const site = await start({ handlers: [handler], sink, delayMs: () => 100 })
    await site.send('1', [message('poison', 'bad', 'x'), message('behind', 'bad', 'x')])
    await site.send('2', [message('other', 'good', 'x')])
    while (seen.length < 1) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(seen).toEqual(['$other'])
    expect(attempts).toBeLessThan(8)
    await site.settled()
    expect(attempts).toBe(8)
    expect(seen).toEqual(['$other', '$behind'])
    expect(await site.store.intake.counts()).toMatchObject({ dead: 1 })
    expect((await site.store.intake.dead(9))[0]).toMatchObject({ error: 'handler-failed' })
    expect(site.events.figures()).toMatchObject({ failed: 8, buried: 1 })
    expect(lines.join('')).not.toContain('a secret text')
    isBroken = false
    await site.store.intake.revive(new Date().toISOString())
    await site.settled()
    expect(seen).toEqual(['$other', '$behind', '$poison'])
  })

  test('While the homeserver does not answer an event is tried again and never given up.', async () => {
    let attempts = 0
    const handler: EventHandler = {
      ...noting(() => {}),
      handle: async () => {
        attempts += 1
        if (attempts > 20) return
        throw new HomeserverError('homeserver-unreachable', 'No answer.', { status: 0 })
      },
    }
    const site = await start({ handlers: [handler], delayMs: () => 1 })
    await site.send('1', [message('1', 'room', 'x')])
    await site.settled()
    expect(attempts).toBe(21)
    expect(site.events.figures()).toMatchObject({ handled: 1, buried: 0 })
  })

  test('A handler that cannot say what to keep takes nothing from the others.', async () => {
    const { seen, handlers } = counting()
    const keep = () => {
      throw new Error('broken')
    }
    const broken: EventHandler = { name: 'broken', keep, handle: async () => {} }
    const site = await start({ handlers: [broken, ...handlers] })
    await site.send('1', [message('1', 'room', 'x')])
    await site.settled()
    expect(seen).toEqual(['$1'])
  })
})

test('Of a room that is not ours nothing that was written comes into the database, whatever a handler asks for.', async () => {
  const database = await freshFile()
  const greedy: EventHandler = {
    name: 'greedy',
    keep: ({ content }) => content,
    handle: () => Promise.reject(new Error('keeps it stored')),
  }
  const site = await start({ database, handlers: [greedy], isOurs: (room) => room === '!ours' })
  const canary = 'CANARY-4711'
  const private1 = message('1', 'private', canary)
  await site.send('1', [
    private1,
    { ...private1, event_id: '$2', type: 'm.room.topic', state_key: canary },
    {
      ...private1,
      event_id: '$3',
      type: 'm.room.member',
      state_key: '@boris:lyceum.test',
      content: { membership: 'invite', displayname: canary, reason: canary },
    },
    {
      ...private1,
      event_id: '$4',
      type: 'm.room.member',
      state_key: `@${canary} words:x`,
      content: { membership: canary },
    },
    message('5', 'ours', 'of ours what was asked for'),
  ])
  const files = await readdir(join(database, '..'))
  const contents = await Promise.all(
    files.map((file) => readFile(join(database, '..', file), 'latin1')),
  )
  const text = contents.join('')
  expect(text).not.toContain(canary)
  expect(text).toContain('"membership":"invite"')
  expect(text).toContain('@boris:lyceum.test')
  expect(text).toContain('of ours what was asked for')
})

test('Of two processes one works; the other takes over when it stops, and at once when it died.', async () => {
  const database = await freshFile()
  const [first, second] = [counting(), counting()]
  const working = await start({ database, handlers: first.handlers, owner: lockOwner.current() })
  await working.send('1', [message('1', 'room', 'x')])
  await working.settled()
  const waiting = await start({ database, handlers: second.handlers, owner: 'another' })
  await waiting.send('2', [message('2', 'room', 'x')])
  await waiting.settled()
  expect([first.seen, second.seen]).toEqual([['$1', '$2'], []])
  await stop(working)
  await waiting.send('3', [message('3', 'room', 'x')])
  await waiting.settled()
  expect(second.seen).toEqual(['$3'])
})

test('Stopping waits for what is under way, and what waits behind it is handled after the next start.', async () => {
  const database = await freshFile()
  const seen: string[] = []
  let begun: () => void = () => {}
  const isBegun = new Promise<void>((resolve) => (begun = resolve))
  const slow: EventHandler = {
    ...noting(() => {}),
    handle: async ({ id }) => {
      begun()
      await new Promise((resolve) => setTimeout(resolve, 100))
      seen.push(id)
    },
  }
  const site = await start({ database, handlers: [slow] })
  await site.send('1', [message('1', 'room', 'x'), message('2', 'room', 'x')])
  await isBegun
  await stop(site)
  expect(seen).toEqual(['$1'])
  const again = await start({ database, handlers: [slow] })
  await again.settled()
  expect(seen).toEqual(['$1', '$2'])
})
