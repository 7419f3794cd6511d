/** A configuration folder of its own on a homeserver that runs: a new alias key, so whatever others made there is strange to it. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { School } from '@lyceum/core/school/people.ts'
import { freePort } from '@lyceum/deploy/embedded/free-port.ts'
import { renderSimpleYaml } from '../roster/simple/render-yaml.ts'

export interface RunningServer {
  readonly url: string
  readonly serverName: string
  readonly asToken: string
  readonly hsToken: string
  readonly botLocalpart: string
}

export interface Installation {
  readonly folder: string
  readonly config: string
  /** The database; there once a command has opened it. */
  readonly database: string
  /** Of the school, in the simple YAML. */
  readonly roster: string
  remove(): void
}

export async function makeInstallation(
  server: RunningServer,
  school: School,
): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-installation-'))
  mkdirSync(join(folder, 'secrets'), { mode: 0o700 })
  const secrets = {
    as_token: server.asToken,
    hs_token: server.hsToken,
    alias_key: randomBytes(32).toString('hex'),
    invitation_key: randomBytes(32).toString('hex'),
  }
  for (const [name, secret] of Object.entries(secrets)) {
    writeFileSync(join(folder, 'secrets', name), secret, { mode: 0o600 })
  }
  const config = join(folder, 'config.yaml')
  const lines = [
    `server_name: ${server.serverName}`,
    `homeserver: { url: '${server.url}', bot: ${server.botLocalpart} }`,
    `public: { port: ${await freePort()} }`,
    `internal: { port: ${await freePort()} }`,
    'database: { sqlite: lyceum.db }',
  ]
  writeFileSync(config, lines.join('\n'))
  const roster = join(folder, 'roster.yaml')
  writeFileSync(roster, renderSimpleYaml(school))
  return {
    folder,
    config,
    roster,
    database: join(folder, 'lyceum.db'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
