/**
 * What a closed school server says in homeserver.yaml, each line with its reason. One table for the file of an embedded
 * homeserver, for the lines that `lyceum init` writes for one that exists, and for what `lyceum doctor` looks for.
 */
import { rateLimits } from './rate-limits.ts'

export interface Setting {
  readonly key: string
  readonly value: unknown
  readonly why: string
  /** `closed`: with another value somebody gets in or sees more than the school allows. `advice`: works otherwise too. */
  readonly weight: 'closed' | 'advice'
  /** Synapse does the same where the key is missing. */
  readonly isDefault: boolean
}

/** What Synapse does by itself; said all the same, since a default may change and another line may say otherwise. */
const synapseDefaults: ReadonlySet<string> = new Set([
  'enable_registration',
  'allow_guest_access',
  'allow_public_rooms_without_auth',
  'allow_public_rooms_over_federation',
  'url_preview_enabled',
  'user_directory',
  'encryption_enabled_by_default_for_room_type',
])

function closed(key: string, value: unknown, why: string): Setting {
  return { key, value, why, weight: 'closed', isDefault: synapseDefaults.has(key) }
}

function advice(key: string, value: unknown, why: string): Setting {
  return { key, value, why, weight: 'advice', isDefault: false }
}

const closedToOutsiders: readonly Setting[] = [
  closed('enable_registration', false, 'People come by invitation only.'),
  closed('allow_guest_access', false, 'Nobody is in without an account.'),
  closed(
    'federation_domain_whitelist',
    [],
    'No other homeserver is spoken to. Take `federation` out of the listeners as well.',
  ),
  advice('trusted_key_servers', [], 'Without federation nobody is asked for keys.'),
  advice('suppress_key_server_warning', true, 'Belongs to the line before.'),
  closed(
    'allow_public_rooms_without_auth',
    false,
    'The list of rooms is for people of the school.',
  ),
  closed('allow_public_rooms_over_federation', false, 'And not for other homeservers.'),
  closed('allow_profile_lookup_over_federation', false, 'Names stay here.'),
  closed('require_auth_for_profile_requests', true, 'Names are told to signed-in people only.'),
  closed('enable_3pid_lookup', false, 'Nobody is found by e-mail address or phone.'),
  advice(
    'enable_3pid_changes',
    false,
    'Nobody adds an e-mail address or phone: the school knows its people.',
  ),
  closed(
    'url_preview_enabled',
    false,
    'The server fetches no address that somebody writes: neither what is inside the network nor what tells others who reads.',
  ),
  advice(
    'push',
    { include_content: false },
    "Phones are woken through their makers' servers: these learn that there is something, not what.",
  ),
]

function privateAmongMembers(bot: string): readonly Setting[] {
  return [
    closed(
      'user_directory',
      { enabled: true, search_all_users: false, prefer_local_users: true },
      'People find those with whom they share a room, and nobody else.',
    ),
    closed(
      'limit_profile_requests_to_users_who_share_rooms',
      true,
      'And see the names of those only.',
    ),
    advice(
      'presence',
      { enabled: false },
      "Who is online at night is nobody's business, and costs much.",
    ),
    advice('enable_room_list_search', false, 'There are no public rooms to look for.'),
    closed('room_list_publication_rules', [{ action: 'deny' }], 'Nobody publishes a room.'),
    closed(
      'alias_creation_rules',
      [
        { user_id: bot, action: 'allow' },
        { user_id: '*', action: 'deny' },
      ],
      'Room addresses are made by Lyceum alone: an address can be asked for without signing in.',
    ),
    advice('user_ips_max_age', '7d', 'Addresses of people are forgotten after a week.'),
    advice(
      'password_config',
      { enabled: true, policy: { enabled: true, minimum_length: 8 } },
      'The join page sets passwords. Leave this line out only if people sign in through single sign-on alone.',
    ),
  ]
}

const rooms: readonly Setting[] = [
  advice(
    'default_room_version',
    '12',
    'The version in which the owner of a room cannot be put out.',
  ),
  closed(
    'encryption_enabled_by_default_for_room_type',
    'off',
    'Teachers moderate what they can read, and a school answers for it.',
  ),
  advice('enable_search', true, 'Old messages are found.'),
  advice(
    'stats',
    { enabled: true },
    "Spaces tell their rooms' names and sizes from these counts; nothing of them leaves the server.",
  ),
]

const limitReasons: Readonly<Record<keyof typeof rateLimits, string>> = {
  rc_login:
    'Thirty pupils behind one address sign in within a minute; who guesses a password gets five tries.',
  rc_message: 'A pupil cannot flood a chat.',
  rc_registration: 'Lyceum makes the accounts, and is not limited.',
  rc_joins: 'Lyceum brings people into their rooms, and is not limited.',
  rc_invites: 'Nobody invites a whole school.',
  rc_room_creation: 'Nor makes a room a second.',
  rc_user_directory: 'Nor reads the directory by trying letters.',
}

const limits: readonly Setting[] = Object.entries(limitReasons).map(([key, why]) =>
  advice(key, rateLimits[key as keyof typeof rateLimits], why),
)

export interface SettingsOwner {
  readonly serverName: string
  /** Localpart of the appservice's sender: the only one who makes aliases. */
  readonly botLocalpart: string
}

/** In the order in which they stand in the file; no key twice. */
export function schoolSettings({ serverName, botLocalpart }: SettingsOwner): readonly Setting[] {
  const bot = `@${botLocalpart}:${serverName}`
  return [...closedToOutsiders, ...privateAmongMembers(bot), ...rooms, ...limits]
}
