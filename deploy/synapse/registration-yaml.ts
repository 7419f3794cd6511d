/** `registration.yaml`: what makes the homeserver take Lyceum as its appservice. */
import { stringify } from 'yaml'

export interface RegistrationSettings {
  readonly serverName: string
  readonly asToken: string
  readonly hsToken: string
  readonly botLocalpart: string
  /** Where the homeserver sends events: the internal port. Null: it sends none. */
  readonly url: string | null
}

export function renderRegistrationYaml(settings: RegistrationSettings): string {
  const server = escapePattern(settings.serverName)
  return stringify({
    id: 'lyceum',
    url: settings.url,
    as_token: settings.asToken,
    hs_token: settings.hsToken,
    sender_localpart: settings.botLocalpart,
    rate_limited: false,
    namespaces: {
      // Not exclusive: people of an exclusive namespace get no unread counts and are in no directory.
      users: [{ regex: `@.*:${server}`, exclusive: false }],
      // Exclusive: otherwise a room with such an alias cannot be made, and nobody else may take them.
      aliases: [{ regex: `#_lyceum_.*:${server}`, exclusive: true }],
      rooms: [],
    },
  })
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
