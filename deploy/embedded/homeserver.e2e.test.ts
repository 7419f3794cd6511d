import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connectJson } from '@lyceum/core/homeserver/http.ts'
import { connectSynapse } from '@lyceum/core/homeserver/synapse.ts'
import { userId } from '@lyceum/core/school/ids.ts'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { z } from 'zod'
import { bootstrapBot } from './bootstrap.ts'
import { freePort } from './free-port.ts'
import { startSynapse, type RunningHomeserver, type StartOptions } from './homeserver.ts'

const { python } = inject('homeserver')
const running: RunningHomeserver[] = []
let options: StartOptions

beforeEach(async () => {
  options = {
    dataFolder: await mkdtemp(path.join(tmpdir(), 'lyceum-embedded-')),
    python,
    port: await freePort(),
    serverName: 'lyceum.test',
    appservice: {
      asToken: 'a'.repeat(43),
      hsToken: 'h'.repeat(43),
      botLocalpart: 'lyceum',
      url: null,
    },
  }
})

afterEach(async () => {
  for (const homeserver of running.splice(0)) await homeserver.stop()
  await rm(options.dataFolder, { recursive: true, force: true })
})

async function start(changes: Partial<StartOptions> = {}): Promise<RunningHomeserver> {
  const homeserver = await startSynapse({ ...options, ...changes })
  running.push(homeserver)
  return homeserver
}

function bootstrap({ url, registrationSharedSecret }: RunningHomeserver) {
  const { serverName, appservice } = options
  return bootstrapBot({ ...appservice, serverName, url, registrationSharedSecret })
}

test('the bot becomes an administrator once, and no other administrator is left', async () => {
  const homeserver = await start()
  const bot = await bootstrap(homeserver)
  await bootstrap(homeserver)
  const { url } = homeserver
  const { serverName } = options
  const { asToken, botLocalpart } = options.appservice
  expect(await connectSynapse({ url, serverName, asToken, botLocalpart }).isAdmin()).toBe(true)
  const { users } = await connectJson({ url, token: asToken }).send({
    operation: 'list the administrators',
    method: 'GET',
    path: '/_synapse/admin/v2/users?admins=true&deactivated=false',
    repeat: 'safe',
    answer: z.object({ users: z.array(z.object({ name: z.string() })) }),
  })
  expect(users).toEqual([{ name: bot }])
})

test('only its own set-up accounts are closed: a person whose name begins as theirs keeps the account', async () => {
  const homeserver = await start()
  await bootstrap(homeserver)
  const { url } = homeserver
  const { serverName } = options
  const { asToken, botLocalpart } = options.appservice
  const synapse = connectSynapse({ url, serverName, asToken, botLocalpart })
  for (const name of ['lyceum-setup-1a2b3c4d', 'lyceum-setup-masha']) await synapse.register(name)
  await bootstrap(homeserver)
  for (const name of ['lyceum-setup-1a2b3c4d', 'lyceum-setup-masha']) {
    const account = await synapse.account(userId(`@${name}:${serverName}`))
    expect([name, account?.deactivated]).toEqual([name, false])
  }
})

test('what holds a secret or a message is readable for its owner only', async () => {
  await start()
  for (const folder of ['homeserver', 'logs']) {
    const where = path.join(options.dataFolder, folder)
    expect((await stat(where)).mode & 0o077).toBe(0)
    for (const name of await readdir(where)) {
      expect([name, (await stat(path.join(where, name))).mode & 0o077]).toEqual([name, 0])
    }
  }
})

test('a second start of the same data folder finds the first and leaves it running', async () => {
  const first = await start()
  const second = await start()
  expect(second).toMatchObject({ started: false, url: first.url })
  await second.stop()
  expect((await fetch(`${first.url}/_matrix/client/versions`)).status).toBe(200)
})

test('the same data folder is never opened twice, also at another port', async () => {
  await start()
  await expect(start({ port: await freePort() })).rejects.toMatchObject({
    code: 'homeserver-running',
    message: `The homeserver of this data folder already runs at port ${options.port}.`,
  })
})

test('a port that something else uses is told with the option that chooses another', async () => {
  const other = createServer((socket) => {
    socket.on('error', () => {}).end('not Matrix')
  }).listen(options.port, '127.0.0.1')
  await once(other, 'listening')
  try {
    await expect(start()).rejects.toMatchObject({
      code: 'homeserver-port-taken',
      hint: `Choose another one: --homeserver-port ${options.port + 1}`,
    })
  } finally {
    other.close()
  }
})

test('a data folder keeps its server name', async () => {
  await (await start()).stop()
  await expect(start({ serverName: 'other.test' })).rejects.toMatchObject({
    code: 'server-name-fixed',
  })
})

test('it dies with its parent, also when that is killed, and starts again at once', async () => {
  const program = `
    const { startSynapse } = await import(${JSON.stringify(path.join(import.meta.dirname, 'homeserver.ts'))})
    const { pid } = await startSynapse(${JSON.stringify(options)})
    process.stdout.write(String(pid))
    setInterval(() => {}, 1000)
  `
  const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [pid] = (await once(parent.stdout, 'data')) as [Buffer]
  parent.kill('SIGKILL')
  const homeserver = await start()
  expect(homeserver.started).toBe(true)
  expect(homeserver.pid).not.toBe(Number(pid))
  await expect.poll(() => isRunning(Number(pid)), { timeout: 10_000 }).toBe(false)
})

/** A process that has ended stays listed (Z) until whoever adopted it takes notice. */
async function isRunning(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return status !== '' && !/^State:\s+Z/m.test(status)
}
