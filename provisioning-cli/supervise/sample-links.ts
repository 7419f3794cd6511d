/** Open links of the four people to try a school with, issued anew at every start: only their hash is kept. */
import type { Config } from '@lyceum/core/config/settings.ts'
import type { SchoolId } from '@lyceum/core/school/ids.ts'
import type { Role } from '@lyceum/core/school/people.ts'
import type { NewInvitation, Store } from '@lyceum/core/store/ports.ts'
import { linkOf } from '../invitations.ts'
import { placesOf } from '../places.ts'
import { chooseSamplePeople } from './sample-people.ts'

/** A role for which nobody is left is missing. */
export type SampleLinks = Readonly<Partial<Record<Role, string>>>

const dayMs = 86_400_000

/** Empty where the school is not there any more. */
export async function issueSampleLinks(
  store: Store,
  config: Config,
  id: SchoolId,
  now: number,
): Promise<SampleLinks> {
  const school = await store.schools.load(id)
  if (school === undefined) return {}
  const entered = new Set((await store.accounts.ofSchool(school.info.id)).map((one) => one.person))
  const chosen = Object.entries(chooseSamplePeople(school, entered))
  const places = placesOf(school)
  const expiresAt = new Date(now + config.invitations.expireDays * dayMs).toISOString()
  const wanted = chosen.map(([role, person]): NewInvitation => {
    const place = places.get(person)?.find((one) => one.role === role)
    return {
      purpose: 'enter',
      school: school.info.id,
      class: place?.class,
      role: role as Role,
      person,
      expiresAt,
    }
  })
  const issued = await store.invitations.issue(wanted, new Date(now).toISOString())
  return Object.fromEntries(
    issued.map((one) => [one.invitation.role, linkOf(one, config.public.url)]),
  )
}
