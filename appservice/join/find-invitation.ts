/**
 * A personal invitation, as it counts now. Whoever issued it knows its secret, and paper lasts for weeks: so it opens
 * no more than its issuer may open at this moment. Who has left, or leads another class, keeps no way in by an old slip.
 */
import { placesOf } from '@lyceum/core/school/places.ts'
import { isOver } from '@lyceum/core/store/account-state.ts'
import type { Invitation } from '@lyceum/core/store/ports.ts'
import { mayInvite } from '../people/invite-rights.ts'
import { mayReset } from '../people/reset-slip.ts'
import type { JoinContext } from './context.ts'

/** By token or typed code. */
export async function findInvitation(
  join: JoinContext,
  secret: string,
): Promise<Invitation | undefined> {
  const found = await join.store.invitations.find(secret, join.now().toISOString())
  if (found?.status !== 'open' || (await countsStill(join, found))) return found
  return { ...found, status: 'revoked' }
}

async function countsStill(
  { store, facts }: JoinContext,
  { issuedBy, purpose, school: id, person }: Invitation,
): Promise<boolean> {
  if (issuedBy === undefined) return true
  const now = await facts.fresh()
  const issuer = now.standing(issuedBy)
  if (purpose === 'enter') {
    const school = await store.schools.load(id)
    const places = school && placesOf(school).get(person)
    return places !== undefined && mayInvite(issuer, id, places).allowed
  }
  const account = await store.accounts.ofPerson(person)
  const standing = account && !isOver(account.state) ? now.standing(account.userId) : undefined
  return standing !== undefined && mayReset(issuer, id, standing).allowed
}
