/** What must be there before anything is started: the configuration, free ports, Synapse, the pages. */
import { resolve } from 'node:path'
import { writeEmbeddedConfig } from '@lyceum/core/config/embedded.ts'
import { loadConfig } from '@lyceum/core/config/load.ts'
import type { Config } from '@lyceum/core/config/settings.ts'
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import type { CommandInput } from '../command.ts'
import { findPlace } from '../installation.ts'
import { isPortFree } from '../probes.ts'
import { installSynapse } from './homeserver.ts'
import { ensurePages } from './pages.ts'

export interface UpOptions {
  readonly port: number | undefined
  readonly homeserverPort: number | undefined
  readonly serverName: string | undefined
  readonly publicUrl: string | undefined
  readonly roster: string | undefined
  readonly empty: boolean | undefined
}

export interface Prepared {
  readonly config: Config
  /** Of the configuration. */
  readonly file: string
  /** The Python that has Synapse. */
  readonly python: string
}

export async function prepare(input: CommandInput<unknown>, options: UpOptions): Promise<Prepared> {
  const { output, t } = input
  const { folder } = findPlace(input.options, input.io)
  const file = await writeEmbeddedConfig({ folder: resolve(folder), ...embeddedOptions(options) })
  const config = await loadConfig(file)
  await checkPorts(config, input)
  const bar = output.progress(t('up.installing'))
  const [python] = await Promise.all([installSynapse({ onInstall: bar.update }), ensurePages()])
  bar.end()
  return { config, file, python }
}

/** For the appservice alone. */
export async function prepareService(
  input: CommandInput<unknown>,
): Promise<Pick<Prepared, 'config' | 'file'>> {
  const { file } = findPlace(input.options, input.io)
  const config = await loadConfig(file)
  await checkPorts(config, input)
  await ensurePages()
  return { config, file }
}

function embeddedOptions({ port, homeserverPort, serverName, publicUrl }: UpOptions) {
  return {
    ...(port === undefined ? {} : { port }),
    ...(homeserverPort === undefined ? {} : { homeserverPort }),
    ...(serverName === undefined ? {} : { serverName }),
    ...(publicUrl === undefined ? {} : addressesFor(publicUrl, homeserverPort ?? 8008)),
  }
}

/**
 * Over http other devices reach both servers directly, so these listen on all addresses; over https something stands in
 * front that passes `/_matrix` on, and they stay on loopback.
 */
export function addressesFor(publicUrl: string, homeserverPort: number) {
  const url = parseUrl(publicUrl)
  const homeserver = new URL(url.origin)
  const isDirect = url.protocol === 'http:'
  if (isDirect) homeserver.port = String(homeserverPort)
  return {
    publicUrl: url.origin,
    publicHost: isDirect ? '0.0.0.0' : '127.0.0.1',
    homeserverPublicUrl: homeserver.origin,
  }
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new LyceumError('usage', `${text} is not an address of the form http://HOST:PORT.`, {
      exitCode: exitCodes.usage,
      hint: 'lyceum up --public-url http://192.168.1.20:8080',
    })
  }
  return url
}

/** The homeserver's port is judged when it is started: one of ours may still be ending there. */
async function checkPorts(config: Config, { t }: CommandInput<unknown>): Promise<void> {
  for (const { host, port } of [config.public, config.internal]) {
    if (await isPortFree(port, host)) continue
    throw new LyceumError('port-taken', t('up.port-taken', { port }), {
      hint: t('up.port-taken-hint', { port: config.public.port + 1000 }),
    })
  }
}
