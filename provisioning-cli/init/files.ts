/** What `init` writes into the folder, and what it reads back of an installation that is there. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { writeExistingConfig } from '@lyceum/core/config/existing.ts'
import { loadConfig } from '@lyceum/core/config/load.ts'
import { replaceFile } from '@lyceum/core/config/private-files.ts'
import type { Config } from '@lyceum/core/config/settings.ts'
import type { Language } from '@lyceum/core/school/people.ts'
import { renderAdditionsYaml } from '@lyceum/deploy/synapse/additions-yaml.ts'
import { policyModuleFile } from '@lyceum/deploy/synapse/policy-module.ts'
import { renderRegistrationYaml } from '@lyceum/deploy/synapse/registration-yaml.ts'
import type { Answers } from './questions.ts'

export interface InitFiles {
  readonly config: string
  readonly registration: string
  readonly additions: string
  /** The policy module of Synapse, and the token by which it speaks to us. */
  readonly module: string
  readonly token: string
}

export interface Placing {
  readonly folder: string
  /** Relative paths of the answers count from here. */
  readonly cwd: string
  readonly internalHost: string | undefined
  /** Where the homeserver reaches Lyceum, if that is not the internal address itself. */
  readonly appserviceUrl: string | undefined
  /** Of homeserver.yaml. */
  readonly synapseFolder: string
}

export function filesIn(folder: string): InitFiles {
  return {
    config: join(folder, 'config.yaml'),
    registration: join(folder, 'registration.yaml'),
    additions: join(folder, 'homeserver-additions.yaml'),
    module: join(folder, 'lyceum_policy.py'),
    token: join(folder, 'policy-token'),
  }
}

/** Undefined where there is none yet. Throws what is wrong with the one that is there. */
export async function readPresent(folder: string): Promise<Config | undefined> {
  const { config } = filesIn(folder)
  return existsSync(config) ? loadConfig(config) : undefined
}

/** What the installation has said so far, in the words of the questions. */
export function answersOf(config: Config): Answers {
  const { database } = config
  return {
    serverName: config.serverName,
    homeserverUrl: config.homeserver.url,
    homeserverPublicUrl: config.homeserver.publicUrl,
    publicUrl: config.public.url,
    port: String(config.public.port),
    internalPort: String(config.internal.port),
    ...('postgres' in database ? { postgres: database.postgres.url } : {}),
    language: config.language,
    timeZone: config.timeZone,
  }
}

/** Where the homeserver's copy of the registration lies. */
export function registrationOf({ synapseFolder }: Pick<Placing, 'synapseFolder'>): string {
  return join(synapseFolder, 'lyceum-registration.yaml')
}

/** Where the homeserver's copy of the policy module's token lies. */
export function policyTokenOf({ synapseFolder }: Pick<Placing, 'synapseFolder'>): string {
  return join(synapseFolder, 'lyceum-policy-token')
}

/** Private all of them: three hold secrets. `before` is asked for nothing but what the questions do not say. */
export async function writeInitFiles(
  answers: Answers,
  placing: Placing,
  before: Config | undefined,
): Promise<Config> {
  const { folder, cwd } = placing
  const files = filesIn(folder)
  const said = (name: keyof Answers) => answers[name] ?? ''
  await writeExistingConfig({
    folder,
    serverName: said('serverName'),
    homeserverUrl: said('homeserverUrl'),
    homeserverPublicUrl: said('homeserverPublicUrl'),
    publicUrl: said('publicUrl'),
    port: Number(said('port')),
    internalHost: placing.internalHost ?? before?.internal.host ?? '127.0.0.1',
    internalPort: Number(said('internalPort')),
    postgres: postgresOf(answers, cwd, before),
    language: said('language') as Language,
    timeZone: said('timeZone'),
  })
  const config = await loadConfig(files.config)
  await replaceFile(files.registration, renderRegistration(config, placing))
  const additions = renderAdditionsYaml({
    serverName: config.serverName,
    botLocalpart: config.homeserver.bot,
    publicUrl: config.homeserver.publicUrl,
    registration: registrationOf(placing),
    policy: {
      internalUrl: internalUrlOf(config, placing),
      tokenFile: policyTokenOf(placing),
      bot: `@${config.homeserver.bot}:${config.serverName}`,
      forbidEncryption: config.policy.forbidEncryption,
    },
  })
  await replaceFile(files.additions, additions)
  await replaceFile(files.token, config.secrets.hsToken)
  await replaceFile(files.module, await readFile(policyModuleFile, 'utf8'))
  return config
}

/** Undefined also for the database that is there already: its password file is then left as it is. */
function postgresOf(answers: Answers, cwd: string, before: Config | undefined) {
  const { postgres: url, postgresPasswordFile: file } = answers
  if (url === undefined) return undefined
  const known = before !== undefined && 'postgres' in before.database && before.database.postgres
  if (known && known.url === url && file === undefined) return undefined
  return { url, passwordFile: file === undefined ? undefined : resolve(cwd, file) }
}

function internalUrlOf({ internal }: Config, { appserviceUrl }: Placing): string {
  return appserviceUrl ?? `http://${internal.host}:${internal.port}`
}

function renderRegistration(config: Config, placing: Placing): string {
  const { secrets } = config
  return renderRegistrationYaml({
    serverName: config.serverName,
    asToken: secrets.asToken,
    hsToken: secrets.hsToken,
    botLocalpart: config.homeserver.bot,
    url: internalUrlOf(config, placing),
  })
}
