import type { Application } from '@lyceum/core/school/application.ts'
import { userId, type PersonId, type UserId } from '@lyceum/core/school/ids.ts'
import type { NewApplication } from '@lyceum/core/store/letting-in-ports.ts'
import { isProblem, type Problem } from '../http/problems.ts'
import type { NewAccount } from './check-request.ts'
import { claimLogin, type Claim } from './claim.ts'
import type { JoinContext } from './context.ts'
import { freeLogins } from './invitation-answer.ts'
import type { InvitedPerson } from './person-of.ts'
import { joinProblems } from './problems.ts'
import { isLoginRefused } from './refused.ts'

/**
 * Makes the account and consumes the invitation, in the account's turn. The person is brought into the rooms meanwhile, since
 * hashing a password takes the homeserver as long as joining five rooms. The invitation is consumed once the password is set, so
 * nobody is left with a used link and no way to sign in. With `waits` the account is nobody's yet: it is suspended, and the
 * application that stands for it is the answer.
 *
 * A login that exists is ours to go on with only if an earlier claim of this very invitation was about to make it and
 * nobody else has entered with it since. A claim remembers only a login that was seen to be free: else a crash at the right
 * moment would hand somebody's account to whoever asked for its login.
 */
export async function makeAccount(
  join: JoinContext,
  secret: string,
  account: NewAccount,
  person: InvitedPerson,
  waits: NewApplication | undefined,
): Promise<Application | Problem | undefined> {
  const { homeserver, store } = join
  const user = userId(`@${account.login}:${homeserver.serverName}`)
  const known = await homeserver.account(user)
  const isErased = known?.deactivated === true
  const mayBegin = known === undefined || (isErased && (await store.freeLogins.isFree(user)))
  const claim = await claimLogin(join, secret, account.login, mayBegin)
  if (isProblem(claim)) return claim
  const { id, person: invited } = claim.invitation
  if (claim.state === 'not-begun') return loginTaken(join, invited, user, person)
  const mayTakeUp = isErased && (await store.freeLogins.take(user))
  if (known !== undefined && !claim.resumed && !mayTakeUp) {
    return giveBack(join, claim, user, person)
  }
  try {
    const registered = known === undefined ? await homeserver.register(account.login) : 'taken'
    const isOurs =
      registered === 'created' ||
      mayTakeUp ||
      (claim.resumed && (await isNobodyElses(join, claim, user)))
    if (!isOurs) return await giveBack(join, claim, user, person)
    if (isErased) {
      await homeserver.reactivate(user, account.password)
      await homeserver.setSuspended(user, false)
    }
    if (waits !== undefined) {
      await homeserver.setSuspended(user, true)
      await homeserver.setPassword(user, account.password, { endSessions: false })
      return await store.invitations.consumeForApplication(id, user, waits, at(join))
    }
    await store.invitations.bind(id, user, at(join))
    const entered = join.enter(invited)
    await homeserver.setPassword(user, account.password, { endSessions: false })
    await store.invitations.consume(id, user, at(join))
    await entered
    return undefined
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
  return loginTaken(join, invited, user, person)
}

async function loginTaken(
  join: JoinContext,
  invited: PersonId,
  user: UserId,
  person: InvitedPerson,
): Promise<Problem> {
  const persons = await join.store.accounts.personsOf(user)
  if (persons.includes(invited)) return joinProblems.used
  return joinProblems.loginTaken(await freeLogins(join, person.givenName, 3))
}

async function isNobodyElses({ store }: JoinContext, claim: Claim, user: UserId): Promise<boolean> {
  // Somebody who waits by a link that many use has this login.
  const isApplicants =
    (await store.loginClaims.isClaimed(user)) || (await store.applications.ofUser(user)).length > 0
  const persons = await store.accounts.personsOf(user)
  return !isApplicants && persons.every((person) => person === claim.invitation.person)
}

function at({ now }: JoinContext): string {
  return now().toISOString()
}
