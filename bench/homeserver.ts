/** A Synapse for one bench: its own data folder, thrown away afterwards; tells its processor time. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connectSynapse } from '@lyceum/core/homeserver/synapse.ts'
import type { Homeserver } from '@lyceum/core/homeserver/ports.ts'
import { bootstrapBot } from '@lyceum/deploy/embedded/bootstrap.ts'
import { freePort } from '@lyceum/deploy/embedded/free-port.ts'
import { startSynapse } from '@lyceum/deploy/embedded/homeserver.ts'
import { ensureSynapse } from '@lyceum/deploy/embedded/install.ts'

export interface BenchHomeserver {
  readonly url: string
  readonly serverName: string
  readonly asToken: string
  /** A new connection, so that its requests count from nought. */
  connect(): Homeserver
  /** Seconds of processor time that the homeserver's process has used. */
  cpuSeconds(): Promise<number>
  stop(): Promise<void>
}

const serverName = 'bench.test'
const botLocalpart = 'lyceum'

export async function startBenchHomeserver(): Promise<BenchHomeserver> {
  const { python } = await ensureSynapse()
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'lyceum-bench-'))
  const asToken = randomBytes(32).toString('hex')
  const running = await startSynapse({
    python,
    dataFolder,
    port: await freePort(),
    serverName,
    appservice: { asToken, hsToken: randomBytes(32).toString('hex'), botLocalpart, url: null },
  })
  const { url, registrationSharedSecret } = running
  await bootstrapBot({ url, serverName, asToken, botLocalpart, registrationSharedSecret })
  return {
    url,
    serverName,
    asToken,
    connect: () => connectSynapse({ url, serverName, asToken, botLocalpart }),
    cpuSeconds: () => cpuSeconds(running.pid),
    async stop() {
      await running.stop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

/** User and system time of a process (proc(5), fields 14 and 15, in hundredths of a second); 0 where there is no /proc. */
async function cpuSeconds(pid: number | undefined): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100
}
