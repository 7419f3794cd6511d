/** Invitations as the commands show them (DESIGN §6). */
import type { PersonId } from '@lyceum/core/school/ids.ts'
import type {
  Invitation,
  InvitationPurpose,
  IssuedInvitation,
  Store,
} from '@lyceum/core/store/ports.ts'
import type { Member } from './selection.ts'

export interface InvitationRow {
  /** Null while none was issued. */
  readonly id: string | null
  /** Only of those just issued: afterwards no one knows them. */
  readonly url: string | null
  readonly code: string | null
  readonly school: string
  readonly school_name: string
  readonly class: string | null
  readonly class_name: string | null
  readonly role: string
  readonly person: { readonly id: PersonId; readonly name: string }
  readonly shared: false
  readonly status: Invitation['status']
  readonly expires_at: string | null
}

export interface SharedLinkRow extends Omit<InvitationRow, 'person' | 'shared'> {
  readonly person: null
  readonly shared: true
  /** How many may apply by it; null: any number. */
  readonly uses: number | null
  readonly used: number
}

export function invitationRow(
  { school, person, name, place }: Member,
  invitation: Invitation | undefined,
  secrets?: { readonly url: string; readonly code: string },
): InvitationRow {
  return {
    id: invitation?.id ?? null,
    url: secrets?.url ?? null,
    code: secrets?.code ?? null,
    school: school.id,
    school_name: school.name,
    class: place.class ?? null,
    class_name: place.className ?? null,
    role: place.role,
    person: { id: person.id, name },
    shared: false,
    status: invitation?.status ?? 'open',
    expires_at: invitation?.expiresAt ?? null,
  }
}

/** The newest invitation of each of these members, whatever its state. */
export async function newestInvitations(
  store: Store,
  members: readonly Member[],
  at: string,
): Promise<ReadonlyMap<PersonId, Invitation>> {
  const newest = new Map<PersonId, Invitation>()
  const people = new Set(members.map((member) => member.person.id))
  for (const school of new Set(members.map((member) => member.school.id))) {
    for (const invitation of await store.invitations.ofSchool(school, at)) {
      if (invitation.purpose !== 'enter' || !people.has(invitation.person)) continue
      const known = newest.get(invitation.person)
      if (known === undefined || known.createdAt <= invitation.createdAt) {
        newest.set(invitation.person, invitation)
      }
    }
  }
  return newest
}

export interface IssueInput {
  readonly store: Store
  readonly members: readonly Member[]
  readonly purpose: InvitationPurpose
  readonly expireDays: number
  /** Milliseconds since 1970. */
  readonly now: number
  /** Origin of the public pages, without a slash at the end. */
  readonly publicUrl: string
}

const dayMs = 86_400_000

/**
 * Issues one personal link for each person, who enters every school by it; earlier ones of the same purpose stop
 * working. Noted in the journal.
 */
export async function issueInvitations(input: IssueInput): Promise<readonly InvitationRow[]> {
  const { store, members, purpose, expireDays, now, publicUrl } = input
  const at = new Date(now).toISOString()
  const expiresAt = new Date(now + expireDays * dayMs).toISOString()
  const people = [...new Map(members.map((member) => [member.person.id, member])).values()]
  const wanted = people.map(({ school, person, place }) => ({
    purpose,
    school: school.id,
    class: place.class,
    role: place.role,
    person: person.id,
    expiresAt,
  }))
  const issued = await store.invitations.issue(wanted, at)
  const byPerson = new Map(issued.map((one) => [one.invitation.person, one]))
  await Promise.all(
    [...new Set(people.map((member) => member.school.id))].map((school) =>
      store.journal.append({
        at,
        actor: 'operator',
        action: purpose === 'reset' ? 'password-reset-issued' : 'invitation-issued',
        school,
        details: { count: people.filter((member) => member.school.id === school).length },
      }),
    ),
  )
  return people.map((member) => {
    const one = byPerson.get(member.person.id)
    return one === undefined
      ? invitationRow(member, undefined)
      : invitationRow(member, one.invitation, { url: linkOf(one, publicUrl), code: one.code })
  })
}

export function linkOf(issued: Pick<IssuedInvitation, 'token'>, publicUrl: string): string {
  return `${publicUrl.replace(/\/$/, '')}/join/${issued.token}`
}
