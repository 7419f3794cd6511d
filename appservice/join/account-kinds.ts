/**
 * A pupil's account and a grown-up's stay apart, in all schools: a child who is signed in, or uses the browser in which the parent
 * is, must not become a parent (and then confirm itself), nor a parent a pupil. What is only applied for counts too.
 */
import { accountClash } from '@lyceum/core/provision/letting-in/account-clash.ts'
import type { UserId } from '@lyceum/core/school/ids.ts'
import type { Role } from '@lyceum/core/school/people.ts'
import type { Problem } from '../http/problems.ts'
import type { JoinContext } from './context.ts'
import { joinProblems } from './problems.ts'

/** `wanted`: all that the slip or link would make of it. In the account's turn. */
export async function checkAccountFits(
  { engine, store }: JoinContext,
  user: UserId,
  wanted: Iterable<Role>,
): Promise<Problem | undefined> {
  const roles = [...wanted]
  const clashes = await Promise.all(roles.map((role) => accountClash(engine, user, role)))
  const applied = (await store.applications.ofUser(user)).filter(({ kind, state, isDone }) => {
    return kind === 'join' && (state === 'waiting' || (state === 'accepted' && !isDone))
  })
  const isPupil = clashes.includes('account-is-pupil') || applied.some(isOfPupil)
  if (isPupil && roles.some((role) => role !== 'pupil')) return joinProblems.accountIsPupil
  const isGrownUp =
    clashes.includes('account-is-not-pupil') || applied.some((one) => !isOfPupil(one))
  return isGrownUp && roles.includes('pupil') ? joinProblems.accountIsNotPupil : undefined
}

function isOfPupil({ role }: { readonly role: Role }): boolean {
  return role === 'pupil'
}
