/** `homeserver.yaml` of a closed school server. Everything that opens a door is said here, also where it is Synapse's default today. */
import { stringify } from 'yaml'
import { policyModule, type PolicyModuleSettings } from './policy-module.ts'
import { schoolSettings, type SettingsOwner } from './school-settings.ts'

export interface SynapseSettings extends SettingsOwner {
  /** The address that people's clients use; Synapse tells it to clients that ask. */
  readonly publicUrl: string | undefined
  readonly listen: {
    readonly hosts: readonly string[]
    readonly port: number
    /** Whether a proxy in front tells the clients' addresses: rate limits count by them. */
    readonly behindProxy: boolean
  }
  readonly paths: SynapsePaths
  /** Undefined: nobody is asked before people come together. */
  readonly policy: PolicyModuleSettings | undefined
}

/** Absolute. */
interface SynapsePaths {
  readonly database: string
  readonly media: string
  readonly signingKey: string
  readonly logConfig: string
  readonly registration: string
  readonly registrationSharedSecret: string
  readonly macaroonSecret: string
  readonly formSecret: string
}

export function renderHomeserverYaml(settings: SynapseSettings): string {
  return stringify({
    ...server(settings),
    ...storage(settings.paths),
    ...(settings.policy === undefined ? {} : { modules: [policyModule(settings.policy)] }),
    ...Object.fromEntries(schoolSettings(settings).map(({ key, value }) => [key, value])),
  })
}

function server({ serverName, publicUrl, listen, paths }: SynapseSettings): object {
  return {
    server_name: serverName,
    ...(publicUrl === undefined ? {} : { public_baseurl: publicUrl }),
    listeners: [
      {
        type: 'http',
        bind_addresses: listen.hosts,
        port: listen.port,
        tls: false,
        x_forwarded: listen.behindProxy,
        resources: [{ names: ['client', 'openid'] }],
      },
    ],
    log_config: paths.logConfig,
    app_service_config_files: [paths.registration],
    signing_key_path: paths.signingKey,
    registration_shared_secret_path: paths.registrationSharedSecret,
    macaroon_secret_key_path: paths.macaroonSecret,
    form_secret_path: paths.formSecret,
    // A new database has some twenty small steps before it: a second's pause after each is for large ones.
    background_updates: { sleep_enabled: false },
    report_stats: false,
    extra_well_known_client_content: { 'io.element.e2ee': { default: false } },
  }
}

function storage(paths: SynapsePaths): object {
  return {
    database: { name: 'sqlite3', args: { database: paths.database } },
    media_store_path: paths.media,
  }
}
