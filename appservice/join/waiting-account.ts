import { holdAccount } from '@lyceum/core/provision/letting-in/held-account.ts'
import type { UserId } from '@lyceum/core/school/ids.ts'
import type { LoginClaimResult, SharedLink } from '@lyceum/core/store/letting-in-ports.ts'
import type { Problem } from '../http/problems.ts'
import type { JoinContext } from './context.ts'
import { freeLogins } from './invitation-answer.ts'
import { joinProblems, linkProblem } from './problems.ts'
import { isLoginRefused, isPasswordRefused } from './refused.ts'

/** Longer than making an account takes when fifty come at once. */
const leaseSeconds = 60

/**
 * An account that can do nothing, with its password; undefined when it stands. In its turn (`account-turn.ts`). That the login was
 * free is seen before it is claimed, so nobody's account is ever gone on with.
 */
export async function makeWaitingAccount(
  join: JoinContext,
  link: SharedLink,
  user: UserId,
  password: string,
  givenName: string,
): Promise<Problem | undefined> {
  const { homeserver, store, engine } = join
  const { loginClaims } = store
  const known = await homeserver.account(user)
  const account = known === undefined ? 'none' : known.deactivated ? 'erased' : 'there'
  const claim = { user, school: link.school, link: link.id, password, account } as const
  const claimed = await loginClaims.take(claim, join.now().toISOString(), leaseSeconds)
  if (claimed !== 'taken' && claimed !== 'resumed') return claimProblem(join, claimed, givenName)
  const applied = await store.applications.ofUser(user)
  const own = applied.find((one) => one.link === link.id)
  // Only the answer was lost. Whoever decides may be letting the account in at this moment: it is left as it is.
  if (own?.state === 'waiting') return undefined
  if (own !== undefined) return joinProblems.used
  // Made another's by a slip since the claim was begun.
  if (applied.length > 0 || (await store.accounts.personsOf(user)).length > 0) {
    await loginClaims.forget(user)
    return claimProblem(join, 'somebody-else', givenName)
  }
  try {
    if (await holdAccount(engine, user, password, account)) return undefined
    await loginClaims.forget(user)
    return await claimProblem(join, 'somebody-else', givenName)
  } catch (error) {
    if (isLoginRefused(error)) await loginClaims.forget(user)
    else if (isPasswordRefused(error)) await loginClaims.reopen(user)
    throw error
  }
}

async function claimProblem(
  join: JoinContext,
  result: Exclude<LoginClaimResult, 'taken' | 'resumed'>,
  givenName: string,
): Promise<Problem> {
  return result === 'somebody-else'
    ? joinProblems.loginTaken(await freeLogins(join, givenName, 3))
    : linkProblem(result)
}
