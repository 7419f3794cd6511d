/** The service as a process of its own on a real homeserver, with a school's rooms made: what a browser needs in a test. */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { loadConfig } from '@lyceum/core/config/load.ts'
import { connectSynapse } from '@lyceum/core/homeserver/synapse.ts'
import { createEngine, type Engine } from '@lyceum/core/provision/engine.ts'
import { lockOwner } from '@lyceum/core/provision/lock-owner.ts'
import type { PersonId } from '@lyceum/core/school/ids.ts'
import type { Role, School } from '@lyceum/core/school/people.ts'
import type { InvitationPurpose, IssuedInvitation, Store } from '@lyceum/core/store/ports.ts'
import { openStore } from '@lyceum/core/store/store.ts'
import { applyRoster } from '@lyceum/core/testing/engine.ts'
import { createLog } from '../log.ts'

export interface HomeserverForService {
  readonly url: string
  readonly serverName: string
  readonly asToken: string
  readonly hsToken: string
  readonly botLocalpart: string
}

export interface ServiceOptions {
  /** Where a homeserver is told to ask and send; else one that is free. */
  readonly internalPort?: number
  /** Matrix clients that may frame the pages. */
  readonly clients?: readonly string[]
  /** Lines of config.yaml: `policy: { ... }`. */
  readonly lines?: readonly string[]
}

export interface RealService {
  readonly url: string
  readonly internalUrl: string
  /** Of its configuration, secrets and database. */
  readonly folder: string
  readonly store: Store
  /** On the service's database, as the command line has one: makes rooms and brings people in. */
  readonly engine: Engine
  /** Every line that the process wrote to standard error. */
  readonly logLines: readonly string[]
  invite(person: PersonId, role: Role, purpose?: InvitationPurpose): Promise<IssuedInvitation>
  /** Ends the process without a word (SIGKILL) and starts it again on the same data. */
  killAndStart(): Promise<void>
  kill(): Promise<void>
  /** Changes config.yaml; it counts from the next start. */
  configure(edit: (text: string) => string): Promise<void>
  start(): Promise<void>
  /** A second process on the same database, on ports of its own. */
  startAnother(): Promise<{ readonly url: string; stop(): Promise<void> }>
  /** Closes the pipe on the process's standard input, as a parent's death does; gives the exit code. */
  abandon(): Promise<number | null>
  stop(): Promise<void>
}

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

