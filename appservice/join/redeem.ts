/**
 * Redeeming an invitation. The order makes it safe to die anywhere: until `consume` the link still works and the claim
 * remembers the login, so the same login goes on where it stopped; from `consume` on the account has its password and the
 * service brings the person in at its next start. So the password comes before `consume`, and nobody is left with a used
 * link and no way to sign in.
 */
import { localpartOf, type UserId } from '@lyceum/core/school/ids.ts'
import type { Invitation } from '@lyceum/core/store/ports.ts'
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
  const account = await join.store.accounts.ofPerson(invitation.person)
  if (account !== undefined && account.state !== 'ended') return joinProblems.used
  return 'openid' in request
    ? enterWithAccount(join, secret, invitation, request)
    : enterWithNewAccount(join, secret, invitation, request)
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
  await bringIn(join, invitation, user)
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
  const named = openid.matrix_server_name ?? homeserver.serverName
  if (named !== homeserver.serverName) return joinProblems.openIdInvalid
  const user = await homeserver.openIdUser(openid.access_token)
  if (user === undefined) return joinProblems.openIdInvalid
  if (user === homeserver.bot) return joinProblems.accountNotAllowed
  const claim = await claimWhenFree(join, secret, localpartOf(user))
  if (isProblem(claim)) return claim
  await store.invitations.consume(invitation.id, user, join.now().toISOString())
  await bringIn(join, invitation, user)
  return joined(join, user, null)
}

/** A failure to bring the person in is not the person's: the account is theirs, and the service goes on trying. */
async function bringIn(join: JoinContext, invitation: Invitation, user: UserId): Promise<void> {
  await join.store.journal.append({
    at: join.now().toISOString(),
    actor: user,
    action: 'invitation-redeemed',
    school: invitation.school,
    details: { invitation: invitation.id, person: invitation.person, purpose: invitation.purpose },
  })
  await join.enter(invitation.person)
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
