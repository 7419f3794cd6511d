import type { Invitation } from '@lyceum/core/store/ports.ts'
import type { JoinContext } from './context.ts'

/** The invited person as the roster has it; undefined when no longer in the school. */
export interface InvitedPerson {
  readonly givenName: string
  /** What a password must not be made of. */
  readonly names: readonly string[]
}

export async function personOf(
  join: JoinContext,
  invitation: Invitation,
): Promise<InvitedPerson | undefined> {
  const school = await join.store.schools.load(invitation.school)
  const person = school?.people.find(({ id }) => id === invitation.person)
  if (person === undefined) return undefined
  return {
    givenName: person.givenName,
    names: [person.givenName, person.familyName, person.middleName ?? ''],
  }
}
