/** The configuration of an installation on a homeserver that exists: what `lyceum init` writes. */
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Document, isMap, parseDocument } from 'yaml'
import type { Language } from '../school/people.ts'
import { makeSecrets, replaceFile } from './private-files.ts'

export interface ExistingHomeserver {
  /** Made with mode 0700 where there is none. */
  readonly folder: string
  readonly serverName: string
  /** Where Lyceum reaches the homeserver. */
  readonly homeserverUrl: string
  /** What people type into a client. */
  readonly homeserverPublicUrl: string
  readonly publicUrl: string
  readonly port: number
  readonly internalHost: string
  readonly internalPort: number
  /** Undefined: a file in the folder, or what the configuration has said so far. */
  readonly postgres: { readonly url: string; readonly passwordFile: string | undefined } | undefined
  readonly language: Language
  readonly timeZone: string
}

const head = `# Made by \`lyceum init\`. config.example.yaml describes every key.

# It cannot change later: every account and room carries it.
server_name: unknown
`

/**
 * Gives the path of `config.yaml`. In an existing one it sets what is given here and leaves the rest, comments too.
 * Secrets that are there are kept. May be repeated.
 */
export async function writeExistingConfig(options: ExistingHomeserver): Promise<string> {
  const file = join(options.folder, 'config.yaml')
  await mkdir(options.folder, { recursive: true, mode: 0o700 })
  await makeSecrets(join(options.folder, 'secrets'))
  const document = parseDocument(await readFile(file, 'utf8').catch(() => head))
  setAll(document, options)
  await replaceFile(file, document.toString({ lineWidth: 0 }))
  return file
}

function setAll(document: Document, options: ExistingHomeserver): void {
  document.set('server_name', options.serverName)
  document.set('language', options.language)
  document.set('time_zone', options.timeZone)
  setIn(document, 'homeserver', {
    url: options.homeserverUrl,
    public_url: options.homeserverPublicUrl,
  })
  setIn(document, 'public', { url: options.publicUrl, port: options.port })
  setIn(document, 'internal', { host: options.internalHost, port: options.internalPort })
  if (options.postgres === undefined) return
  const { url, passwordFile } = options.postgres
  const password = passwordFile === undefined ? {} : { password_file: passwordFile }
  document.set('database', document.createNode({ postgres: { url, ...password } }))
}

function setIn(
  document: Document,
  section: string,
  values: Readonly<Record<string, string | number>>,
): void {
  // A section of nothing but comments is null.
  if (!isMap(document.get(section, true))) document.set(section, document.createNode({}))
  for (const [key, value] of Object.entries(values)) document.setIn([section, key], value)
}
