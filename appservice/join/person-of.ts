import type { ClassId } from '@lyceum/core/school/ids.ts'
import type { Person, Role } from '@lyceum/core/school/people.ts'
import { classByNow, placesOf } from '@lyceum/core/school/places.ts'
import type { Invitation } from '@lyceum/core/store/ports.ts'
import type { JoinContext } from './context.ts'

export interface NamedPerson {
  readonly givenName: string
  /** What a password must not be made of. */
  readonly names: readonly string[]
}

/** The invited person as the roster has it; undefined when no longer in the school. */
export interface InvitedPerson extends NamedPerson {
  readonly person: Person
  readonly class: ClassId | undefined
  /** All that the slip makes of an account, the invitation's own among them. */
  readonly roles: ReadonlySet<Role>
}

export async function personOf(
  join: JoinContext,
  invitation: Invitation,
): Promise<InvitedPerson | undefined> {
  const school = await join.store.schools.load(invitation.school)
  const person = school?.people.find(({ id }) => id === invitation.person)
  if (school === undefined || person === undefined) return undefined
  const places = placesOf(school).get(person.id) ?? []
  return {
    givenName: person.givenName,
    names: [person.givenName, person.familyName, person.middleName ?? ''],
    person,
    class: classByNow(places, invitation),
    roles: new Set([invitation.role, ...places.map(({ role }) => role)]),
  }
}
