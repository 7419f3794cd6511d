/**
 * A new password for somebody who has entered and cannot sign in: a one-time code on paper. Whoever holds it holds the
 * account, with all that it stands for, so every place of it is asked for the right.
 */
import type { PersonId, SchoolId, UserId } from '@lyceum/core/school/ids.ts'
import { placesOf } from '@lyceum/core/school/places.ts'
import type { Standing } from '@lyceum/core/school/policy/standing.ts'
import { may, type Actor, type Right } from '@lyceum/core/school/rights/may.ts'
import type { IssuedInvitation } from '@lyceum/core/store/ports.ts'
import type { PeopleContext } from './context.ts'
import { mayInAny } from './invite-rights.ts'

/** Short: a code that opens an account is for now, not for a fortnight. */
const days = 3

/**
 * Of pupils and parents in the school that is named; of whoever is of the staff anywhere in every school where that is so: a
 * class teacher must not come by a colleague's account because it is a parent's too. Of region staff nobody but the operator.
 */
export function mayReset(actor: Actor, school: SchoolId, account: Standing): Right {
  if (account.region && actor !== 'operator') return { allowed: false, reason: 'not-your-role' }
  const staffIn = account.schools.filter(({ roles }) => {
    return roles.has('administrator') || roles.has('teacher')
  })
  const rights = staffIn.map((one) => may(actor, 'reset-staff-password', { school: one.school }))
  const refused = rights.find((one) => !one.allowed) ?? rights[0]
  if (refused !== undefined) return refused
  const here = account.schools.find((one) => one.school === school)
  const classes = here === undefined ? [] : [...here.pupilOf.union(here.parentIn)]
  return mayInAny(actor, 'reset-password', school, classes)
}

/** Earlier ones of the account stop working. Whoever calls has asked `mayReset`. Undefined for a person without a role. */
export async function issueReset(
  { engine, now }: Pick<PeopleContext, 'engine' | 'now'>,
  school: SchoolId,
  person: PersonId,
  actor: UserId,
): Promise<IssuedInvitation | undefined> {
  const { store } = engine
  const stored = await store.schools.load(school)
  const place = stored && placesOf(stored).get(person)?.[0]
  if (place === undefined) return undefined
  const { role, class: cls } = place
  // Who proved the own number needs no right over oneself.
  const isOwn = (await store.accounts.ofPerson(person))?.userId === actor
  const issuedBy = isOwn ? undefined : actor
  const at = now().toISOString()
  const expiresAt = new Date(now().getTime() + days * 86_400_000).toISOString()
  const [issued] = await store.invitations.issue(
    [{ purpose: 'reset', school, class: cls, role, person, expiresAt, issuedBy }],
    at,
  )
  const action = 'password-reset-issued'
  await store.journal.append({ at, actor, action, school, details: { person } })
  return issued
}
