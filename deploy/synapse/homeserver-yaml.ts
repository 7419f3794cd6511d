/** `homeserver.yaml` of a closed school server. Everything that opens a door is said here, also where it is Synapse's default today. */
import { stringify } from 'yaml'
import { rateLimits } from './rate-limits.ts'

export interface SynapseSettings {
  readonly serverName: string
  /** The address that people's clients use; Synapse tells it to clients that ask. */
  readonly publicUrl: string | undefined
  readonly listen: {
    readonly hosts: readonly string[]
    readonly port: number
    /** Whether a proxy in front tells the clients' addresses: rate limits count by them. */
    readonly behindProxy: boolean
  }
  /** Localpart of the appservice's sender: the only one who makes aliases. */
  readonly botLocalpart: string
  readonly paths: SynapsePaths
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
    ...closedToOutsiders,
    ...privateAmongMembers(settings),
    ...rooms,
    ...rateLimits,
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

const closedToOutsiders = {
  enable_registration: false,
  allow_guest_access: false,
  federation_domain_whitelist: [],
  trusted_key_servers: [],
  suppress_key_server_warning: true,
  allow_public_rooms_without_auth: false,
  allow_public_rooms_over_federation: false,
  allow_profile_lookup_over_federation: false,
  require_auth_for_profile_requests: true,
  enable_3pid_lookup: false,
  enable_3pid_changes: false,
  url_preview_enabled: false,
  // Phones are woken through their makers' servers: these learn that there is something, not what.
  push: { include_content: false },
}

function privateAmongMembers({ serverName, botLocalpart }: SynapseSettings): object {
  return {
    user_directory: { enabled: true, search_all_users: false, prefer_local_users: true },
    limit_profile_requests_to_users_who_share_rooms: true,
    presence: { enabled: false },
    enable_room_list_search: false,
    room_list_publication_rules: [{ action: 'deny' }],
    // An alias resolves without a token, so a room of one's own stays without one.
    alias_creation_rules: [
      { user_id: `@${botLocalpart}:${serverName}`, action: 'allow' },
      { user_id: '*', action: 'deny' },
    ],
    user_ips_max_age: '7d',
    password_config: { enabled: true, policy: { enabled: true, minimum_length: 8 } },
  }
}

const rooms = {
  default_room_version: '12',
  encryption_enabled_by_default_for_room_type: 'off',
  enable_search: true,
  // Spaces tell their rooms' names and sizes from these counts; nothing of them leaves the server.
  stats: { enabled: true },
}
