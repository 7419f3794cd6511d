import { userId, type UserId } from '@lyceum/core/school/ids.ts'
import { isProblem, type Problem } from '../http/problems.ts'
import type { NewAccount } from './check-request.ts'
import { claimWhenFree, type Claim } from './claim.ts'
import type { JoinContext } from './context.ts'
import { freeLogins } from './invitation-answer.ts'
import type { InvitedPerson } from './person-of.ts'
import { joinProblems } from './problems.ts'

/**
 * Claims the invitation, makes the account with its password, consumes the invitation. A login that exists is
 * ours to go on with only if an earlier claim of this very invitation was about to make it and nobody has entered with it
 * since. That the login was free is seen before the claim remembers it: else a failure at the right moment would
 * hand somebody's account to whoever asked for its login.
 */
export async function makeAccount(
  join: JoinContext,
  secret: string,
  account: NewAccount,
  person: InvitedPerson,
): Promise<UserId | Problem> {
  const { homeserver, store } = join
  const user = userId(`@${account.login}:${homeserver.serverName}`)
  const existed = (await homeserver.account(user)) !== undefined
  const claim = await claimWhenFree(join, secret, account.login)
  if (isProblem(claim)) return claim
  const { id } = claim.invitation
  if (existed && !claim.resumed) return giveBack(join, claim, person)
  try {
    const registered = existed ? 'taken' : await homeserver.register(account.login)
    const isOurs = registered === 'created' || (claim.resumed && (await isUnbound(join, user)))
    if (!isOurs) return await giveBack(join, claim, person)
    await homeserver.setPassword(user, account.password, { endSessions: false })
    await store.invitations.consume(id, user, join.now().toISOString())
    return user
  } catch (error) {
    await store.invitations.release(id, true)
    throw error
  }
}

async function giveBack(join: JoinContext, claim: Claim, person: InvitedPerson): Promise<Problem> {
  await join.store.invitations.release(claim.invitation.id, false)
  return joinProblems.loginTaken(await freeLogins(join, person.givenName, 3))
}

async function isUnbound(join: JoinContext, user: UserId): Promise<boolean> {
  return (await join.store.accounts.personsOf(user)).length === 0
}
