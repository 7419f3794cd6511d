/**
 * Redeeming an invitation: with a new account, with one that exists, or to set a new password. The order makes it safe to die
 * anywhere. Until `consume` the link still works and its claim remembers the login, so the same login goes on where it stopped;
 * from then on the person can sign in, and the service brings them into what rooms are missing at its next start.
 */
import { isOver } from '@lyceum/core/store/account-state.ts'
import { localpartOf, type UserId } from '@lyceum/core/school/ids.ts'
import type { Invitation } from '@lyceum/core/store/ports.ts'
import { userOfToken } from '../http/openid.ts'
import { isProblem, type Problem } from '../http/problems.ts'
import { checkNewAccount } from './check-request.ts'
import { claimWhenFree } from './claim.ts'
import type { JoinContext } from './context.ts'
import { makeAccount } from './make-account.ts'
import { personOf } from './person-of.ts'
import { joinProblems } from './problems.ts'
import type { RedeemRequest } from './requests.ts'
import { resetPassword } from './reset-password.ts'

export interface Redeemed {
  readonly state: 'joined'
  readonly user_id: UserId
  readonly homeserver: string
  /** Null for an existing account: it has a session. */
  readonly access_token: string | null
  readonly device_id: string | null
}

type WithOpenId = Extract<RedeemRequest, { readonly openid: unknown }>
type WithPassword = Exclude<RedeemRequest, WithOpenId>

/** `secret`: token or typed code. */
export async function redeem(
  join: JoinContext,
  secret: string,
  request: RedeemRequest,
): Promise<Redeemed | Problem> {
  const invitation = await join.store.invitations.find(secret, join.now().toISOString())
  if (invitation === undefined) return joinProblems.unknown
  if (invitation.status !== 'open') return joinProblems[invitation.status]
  if (invitation.purpose === 'reset') {
    if ('openid' in request) return joinProblems.needsNewPassword
    const user = await resetPassword(join, secret, invitation, request)
    return isProblemOr(user) ? user : signedIn(join, user)
  }
  const unfinished = await accountOf(join, invitation)
  if ('openid' in request) {
    return unfinished === undefined
      ? enterWithAccount(join, secret, invitation, request)
      : joinProblems.used
  }
  const login = unfinished === undefined ? request.login : localpartOf(unfinished)
  return login === request.login
    ? enterWithNewAccount(join, secret, invitation, request)
    : refuseOtherLogin(join, secret, login)
}

async function enterWithNewAccount(
  join: JoinContext,
  secret: string,
  invitation: Invitation,
  request: WithPassword,
): Promise<Redeemed | Problem> {
  const person = await personOf(join, invitation)
  if (person === undefined) return joinProblems.revoked
  const checked = checkNewAccount(request, person, localpartOf(join.homeserver.bot))
  if (isProblem(checked)) return checked
  const user = await makeAccount(join, secret, checked, person)
  if (isProblemOr(user)) return user
  await noteRedeemed(join, invitation, user)
  return signedIn(join, user)
}

/** The token says who it is, by our own homeserver only: whatever server the caller names is not asked. */
async function enterWithAccount(
  join: JoinContext,
  secret: string,
  invitation: Invitation,
  { openid }: WithOpenId,
): Promise<Redeemed | Problem> {
  const { homeserver, store } = join
  const user = await userOfToken(homeserver, openid)
  if (user === undefined) return joinProblems.openIdInvalid
  if (user === homeserver.bot) return joinProblems.accountNotAllowed
  // By the whole id, which is no login: whoever comes with a login must never go on with this account.
  const claim = await claimWhenFree(join, secret, user)
  if (isProblem(claim)) return claim
  try {
    await store.invitations.consume(invitation.id, user, join.now().toISOString())
  } catch (error) {
    await store.invitations.release(invitation.id, false)
    throw error
  }
  await join.enter(invitation.person)
  await noteRedeemed(join, invitation, user)
  return joined(join, user, null)
}

/** The account with which somebody has begun to enter by this invitation and has not come to the end. */
async function accountOf(join: JoinContext, invitation: Invitation): Promise<UserId | undefined> {
  const account = await join.store.accounts.ofPerson(invitation.person)
  return account === undefined || isOver(account.state) ? undefined : account.userId
}

/** While the first login is under way, how that ends is the answer; after it was given up, that the login is fixed. */
async function refuseOtherLogin(
  join: JoinContext,
  secret: string,
  login: string | undefined,
): Promise<Problem> {
  const claim = await claimWhenFree(join, secret, login ?? '')
  if (isProblem(claim)) return claim
  await join.store.invitations.release(claim.invitation.id, true)
  return joinProblems.loginInvalid('fixed')
}

async function noteRedeemed(
  join: JoinContext,
  invitation: Invitation,
  user: UserId,
): Promise<void> {
  await join.store.journal.append({
    at: join.now().toISOString(),
    actor: user,
    action: 'invitation-redeemed',
    school: invitation.school,
    details: { invitation: invitation.id, person: invitation.person },
  })
}

const deviceName = 'Lyceum'

async function signedIn(join: JoinContext, user: UserId): Promise<Redeemed> {
  return joined(join, user, await join.homeserver.logIn(user, deviceName))
}

function joined(
  join: JoinContext,
  user: UserId,
  session: { readonly accessToken: string; readonly deviceId: string } | null,
): Redeemed {
  return {
    state: 'joined',
    user_id: user,
    homeserver: join.homeserverUrl,
    access_token: session?.accessToken ?? null,
    device_id: session?.deviceId ?? null,
  }
}

function isProblemOr(answer: UserId | Problem): answer is Problem {
  return typeof answer !== 'string'
}
