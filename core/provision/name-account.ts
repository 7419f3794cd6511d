/** Which account a person has where accounts are known before anybody enters: the roster names it, or a template does. */
import { isValidLocalpart } from '../homeserver/localpart.ts'
import type { AccountSettings } from '../school/account-settings.ts'
import { userId, type SchoolId, type UserId } from '../school/ids.ts'
import type { Person } from '../school/people.ts'

export type NamedAccount =
  | { readonly by: 'roster' | 'template'; readonly user: UserId }
  /** `foreign`: of another homeserver; `invalid`: no Matrix id at all. */
  | { readonly by: 'roster' | 'template'; readonly wrong: 'foreign' | 'invalid' }

/** Undefined where nothing names an account. */
export function nameAccount(
  person: Person,
  school: SchoolId,
  { template }: AccountSettings,
  serverName: string,
): NamedAccount | undefined {
  const by = person.account === undefined ? 'template' : 'roster'
  const text =
    person.account ??
    template
      ?.replaceAll('{id}', person.id.toLowerCase())
      .replaceAll('{school}', school.toLowerCase())
  if (text === undefined) return undefined
  const [localpart = '', ...server] = text.trim().replace(/^@/, '').split(':')
  if (server.length > 0 && server.join(':') !== serverName) return { by, wrong: 'foreign' }
  if (!isValidLocalpart(localpart, serverName)) return { by, wrong: 'invalid' }
  return { by, user: userId(`@${localpart}:${serverName}`) }
}