export async function startRealService(
  homeserver: HomeserverForService,
  given: School | readonly School[],
  options: ServiceOptions = {},
): Promise<RealService> {
  const schools = 'info' in given ? [given] : given
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-service-'))
  const configFile = await writeConfig(folder, homeserver, options)
  const config = await loadConfig(configFile)
  const store = await openStore(config.database, config.secrets)
  const engine = engineOf(config, store)
  for (const school of schools) await applyRoster(engine, school)
  const logLines: string[] = []
  const ports = { public: config.public.port, internal: config.internal.port }
  let child = await startProcess(configFile, ports, logLines)
  return {
    url: `http://127.0.0.1:${ports.public}`,
    internalUrl: `http://127.0.0.1:${ports.internal}`,
    folder,
    store,
    engine,
    logLines,
    async killAndStart() {
      await ended(child, () => child.kill('SIGKILL'))
      child = await startProcess(configFile, ports, logLines)
    },
    async configure(edit) {
      await writeFile(configFile, edit(await readFile(configFile, 'utf8')))
    },
    async kill() {
      await ended(child, () => child.kill('SIGKILL'))
    },
    async start() {
      child = await startProcess(configFile, ports, logLines)
    },
    async startAnother() {
      const other = { public: await freePort(), internal: await freePort() }
      const text = await readFile(configFile, 'utf8')
      const file = join(folder, 'other.yaml')
      await writeFile(
        file,
        text
          .replace(/^public: .*$/m, `public: { port: ${other.public} }`)
          .replace(/^internal: .*$/m, `internal: { port: ${other.internal} }`),
      )
      const second = await startProcess(file, other, logLines)
      return {
        url: `http://127.0.0.1:${other.public}`,
        stop: () => ended(second, () => second.kill('SIGTERM')),
      }
    },
    async abandon() {
      await ended(child, () => child.stdin?.end())
      return child.exitCode
    },
    async invite(person, role, purpose = 'enter') {
      const school = schools.find(({ people }) => people.some(({ id }) => id === person))
      if (school === undefined) throw new Error(`${person} is in no school`)
      const child = school.guardianships.find(({ guardian }) => guardian === person)?.child
      const place = school.places.find((one) => one.person === (child ?? person))
      const expiresAt = new Date(Date.now() + 14 * 86_400_000).toISOString()
      const invitation = { purpose, school: school.info.id, class: place?.class, role, person }
      const [issued] = await store.invitations.issue(
        [{ ...invitation, expiresAt }],
        new Date().toISOString(),
      )
      if (issued === undefined) throw new Error('nothing was issued')
      return issued
    },
    async stop() {
      await ended(child, () => child.kill('SIGTERM'))
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function writeConfig(
  folder: string,
  homeserver: HomeserverForService,
  { internalPort, clients = [], lines: more = [] }: ServiceOptions,
): Promise<string> {
  const random = () => randomBytes(32).toString('base64url')
  const secrets = {
    as_token: homeserver.asToken,
    hs_token: homeserver.hsToken,
    alias_key: random(),
    invitation_key: random(),
  }
  await mkdir(join(folder, 'secrets'), { mode: 0o700 })
  for (const [name, secret] of Object.entries(secrets)) {
    await writeFile(join(folder, 'secrets', name), secret, { mode: 0o600 })
  }
  const file = join(folder, 'config.yaml')
  const lines = [
    `server_name: ${homeserver.serverName}`,
    `homeserver: { url: '${homeserver.url}', bot: ${homeserver.botLocalpart} }`,
    `public: { port: ${await freePort()}, clients: ${JSON.stringify(clients)} }`,
    `internal: { port: ${internalPort ?? (await freePort())} }`,
    ...more,
  ]
  await writeFile(file, lines.join('\n'))
  return file
}

/** Free a moment ago; the configuration wants ports that are known before the start. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

function engineOf(config: Awaited<ReturnType<typeof loadConfig>>, store: Store): Engine {
  return createEngine({
    store,
    homeserver: connectSynapse({
      url: config.homeserver.url,
      serverName: config.serverName,
      asToken: config.secrets.asToken,
      botLocalpart: config.homeserver.bot,
    }),
    blueprint: config.blueprint,
    policy: config.policy,
    lettingIn: config.lettingIn,
    aliasKey: config.secrets.aliasKey,
    log: createLog('silent'),
    now: () => new Date(),
    owner: lockOwner.current(),
  })
}

interface Ports {
  readonly public: number
  readonly internal: number
}

/** Resolves once it listens, on the ports that it was told. */
async function startProcess(
  configFile: string,
  ports: Ports,
  logLines: string[],
): Promise<ChildProcess> {
  const child = spawn(process.execPath, [main, '--config', configFile], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  createInterface({ input: child.stderr }).on('line', (line) => logLines.push(line))
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    child.once('exit', () => reject(new Error(`the service ended: ${logLines.join('\n')}`)))
  })
  const told = JSON.parse(line) as { event: string; port: number; internal_port: number }
  if (told.event !== 'listening') throw new Error(`not listening: ${line}`)
  if (told.port !== ports.public || told.internal_port !== ports.internal) {
    throw new Error(`other ports than configured: ${line}`)
  }
  return child
}

async function ended(child: ChildProcess, end: () => unknown): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = new Promise((resolve) => child.once('exit', resolve))
  end()
  await exit
}
