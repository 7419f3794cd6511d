/** What an invitation tells whoever holds it. Reading never consumes it: mail scanners and previews open links too. */
import { isOver } from '@lyceum/core/store/account-state.ts'
import { localpartOf, userId } from '@lyceum/core/school/ids.ts'
import { suggestLogins } from '@lyceum/core/school/login-names.ts'
import { shortName, type School } from '@lyceum/core/school/people.ts'
import { classByNow, placesOf } from '@lyceum/core/school/places.ts'
import type { Invitation } from '@lyceum/core/store/ports.ts'
import type { JoinContext } from './context.ts'
import { waysBack, type Forgotten } from './forgotten.ts'
import { isPhoneAsked } from './phone-check.ts'

export interface InvitationAnswer {
  readonly school: string
  readonly school_name: string
  readonly class?: string
  readonly class_name?: string
  readonly role: Invitation['role']
  /** Only while it is open, and only the given name and an initial. */
  readonly person?: { readonly id: string; readonly name: string }
  readonly status: Invitation['status']
  readonly purpose: Invitation['purpose']
  readonly login: { readonly suggested: string | null; readonly fixed: boolean }
  readonly needs: {
    readonly approval: boolean
    readonly subjects: boolean
    readonly phone: boolean
  }
  /** Of one that was used: how to come to a new password. */
  readonly forgotten?: Forgotten
  readonly language: School['info']['language']
  readonly expires_at: string
  /** What people type into a client, and the part of their Matrix id after the colon. */
  readonly homeserver: string
  readonly server_name: string
}

/** Undefined when the school is gone. */
export async function describeInvitation(
  join: JoinContext,
  invitation: Invitation,
): Promise<InvitationAnswer | undefined> {
  const school = await join.store.schools.load(invitation.school)
  if (school === undefined) return undefined
  const person = school.people.find(({ id }) => id === invitation.person)
  const told = invitation.status === 'open' ? person : undefined
  const places = placesOf(school).get(invitation.person) ?? []
  const cls = told === undefined ? invitation.class : classByNow(places, invitation)
  const found = school.classes.find(({ id }) => id === cls)
  return {
    school: invitation.school,
    school_name: school.info.name,
    ...(found === undefined ? {} : { class: found.id, class_name: found.label }),
    role: invitation.role,
    ...(told === undefined ? {} : { person: { id: told.id, name: shortName(told) } }),
    status: invitation.status,
    purpose: invitation.purpose,
    login: await loginOf(join, invitation, told?.givenName),
    needs: {
      approval: false,
      subjects: false,
      phone: invitation.purpose === 'enter' && isPhoneAsked(join, invitation.role),
    },
    ...(invitation.status === 'used' ? { forgotten: waysBack(join, invitation) } : {}),
    language: school.info.language,
    expires_at: invitation.expiresAt,
    homeserver: join.homeserverUrl,
    server_name: join.homeserver.serverName,
  }
}

async function loginOf(
  join: JoinContext,
  invitation: Invitation,
  givenName: string | undefined,
): Promise<InvitationAnswer['login']> {
  if (givenName === undefined) return { suggested: null, fixed: invitation.purpose === 'reset' }
  const account = await join.store.accounts.ofPerson(invitation.person)
  if (account !== undefined && !isOver(account.state)) {
    return { suggested: localpartOf(account.userId), fixed: true }
  }
  if (invitation.purpose === 'reset') return { suggested: null, fixed: true }
  const [suggested = null] = await freeLogins(join, givenName, 1)
  return { suggested, fixed: false }
}

export function freeLogins(
  join: JoinContext,
  givenName: string,
  count: number,
): Promise<readonly string[]> {
  const { homeserver } = join
  return suggestLogins(
    { givenName },
    {
      count,
      random: (limit) => join.random(limit),
      isTaken: async (login) =>
        (await homeserver.account(userId(`@${login}:${homeserver.serverName}`))) !== undefined,
    },
  )
}
