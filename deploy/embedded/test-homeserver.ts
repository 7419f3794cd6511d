/**
 * The one Synapse of a run of end-to-end tests, as vitest's global set-up: tests get it by `inject('homeserver')`. It
 * sends no events anywhere; a test that needs an appservice behind it starts a homeserver of its own.
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { UserId } from '@lyceum/core/school/ids.ts'
import type { TestProject } from 'vitest/node'
import { bootstrapBot } from './bootstrap.ts'
import { freePort } from './free-port.ts'
import { startSynapse, type RunningHomeserver } from './homeserver.ts'
import { ensureSynapse } from './install.ts'

export interface TestHomeserver {
  readonly url: string
  readonly serverName: string
  readonly asToken: string
  readonly hsToken: string
  readonly bot: UserId
  readonly botLocalpart: string
  readonly registrationSharedSecret: string
  readonly dataFolder: string
  /** A Python that has Synapse, for tests that start a homeserver of their own. */
  readonly python: string
}

declare module 'vitest' {
  interface ProvidedContext {
    homeserver: TestHomeserver
  }
}

let running: RunningHomeserver | undefined
let dataFolder: string | undefined

export async function setup(project: TestProject): Promise<void> {
  const { python } = await ensureSynapse()
  dataFolder = await mkdtemp(path.join(tmpdir(), 'lyceum-e2e-'))
  const serverName = 'lyceum.test'
  const appservice = {
    asToken: randomBytes(32).toString('base64url'),
    hsToken: randomBytes(32).toString('base64url'),
    botLocalpart: 'lyceum',
  }
  running = await startSynapse({
    dataFolder,
    python,
    port: await freePort(),
    serverName,
    appservice: { ...appservice, url: null },
  })
  const { url, registrationSharedSecret } = running
  const bot = await bootstrapBot({ url, serverName, registrationSharedSecret, ...appservice })
  project.provide('homeserver', {
    url,
    serverName,
    ...appservice,
    bot,
    registrationSharedSecret,
    dataFolder,
    python,
  })
}

export async function teardown(): Promise<void> {
  await running?.stop()
  if (dataFolder !== undefined) await rm(dataFolder, { recursive: true, force: true })
}
