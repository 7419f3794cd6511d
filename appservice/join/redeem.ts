/**
 * Redeeming a personal invitation: with a new account, with one that exists, or to set a new password. The order makes it safe to
 * die anywhere. Until `consume` the link still works and its claim remembers the login, so the same login goes on where it
 * stopped; from then on the person can sign in, and the service brings them into what rooms are missing at its next start.
 *
 * Where the school has pupils confirmed, a pupil's slip is consumed without making the account the pupil's: it waits.
 */
import { finishSoon } from '@lyceum/core/provision/letting-in/finish.ts'
import { isHeld } from '@lyceum/core/provision/letting-in/held-account.ts'
import { guardianEntered } from '@lyceum/core/provision/letting-in/guardian.ts'
import { isOver } from '@lyceum/core/store/account-state.ts'
import { localpartOf, userId, type UserId } from '@lyceum/core/school/ids.ts'
import type { Invitation } from '@lyceum/core/store/ports.ts'
import { userOfToken } from '../http/openid.ts'
import { isProblem, type Problem } from '../http/problems.ts'
import { checkAccountFits } from './account-kinds.ts'
import { inTurn } from './account-turn.ts'
import { checkNewAccount } from './check-request.ts'
import { claimWhenFree } from './claim.ts'
import type { JoinContext } from './context.ts'
import { makeAccount } from './make-account.ts'
import { personOf, type InvitedPerson } from './person-of.ts'
import { joinProblems } from './problems.ts'
import { redeemed, signedIn, type Redeemed } from './redeemed.ts'
import type { RedeemRequest, WithOpenId, WithPassword } from './requests.ts'
import { resetPassword } from './reset-password.ts'
import { slipToConfirm, type SlipToConfirm } from './slip-to-confirm.ts'

/** `secret`: token or typed code. */
export async function redeem(
  join: JoinContext,
  secret: string,
  invitation: Invitation,
  request: RedeemRequest,
): Promise<Redeemed | Problem> {
  if (invitation.status !== 'open') return joinProblems[invitation.status]
  if (invitation.purpose === 'reset') {
    if ('openid' in request) return joinProblems.needsNewPassword
    const user = await resetPassword(join, secret, invitation, request)
    return isProblemOr(user) ? user : signedIn(join, user)
  }
  const person = await personOf(join, invitation)
  if (person === undefined) return joinProblems.revoked
  const unfinished = await accountOf(join, invitation)
  const slip = { secret, invitation, person, toConfirm: slipToConfirm(join, invitation, person) }
  if ('openid' in request) {
    return unfinished === undefined ? enterWithAccount(join, slip, request) : joinProblems.used
  }
  const login = unfinished === undefined ? request.login : localpartOf(unfinished)
  return login === request.login
    ? enterWithNewAccount(join, slip, request)
    : refuseOtherLogin(join, secret, login)
}

interface Slip {
  readonly secret: string
  readonly invitation: Invitation
  readonly person: InvitedPerson
  /** Undefined: the roster is enough. */
  readonly toConfirm: SlipToConfirm | undefined
}

async function enterWithNewAccount(
  join: JoinContext,
  { secret, invitation, person, toConfirm }: Slip,
  request: WithPassword,
): Promise<Redeemed | Problem> {
  const account = checkNewAccount(request, person, localpartOf(join.homeserver.bot))
  if (isProblem(account)) return account
  const user = userId(`@${account.login}:${join.homeserver.serverName}`)
  const waits = toConfirm?.application(user, true)
  const made = await inTurn(join, user, () => makeAccount(join, secret, account, person, waits))
  if (made !== undefined && 'type' in made) return made
  await note(join, invitation, user, 'invitation-redeemed')
  if (made === undefined) await tellOfParent(join, invitation, person)
  else await finishSoon(join.engine, made.id)
  return signedIn(join, user, made === undefined ? undefined : toConfirm?.waiting)
}

/** The token says who it is, by our own homeserver only: whatever server the caller names is not asked. */
async function enterWithAccount(
  join: JoinContext,
  slip: Slip,
  { openid }: WithOpenId,
): Promise<Redeemed | Problem> {
  const { homeserver } = join
  const user = await userOfToken(homeserver, openid)
  if (user === undefined) return joinProblems.openIdInvalid
  if (user === homeserver.bot) return joinProblems.accountNotAllowed
  return inTurn(join, user, async () => {
    const refused = await checkAccountFits(join, user, slip.person.roles)
    if (refused !== undefined) {
      // A child with the parent's slip, mostly: whoever looks into the journal should find it.
      await note(join, slip.invitation, user, 'invitation-refused')
      return refused
    }
    return bindAccount(join, slip, user)
  })
}

async function bindAccount(
  join: JoinContext,
  { secret, invitation, person, toConfirm }: Slip,
  user: UserId,
): Promise<Redeemed | Problem> {
  const { store, homeserver } = join
  // By the whole id, which is no login: whoever comes with a login must never go on with this account.
  const claim = await claimWhenFree(join, secret, user)
  if (isProblem(claim)) return claim
  const { id } = invitation
  const at = join.now().toISOString()
  const waits = toConfirm?.application(user, false)
  // Made for an application that still waits: the slip is the approval, and nobody held can be named or joined.
  const letGo = waits === undefined && (await isHeld(join.engine, user))
  try {
    if (letGo) await homeserver.setSuspended(user, false)
    if (waits === undefined) await store.invitations.consume(id, user, at)
    else {
      const application = await store.invitations.consumeForApplication(id, user, waits, at)
      await finishSoon(join.engine, application.id)
    }
  } catch (error) {
    if (letGo) await homeserver.setSuspended(user, true)
    await store.invitations.release(id, false)
    throw error
  }
  await note(join, invitation, user, 'invitation-redeemed')
  if (waits !== undefined) return redeemed(join, user, null, toConfirm?.waiting)
  await join.enter(invitation.person)
  await tellOfParent(join, invitation, person)
  return redeemed(join, user, null)
}

/** A parent's first entry is told to the class teachers: a slip in other hands is noticed. */
async function tellOfParent(
  { engine }: JoinContext,
  { school, person }: Invitation,
  { roles }: InvitedPerson,
): Promise<void> {
  if (roles.has('parent')) await guardianEntered(engine, school, person)
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

async function note(
  join: JoinContext,
  invitation: Invitation,
  user: UserId,
  action: 'invitation-redeemed' | 'invitation-refused',
): Promise<void> {
  await join.store.journal.append({
    at: join.now().toISOString(),
    actor: user,
    action,
    school: invitation.school,
    details: { invitation: invitation.id, person: invitation.person },
  })
}

function isProblemOr(answer: UserId | Problem): answer is Problem {
  return typeof answer !== 'string'
}
