import { isOver } from '@lyceum/core/store/account-state.ts'
import { localpartOf, type UserId } from '@lyceum/core/school/ids.ts'
import type { Invitation } from '@lyceum/core/store/ports.ts'
import { isProblem, type Problem } from '../http/problems.ts'
import { checkNewPassword } from './check-request.ts'
import { claimWhenFree } from './claim.ts'
import type { JoinContext } from './context.ts'
import { personOf } from './person-of.ts'
import { joinProblems } from './problems.ts'

/** A new password for the account that the person has; ends all its sessions, also whoever else may hold one. */
export async function resetPassword(
  join: JoinContext,
  secret: string,
  invitation: Invitation,
  request: { readonly login?: string | undefined; readonly password: string },
): Promise<UserId | Problem> {
  const { homeserver, store } = join
  const account = await store.accounts.ofPerson(invitation.person)
  if (account === undefined || isOver(account.state)) return joinProblems.revoked
  const login = localpartOf(account.userId)
  if ((request.login ?? login) !== login) return joinProblems.loginInvalid('fixed')
  const person = await personOf(join, invitation)
  const weak = checkNewPassword(request.password, login, person)
  if (weak !== undefined) return weak
  const claim = await claimWhenFree(join, secret, login)
  if (isProblem(claim)) return claim
  try {
    await homeserver.setPassword(account.userId, request.password, { endSessions: true })
  } catch (error) {
    await store.invitations.release(invitation.id, true)
    throw error
  }
  // Of pages too: whoever else may hold one was not the person, or is not any more.
  await store.sessions.endOf(account.userId)
  const at = join.now().toISOString()
  await store.invitations.consume(invitation.id, account.userId, at)
  await store.journal.append({
    at,
    actor: account.userId,
    action: 'password-reset',
    school: invitation.school,
    details: { invitation: invitation.id, person: invitation.person },
  })
  return account.userId
}
