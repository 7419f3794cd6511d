/** The configuration of an installation on a homeserver that exists: what `lyceum init` writes. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Document } from 'yaml'
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
  /** Undefined: a file in the folder. */
  readonly postgres: { readonly url: string; readonly passwordFile: string | undefined } | undefined
  readonly language: Language
  readonly timeZone: string
}

/** Gives the path of `config.yaml`, which is replaced where there is one. Secrets that are there are kept. */
export async function writeExistingConfig(options: ExistingHomeserver): Promise<string> {
  const file = join(options.folder, 'config.yaml')
  await mkdir(options.folder, { recursive: true, mode: 0o700 })
  await makeSecrets(join(options.folder, 'secrets'))
  await replaceFile(file, renderExistingConfig(options))
  return file
}

function renderExistingConfig(options: ExistingHomeserver): string {
  const document = new Document({
    server_name: options.serverName,
    language: options.language,
    time_zone: options.timeZone,
    homeserver: { url: options.homeserverUrl, public_url: options.homeserverPublicUrl },
    public: { url: options.publicUrl, port: options.port },
    internal: { host: options.internalHost, port: options.internalPort },
    ...database(options.postgres),
  })
  document.commentBefore = ` Made by \`lyceum init\`. config.example.yaml describes every key.
 server_name cannot change later: every account and room carries it.`
  return document.toString({ lineWidth: 0 })
}

function database(postgres: ExistingHomeserver['postgres']): object {
  if (postgres === undefined) return {}
  const { url, passwordFile } = postgres
  const password = passwordFile === undefined ? {} : { password_file: passwordFile }
  return { database: { postgres: { url, ...password } } }
}
