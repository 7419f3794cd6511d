/** A Synapse as an administrator has it: its own generated homeserver.yaml, a folder `conf.d` beside it, none of ours. */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from '@lyceum/deploy/embedded/free-port.ts'
import { parse, stringify } from 'yaml'

export type Yaml = Readonly<Record<string, unknown>>

export interface SeparateSynapse {
  /** Of homeserver.yaml. */
  readonly folder: string
  readonly config: string
  readonly url: string
  readonly port: number
  readonly serverName: string
  /** Writes `conf.d/NAME`, or takes it away. */
  write(name: string, settings: Yaml | undefined): void
  restart(): Promise<void>
  /** Through Synapse's own script. Gives an access token. */
  addAdministrator(login: string): Promise<string>
  stop(): Promise<void>
}

const startMs = 120_000

/** Not started yet: `restart` does. */
export async function generateSynapse(
  python: string,
  serverName: string,
): Promise<SeparateSynapse> {
  const folder = mkdtempSync(join(tmpdir(), 'synapse-separate-'))
  const config = join(folder, 'homeserver.yaml')
  const conf = join(folder, 'conf.d')
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  await runPython(['-m', 'synapse.app.homeserver', '--generate-config', '--report-stats=no'])
  mkdirSync(conf)
  const generated = parse(readFileSync(config, 'utf8')) as { listeners: readonly Yaml[] }
  const listeners = [{ ...generated.listeners[0], port, bind_addresses: ['127.0.0.1'] }]
  writeFileSync(config, stringify({ ...generated, listeners }))
  let child: ChildProcess | undefined

  return {
    folder,
    config,
    url,
    port,
    serverName,
    write(name, settings) {
      const file = join(conf, name)
      if (settings === undefined) rmSync(file, { force: true })
      else writeFileSync(file, stringify(settings))
    },
    async restart() {
      await end(child)
      const paths = ['--config-path', config, '--config-path', conf]
      const started = spawn(python, ['-m', 'synapse.app.homeserver', ...paths], {
        cwd: folder,
        // Where its administrator puts modules.
        env: { ...process.env, PYTHONPATH: folder },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child = started
      let told = ''
      for (const stream of [started.stdout, started.stderr]) {
        stream.on('data', (part: Buffer) => (told = (told + part.toString()).slice(-4000)))
      }
      const deadline = Date.now() + startMs
      while (!(await isUp(url))) {
        if (started.exitCode !== null || Date.now() > deadline) {
          throw new Error(`Synapse did not start: ${told}`)
        }
        await sleep(100)
      }
    },
    async addAdministrator(login) {
      const script = ['-m', 'synapse._scripts.register_new_matrix_user']
      const password = 'a long password'
      await runPython([...script, '-u', login, '-p', password, '-a', '-c', config, url], [])
      const response = await fetch(`${url}/_matrix/client/v3/login`, {
        method: 'POST',
        body: JSON.stringify({
          type: 'm.login.password',
          identifier: { type: 'm.id.user', user: login },
          password,
        }),
      })
      return ((await response.json()) as { access_token: string }).access_token
    },
    async stop() {
      await end(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }

  async function runPython(
    args: readonly string[],
    more: readonly string[] = ['--server-name', serverName, '--config-path', config],
  ): Promise<void> {
    await promisify(execFile)(python, [...args, ...more], { cwd: folder })
  }
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await exit
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/_matrix/client/versions`)).ok
  } catch {
    return false
  }
}
