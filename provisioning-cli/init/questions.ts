/** What must be known of an installation on a homeserver that exists, in the order in which it is asked. */
import type { Key } from '../i18n/texts.ts'

export interface InitOptions {
  readonly serverName: string | undefined
  readonly homeserverUrl: string | undefined
  readonly homeserverPublicUrl: string | undefined
  readonly publicUrl: string | undefined
  readonly port: number | undefined
  readonly internalPort: number | undefined
  readonly postgres: string | undefined
  readonly postgresPasswordFile: string | undefined
  readonly language: string | undefined
  readonly timeZone: string | undefined
}

export type Answers = Readonly<Partial<Record<keyof InitOptions, string>>>

export interface Question {
  readonly name: keyof InitOptions
  readonly flag: string
  readonly text: Key
  /** Where the answer stands in config.yaml: its schema judges it. */
  readonly path?: readonly [string] | readonly [string, string] | readonly [string, string, string]
  /** A number in the file. */
  readonly isNumber?: boolean
  /** Taken where nobody is asked. */
  readonly usual?: string
  /** Only offered: somebody must say yes to it. */
  suggest?(answers: Answers): string | undefined
  /** Empty is an answer. */
  readonly isOptional?: boolean
  isAsked?(answers: Answers): boolean
}

export const questions: readonly Question[] = [
  {
    name: 'serverName',
    flag: '--server-name',
    text: 'init.ask.server-name',
    path: ['server_name'],
  },
  {
    name: 'homeserverUrl',
    flag: '--homeserver-url',
    text: 'init.ask.homeserver-url',
    path: ['homeserver', 'url'],
    usual: 'http://127.0.0.1:8008',
  },
  {
    name: 'homeserverPublicUrl',
    flag: '--homeserver-public-url',
    text: 'init.ask.homeserver-public-url',
    path: ['homeserver', 'public_url'],
    suggest: ({ serverName }) => `https://matrix.${serverName}`,
  },
  {
    name: 'publicUrl',
    flag: '--public-url',
    text: 'init.ask.public-url',
    path: ['public', 'url'],
    suggest: ({ serverName }) => `https://lyceum.${serverName}`,
  },
  {
    name: 'port',
    flag: '--port',
    text: 'init.ask.port',
    path: ['public', 'port'],
    isNumber: true,
    usual: '8080',
  },
  {
    name: 'internalPort',
    flag: '--internal-port',
    text: 'init.ask.internal-port',
    path: ['internal', 'port'],
    isNumber: true,
    usual: '8090',
  },
  {
    name: 'postgres',
    flag: '--postgres',
    text: 'init.ask.postgres',
    path: ['database', 'postgres', 'url'],
    isOptional: true,
  },
  {
    name: 'postgresPasswordFile',
    flag: '--postgres-password-file',
    text: 'init.ask.postgres-password-file',
    isOptional: true,
    isAsked: ({ postgres }) => postgres !== undefined,
  },
  { name: 'language', flag: '--language', text: 'init.ask.language', path: ['language'] },
  {
    name: 'timeZone',
    flag: '--time-zone',
    text: 'init.ask.time-zone',
    path: ['time_zone'],
    usual: 'Europe/Moscow',
  },
]
