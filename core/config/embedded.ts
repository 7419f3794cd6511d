/** The configuration of an embedded installation: made once with its secrets, kept up to date with the ports of `up`. */
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Document, isMap, parseDocument } from 'yaml'
import { exitCodes, LyceumError } from '../errors.ts'
import type { Language } from '../school/people.ts'
import { makeSecrets, replaceFile } from './private-files.ts'

export interface EmbeddedOptions {
  /** The data folder; made with mode 0700 where there is none. */
  readonly folder: string
  /** `localhost` for a new installation. Another one than the installation has is refused. */
  readonly serverName?: string
  /** 8080 for a new installation. */
  readonly port?: number
  /** 8008 for a new installation. */
  readonly homeserverPort?: number
  /** Of the pages, where they are opened from other devices than this computer. */
  readonly publicUrl?: string
  /** Where the pages listen: 127.0.0.1 for a new installation. */
  readonly publicHost?: string
  /** What people type into a client. */
  readonly homeserverPublicUrl?: string
  readonly language?: Language
}

const defaults = { serverName: 'localhost', port: 8080, homeserverPort: 8008 }

/**
 * Gives the path of `config.yaml` in the folder. Makes it and the secrets where there is none; in an existing one it
 * sets what is given here and leaves the rest, comments too. Secrets are never made anew for an installation that
 * exists: its rooms and invitations rest on them. May be repeated. Throws `server-name-fixed`.
 */
export async function writeEmbeddedConfig(options: EmbeddedOptions): Promise<string> {
  const file = join(options.folder, 'config.yaml')
  const existing = await readFile(file, 'utf8').catch(() => undefined)
  if (existing === undefined) {
    await mkdir(options.folder, { recursive: true, mode: 0o700 })
    await makeSecrets(join(options.folder, 'secrets'))
    await replaceFile(file, newConfig(options))
    return file
  }
  const document = parseDocument(existing)
  // A file that cannot be read is left for `loadConfig` to explain.
  if (document.errors.length > 0) return file
  checkServerName(document.get('server_name'), options)
  setGiven(document, options)
  const text = document.toString({ lineWidth: 0 })
  if (text !== existing) await replaceFile(file, text)
  return file
}

function checkServerName(found: unknown, { serverName, folder }: EmbeddedOptions): void {
  // Anything but text is for `loadConfig` to explain.
  if (serverName === undefined || typeof found !== 'string' || serverName === found) return
  throw new LyceumError(
    'server-name-fixed',
    `The installation in ${folder} has the server name ${found}; it cannot become ${serverName}: every account and room carries the name.`,
    {
      hint: `Start it without --server-name, or make a new installation: lyceum up --data OTHER_FOLDER --server-name ${serverName}`,
      exitCode: exitCodes.usage,
    },
  )
}

function newConfig(options: EmbeddedOptions): string {
  const document = parseDocument(`# Made by \`lyceum up\`. config.example.yaml describes every key.

# It cannot change later: every account and room carries it.
server_name: ${defaults.serverName}

homeserver:
  embedded: true
`)
  setGiven(document, { ...defaults, ...options })
  if (options.serverName !== undefined) document.set('server_name', options.serverName)
  return document.toString({ lineWidth: 0 })
}

function setGiven(document: Document, options: EmbeddedOptions): void {
  const { port, homeserverPort, language } = options
  if (language !== undefined) document.set('language', language)
  if (homeserverPort !== undefined) {
    set(document, ['homeserver', 'url'], `http://127.0.0.1:${homeserverPort}`)
  }
  set(document, ['homeserver', 'public_url'], options.homeserverPublicUrl)
  set(document, ['public', 'url'], options.publicUrl)
  set(document, ['public', 'host'], options.publicHost)
  if (port === undefined || document.getIn(['public', 'port']) === port) return
  set(document, ['public', 'port'], port)
  set(document, ['internal', 'port'], internalPort(port, homeserverPort))
}

function set(
  document: Document,
  path: readonly [string, string],
  value: string | number | undefined,
) {
  const [section] = path
  if (value === undefined || document.getIn(path) === value) return
  // A section of nothing but comments is null.
  if (!isMap(document.get(section, true))) document.set(section, document.createNode({}))
  document.setIn(path, value)
}

/** Near the pages' port, so that several installations on one computer stay apart. */
function internalPort(port: number, homeserverPort: number | undefined): number {
  const candidates = [port + 10, port + 11, port - 10]
  const free = candidates.find((one) => one !== homeserverPort && one > 0 && one < 65_536)
  return free ?? port - 11
}
