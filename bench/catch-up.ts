/**
 * The service down while a real Synapse's rooms go on, then up again: when the first event that waited comes, when all are handled,
 * and in how many transactions Synapse sent them. `--minutes 10 --per-second 5` are the defaults.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { noting, startIntakeSite } from '@lyceum/appservice/testing/intake-site.ts'
import { connectSynapse } from '@lyceum/core/homeserver/synapse.ts'
import type { RoomId } from '@lyceum/core/school/ids.ts'
import { bootstrapBot } from '@lyceum/deploy/embedded/bootstrap.ts'
import { freePort } from '@lyceum/deploy/embedded/free-port.ts'
import { startSynapse } from '@lyceum/deploy/embedded/homeserver.ts'
import { ensureSynapse } from '@lyceum/deploy/embedded/install.ts'
import { renderTable } from './measure.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    'per-second': { type: 'string', default: '5' },
  },
})
const minutes = Number(values.minutes)
const perSecond = Number(values['per-second'])
const roomCount = 20
const serverName = 'catch-up.test'
const random = () => randomBytes(32).toString('base64url')
const appservice = { asToken: random(), hsToken: random(), botLocalpart: 'lyceum' }

const folder = await mkdtemp(join(tmpdir(), 'lyceum-catch-up-'))
const port = await freePort()
const synapse = await startSynapse({
  dataFolder: join(folder, 'synapse'),
  python: (await ensureSynapse()).python,
  port: await freePort(),
  serverName,
  appservice: { ...appservice, url: `http://127.0.0.1:${port}` },
})
try {
  const { url, registrationSharedSecret } = synapse
  await bootstrapBot({ url, serverName, registrationSharedSecret, ...appservice })
  const bot = connectSynapse({ url, serverName, ...appservice })
  const rooms: RoomId[] = []
  for (let n = 0; n < roomCount; n++) rooms.push(await makeRoom(bot, n))

  const seen: { readonly body: unknown; readonly at: number }[] = []
  const start = () =>
    startIntakeSite({
      database: join(folder, 'lyceum.db'),
      handlers: [noting((_event, _room, body) => void seen.push({ body, at: performance.now() }))],
      port,
      homeserver: { url, serverName, ...appservice },
    })
  const before = await start()
  await say(bot, rooms[0], 'up')
  while (!seen.some(({ body }) => body === 'up')) await sleep(20)
  await before.stop()

  const held = await talkWhileDown(bot, rooms)
  seen.length = 0
  const began = performance.now()
  const after = await start()
  const listening = performance.now()
  const missing = new Set(held)
  let looked = 0
  while (missing.size > 0) {
    for (; looked < seen.length; looked++) missing.delete(seen[looked]?.body as string)
    await sleep(20)
  }
  const ended = performance.now()
  const figures = after.events.figures()
  await after.stop()
  const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(2)
  process.stdout.write(
    `${renderTable([
      [
        'down min',
        'events',
        'listening s',
        'first after s',
        'all after s',
        'transactions',
        'twice',
      ],
      [
        `${minutes}`,
        `${held.length}`,
        seconds(began, listening),
        seconds(listening, seen[0]?.at ?? listening),
        seconds(listening, ended),
        `${figures.transactions}`,
        `${seen.length - new Set(seen.map(({ body }) => body)).size}`,
      ],
    ])}\n`,
  )
} finally {
  await synapse.stop()
  await rm(folder, { recursive: true, force: true })
}

type Bot = ReturnType<typeof connectSynapse>

function makeRoom(bot: Bot, n: number): Promise<RoomId> {
  const room = { name: `Room ${n}`, space: false, initialState: [], powerLevels: {} }
  return bot.createRoom({ aliasLocalpart: `_lyceum_catch_up_${n}`, ...room })
}

async function say(bot: Bot, room: RoomId | undefined, body: string): Promise<void> {
  if (room === undefined) throw new Error('no room')
  await bot.sendEvent(room, 'm.room.message', randomUUID(), { msgtype: 'm.text', body })
}

/** Gives what was said, in its order. */
async function talkWhileDown(bot: Bot, rooms: readonly RoomId[]): Promise<readonly string[]> {
  const said: string[] = []
  const end = performance.now() + minutes * 60_000
  while (performance.now() < end) {
    const due = performance.now() + 1000 / perSecond
    const body = `held-${said.length}`
    await say(bot, rooms[said.length % rooms.length], body)
    said.push(body)
    await sleep(Math.max(0, due - performance.now()))
  }
  return said
}
