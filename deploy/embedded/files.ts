/** The files of an embedded homeserver in its data folder: secrets are made once, settings are rendered at every start. */
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { LyceumError } from '@lyceum/core/errors.ts'
import { parse } from 'yaml'
import { renderHomeserverYaml, type SynapseSettings } from '../synapse/homeserver-yaml.ts'
import { renderLogYaml } from '../synapse/log-yaml.ts'
import { renderRegistrationYaml } from '../synapse/registration-yaml.ts'

export interface EmbeddedSettings {
  readonly dataFolder: string
  readonly port: number
  readonly serverName: string
  readonly publicUrl?: string | undefined
  /** Addresses to listen at; loopback alone unless said otherwise. */
  readonly hosts?: readonly string[] | undefined
  /** Whether all clients come through a proxy that tells their addresses. */
  readonly behindProxy?: boolean | undefined
  readonly appservice: {
    readonly asToken: string
    readonly hsToken: string
    readonly botLocalpart: string
    /** The internal port, where events are sent to; null: nowhere. */
    readonly url: string | null
  }
  /** Without it Lyceum is not asked before people come together; it needs `appservice.url`. */
  readonly policy?: { readonly forbidEncryption: boolean } | undefined
}

export interface EmbeddedFiles {
  readonly config: string
  readonly lock: string
  readonly database: string
  /** What Synapse prints before its log is open: why it did not start. */
  readonly output: string
  readonly registrationSharedSecret: string
}

/** Throws `LyceumError` when the data folder belongs to another server name: it is part of every account's id. */
export async function writeFiles(settings: EmbeddedSettings): Promise<EmbeddedFiles> {
  const data = path.resolve(settings.dataFolder)
  const folder = path.join(data, 'homeserver')
  const logs = path.join(data, 'logs')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await mkdir(logs, { recursive: true, mode: 0o700 })
  const config = path.join(folder, 'homeserver.yaml')
  await checkServerName(config, settings.serverName)

  const paths = {
    database: path.join(folder, 'homeserver.db'),
    media: path.join(folder, 'media'),
    signingKey: path.join(folder, 'signing.key'),
    logConfig: path.join(folder, 'log.yaml'),
    registration: path.join(folder, 'registration.yaml'),
    registrationSharedSecret: path.join(folder, 'registration-shared-secret'),
    macaroonSecret: path.join(folder, 'macaroon-secret'),
    formSecret: path.join(folder, 'form-secret'),
  } satisfies SynapseSettings['paths']
  const registrationSharedSecret = await keepSecret(paths.registrationSharedSecret, newSecret)
  await keepSecret(paths.macaroonSecret, newSecret)
  await keepSecret(paths.formSecret, newSecret)
  await keepSecret(paths.signingKey, newSigningKey)

  await writePrivate(paths.logConfig, renderLogYaml(path.join(logs, 'homeserver.log')))
  await writePrivate(
    paths.registration,
    renderRegistrationYaml({ serverName: settings.serverName, ...settings.appservice }),
  )
  const token = path.join(folder, 'policy-token')
  await writePrivate(token, settings.appservice.hsToken)
  await writePrivate(config, renderHomeserverYaml(synapseSettings(settings, paths, token)))
  return {
    config,
    lock: path.join(folder, 'running.lock'),
    database: paths.database,
    output: path.join(logs, 'homeserver-start.log'),
    registrationSharedSecret,
  }
}

function synapseSettings(
  settings: EmbeddedSettings,
  paths: SynapseSettings['paths'],
  policyToken: string,
): SynapseSettings {
  return {
    serverName: settings.serverName,
    publicUrl: settings.publicUrl,
    listen: {
      hosts: settings.hosts ?? ['127.0.0.1'],
      port: settings.port,
      behindProxy: settings.behindProxy ?? false,
    },
    botLocalpart: settings.appservice.botLocalpart,
    paths,
    policy: policySettings(settings, policyToken),
  }
}

function policySettings(
  { policy, appservice, serverName }: EmbeddedSettings,
  tokenFile: string,
): SynapseSettings['policy'] {
  const { url, botLocalpart } = appservice
  if (policy === undefined || url === null) return undefined
  const bot = `@${botLocalpart}:${serverName}`
  return { internalUrl: url, tokenFile, bot, forbidEncryption: policy.forbidEncryption }
}

async function checkServerName(config: string, wanted: string): Promise<void> {
  const text = await readIfThere(config)
  if (text === undefined) return
  const present = (parse(text) as { readonly server_name?: unknown } | null)?.server_name
  if (typeof present === 'string' && present !== wanted) {
    throw new LyceumError(
      'server-name-fixed',
      `This data folder belongs to the server name ${present}, not ${wanted}; a server name never changes.`,
      { hint: `Start it with --server-name ${present}, or choose an empty folder with --data.` },
    )
  }
}

async function keepSecret(file: string, make: () => string): Promise<string> {
  const present = (await readIfThere(file))?.trim()
  if (present !== undefined && present !== '') return present
  const secret = make()
  await writePrivate(file, `${secret}\n`)
  return secret
}

function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Synapse's format: algorithm, a version for the key, 32 bytes in base64 without padding. */
function newSigningKey(): string {
  const seed = randomBytes(32).toString('base64').replace(/=+$/, '')
  return `ed25519 a_${randomBytes(2).toString('hex')} ${seed}`
}

/** Whole or not at all, and never readable for others, not even for a moment. */
async function writePrivate(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${process.pid}.tmp`
  await writeFile(unfinished, text, { mode: 0o600 })
  await rename(unfinished, file)
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
