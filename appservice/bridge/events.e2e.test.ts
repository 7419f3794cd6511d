import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { connectSynapse } from '@lyceum/core/homeserver/synapse.ts'
import type { RoomId } from '@lyceum/core/school/ids.ts'
import { bootstrapBot } from '@lyceum/deploy/embedded/bootstrap.ts'
import { freePort } from '@lyceum/deploy/embedded/free-port.ts'
import { startSynapse, type RunningHomeserver } from '@lyceum/deploy/embedded/homeserver.ts'
import { type IntakeSite, noting, startIntakeSite } from '../testing/intake-site.ts'

const random = () => randomBytes(32).toString('base64url')
const serverName = 'intake.test'
const appservice = { asToken: random(), hsToken: random(), botLocalpart: 'lyceum' }
let synapse: RunningHomeserver
let folder: string
let port: number
let seen: { readonly body: unknown; readonly at: number }[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lyceum-intake-e2e-'))
  port = await freePort()
  synapse = await startSynapse({
    dataFolder: join(folder, 'synapse'),
    python: inject('homeserver').python,
    port: await freePort(),
    serverName,
    appservice: { ...appservice, url: `http://127.0.0.1:${port}` },
  })
  const { url, registrationSharedSecret } = synapse
  await bootstrapBot({ url, serverName, registrationSharedSecret, ...appservice })
})

afterAll(async () => {
  await synapse?.stop()
  await rm(folder, { recursive: true, force: true })
})

function startSite(lines: string[] = []): Promise<IntakeSite> {
  return startIntakeSite({
    sink: { write: (line) => void lines.push(line) },
    database: join(folder, 'lyceum.db'),
    handlers: [
      noting((_event, _room, body) => {
        if (body !== undefined) seen.push({ body, at: performance.now() })
      }),
    ],
    port,
    homeserver: { url: synapse.url, serverName, ...appservice },
  })
}

async function sendText(room: RoomId, body: string): Promise<void> {
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/send/m.room.message/${body}`
  const response = await fetch(`${synapse.url}${path}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${appservice.asToken}` },
    body: JSON.stringify({ msgtype: 'm.text', body }),
  })
  expect(response.status).toBe(200)
}

async function untilSeen(count: number): Promise<void> {
  while (seen.length < count) await new Promise((resolve) => setTimeout(resolve, 5))
}

test('What Synapse held back while nobody listened comes at once after the start, whole and in order.', async () => {
  const bot = connectSynapse({ url: synapse.url, serverName, ...appservice })
  const room = await bot.createRoom({
    aliasLocalpart: '_lyceum_intake',
    name: 'Intake',
    space: false,
    initialState: [],
    powerLevels: {},
  })
  const first = await startSite()
  await sendText(room, 'up')
  await untilSeen(1)
  await first.stop()
  const held = Array.from({ length: 30 }, (_, n) => `held-${n}`)
  for (const body of held) await sendText(room, body)
  // By then Synapse has tried in vain a few times, and would next try after half a minute.
  await new Promise((resolve) => setTimeout(resolve, 20_000))
  seen = []
  const lines: string[] = []
  const second = await startSite(lines)
  const started = performance.now()
  await untilSeen(1)
  const firstAfter = (seen[0]?.at ?? 0) - started
  await untilSeen(held.length)
  const allAfter = performance.now() - started
  expect(seen.map(({ body }) => body)).toEqual(held)
  // It was asked, and did not come by itself half a minute later; how soon is printed.
  await expect.poll(() => lines.join()).toContain('the homeserver reaches us')
  process.stderr.write(
    `first after ${firstAfter.toFixed(0)} ms, ${held.length} after ${allAfter.toFixed(0)} ms\n`,
  )
  await second.stop()
})
