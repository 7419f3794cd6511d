import { userId, type UserId } from '@lyceum/core/school/ids.ts'
import { isProblem, type Problem } from '../http/problems.ts'
import type { NewAccount } from './check-request.ts'
import { claimWhenFree, type Claim } from './claim.ts'
import type { JoinContext } from './context.ts'
import { freeLogins } from './invitation-answer.ts'
import type { InvitedPerson } from './person-of.ts'
import { joinProblems } from './problems.ts'
import { isLoginRefused } from './refused.ts'

/**
 * Makes the account and consumes the invitation; the person is brought into the rooms meanwhile, since hashing a
 * password takes the homeserver as long as joining five rooms. The invitation is consumed once the password is set, so
 * nobody is left with a used link and no way to sign in.
 *
 * A login that exists is ours to go on with only if an earlier claim of this very invitation was about to make it and
 * nobody else has entered with it since. That the login was free is seen before the claim remembers it: else a failure at
 * the right moment would hand somebody's account to whoever asked for its login.
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
  if (existed && !claim.resumed) return giveBack(join, claim, user, person)
  try {
    const registered = existed ? 'taken' : await homeserver.register(account.login)
    const isOurs =
      registered === 'created' || (claim.resumed && (await isNobodyElses(join, claim, user)))
    if (!isOurs) return await giveBack(join, claim, user, person)
    await store.invitations.bind(id, user, join.now().toISOString())
    const entered = join.enter(claim.invitation.person)
    await homeserver.setPassword(user, account.password, { endSessions: false })
    await store.invitations.consume(id, user, join.now().toISOString())
    await entered
    return user
  } catch (error) {
    await store.invitations.release(id, !isLoginRefused(error))
    throw error
  }
}

/** The login is somebody's; or it is this person's own, made by other means than this invitation. */
async function giveBack(
  join: JoinContext,
  claim: Claim,
  user: UserId,
  person: InvitedPerson,
): Promise<Problem> {
  const { id, person: invited } = claim.invitation
  await join.store.invitations.release(id, false)
  const persons = await join.store.accounts.personsOf(user)
  if (persons.includes(invited)) return joinProblems.used
  return joinProblems.loginTaken(await freeLogins(join, person.givenName, 3))
}

async function isNobodyElses(join: JoinContext, claim: Claim, user: UserId): Promise<boolean> {
  const persons = await join.store.accounts.personsOf(user)
  return persons.every((person) => person === claim.invitation.person)
}
