/** People who have not entered, with their invitations, as DESIGN §6 lists them. */
import type { UserId } from '@lyceum/core/school/ids.ts'
import { fullName, type Person, type School } from '@lyceum/core/school/people.ts'
import { placesOf, type Place } from '@lyceum/core/school/places.ts'
import type { Invitation, IssuedInvitation } from '@lyceum/core/store/ports.ts'
import type { PeopleContext } from './context.ts'

export interface Invitee {
  readonly school: School
  readonly person: Person
  /** The most important one first; at least one. */
  readonly places: readonly Place[]
  /** The newest, whatever became of it. */
  readonly invitation: Invitation | undefined
}

/** Everybody with a role and without an account; who closed theirs may be invited anew. */
export async function inviteesOf(
  { engine, now }: PeopleContext,
  school: School,
): Promise<readonly Invitee[]> {
  const { accounts, invitations } = engine.store
  const entered = new Set(
    (await accounts.ofSchool(school.info.id))
      .filter(({ state }) => state !== 'closed')
      .map(({ person }) => person),
  )
  const newest = new Map<string, Invitation>()
  for (const one of await invitations.ofSchool(school.info.id, now().toISOString())) {
    const known = newest.get(one.person)
    const isNewer = known === undefined || known.createdAt <= one.createdAt
    if (one.purpose === 'enter' && isNewer) newest.set(one.person, one)
  }
  const places = placesOf(school)
  return school.people.flatMap((person) => {
    const own = places.get(person.id) ?? []
    if (entered.has(person.id) || own.length === 0) return []
    return [{ school, person, places: own, invitation: newest.get(person.id) }]
  })
}

export async function issueFor(
  { engine, now, publicUrl }: PeopleContext & { readonly publicUrl: string },
  invitees: readonly Invitee[],
  days: number,
  actor: UserId,
) {
  const { store } = engine
  const at = now().toISOString()
  const expiresAt = new Date(now().getTime() + days * 86_400_000).toISOString()
  const wanted = invitees.flatMap(({ school, person, places: [place] }) => {
    if (place === undefined) return []
    const { role, class: cls } = place
    const purpose = 'enter' as const
    const of = { purpose, school: school.info.id, class: cls, role, person: person.id }
    return [{ ...of, expiresAt, issuedBy: actor }]
  })
  const issued = await store.invitations.issue(wanted, at)
  const byPerson = new Map(issued.map((one) => [one.invitation.person, one]))
  for (const [school, list] of Map.groupBy(invitees, (one) => one.school.info.id)) {
    const details = { count: list.length }
    await store.journal.append({ at, actor, action: 'invitation-issued', school, details })
  }
  return invitees.map((one) => describeInvitee(one, byPerson.get(one.person.id), publicUrl))
}

/** The link and the code only of one that was just issued: afterwards nobody knows them. */
export function describeInvitee(
  { school, person, places: [place], invitation }: Invitee,
  issued?: IssuedInvitation,
  publicUrl = '',
) {
  const known = issued?.invitation ?? invitation
  return {
    id: known?.id ?? null,
    url: issued === undefined ? null : linkAddress(publicUrl, issued.token),
    code: issued?.code ?? null,
    shared: false,
    school: school.info.id,
    school_name: school.info.name,
    class: place?.class ?? null,
    class_name: place?.className ?? null,
    role: place?.role ?? null,
    person: { id: person.id, name: fullName(person, school.info.language) },
    status: known?.status ?? ('open' as const),
    expires_at: known?.expiresAt ?? null,
  }
}

export function linkAddress(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/$/, '')}/join/${token}`
}
