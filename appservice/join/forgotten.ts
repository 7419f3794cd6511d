/**
 * Who forgot the password and has a number that was proved gets a one-time code there, and by it what a class teacher would
 * give on paper: an invitation to set a new password. Whether there is such a person, and whether the number is theirs, is
 * told to nobody: every answer is the same until a code is right.
 */
import { isOver } from '@lyceum/core/store/account-state.ts'
import { userId, type PersonId, type SchoolId, type UserId } from '@lyceum/core/school/ids.ts'
import type { Invitation } from '@lyceum/core/store/ports.ts'
import { isProblem, type Problem } from '../http/problems.ts'
import { issueReset } from '../people/reset-slip.ts'
import { phoneProblems, type SentCode } from '../phone/phone-checks.ts'
import type { JoinContext } from './context.ts'

/** By the slip with which the person came, or by the login. */
export type WhoForgot = { readonly invitation: Invitation } | { readonly login: string }

export interface Forgotten {
  /** Whether a code to the own number is a way. */
  readonly phone: boolean
  /** Who gives a new code on paper. */
  readonly ask: 'class-teacher' | 'administrator'
}

/** How to go on with a slip that was used, which tells nothing of who used it. */
export function waysBack({ phone }: JoinContext, { role, class: cls }: Invitation): Forgotten {
  const isOfClass = (role === 'pupil' || role === 'parent') && cls !== undefined
  return {
    phone: phone?.isAskedOf(role) === true,
    ask: isOfClass ? 'class-teacher' : 'administrator',
  }
}

export async function sendForgotten(
  join: JoinContext,
  who: WhoForgot,
  number: string,
): Promise<SentCode | Problem> {
  const { phone, store } = join
  if (phone === undefined) return phoneProblems.off
  return phone.sendIfMeant(number, async (parsed) => {
    const account = await accountOf(join, who)
    if (account === undefined || !(await store.phones.hasNumber(account.user, parsed))) {
      return undefined
    }
    const school = await store.schools.load(account.school)
    return school?.info.language
  })
}

export interface ResetToken {
  /** Of `/join/<token>`. */
  readonly token: string
  readonly expires_at: string
}

export async function redeemForgotten(
  join: JoinContext,
  who: WhoForgot,
  written: string,
  code: string,
): Promise<ResetToken | Problem> {
  const { phone, store, engine, now } = join
  if (phone === undefined) return phoneProblems.off
  const number = await phone.check(written, code, 'forgotten')
  if (isProblemOr(number)) return number
  const account = await accountOf(join, who)
  // A code is sent to a number; whose it is was not said.
  if (account === undefined || !(await store.phones.hasNumber(account.user, number))) {
    return phoneProblems.codeWrong
  }
  await store.phones.useUp(number, 'forgotten')
  const issued = await issueReset({ engine, now }, account.school, account.person, account.user)
  if (issued === undefined) return phoneProblems.codeWrong
  return { token: issued.token, expires_at: issued.invitation.expiresAt }
}

interface Account {
  readonly user: UserId
  readonly person: PersonId
  readonly school: SchoolId
}

/** Undefined where nobody can sign in: nobody entered, or the account has ended. Region staff ask whoever runs the server. */
async function accountOf(join: JoinContext, who: WhoForgot): Promise<Account | undefined> {
  const { store, engine } = join
  const persons =
    'invitation' in who
      ? [who.invitation.person]
      : await store.accounts.personsOf(userOf(join, who.login))
  for (const person of persons) {
    const account = await store.accounts.ofPerson(person)
    if (account === undefined || isOver(account.state)) continue
    if (engine.policy.regionStaff.includes(account.userId)) return undefined
    const [school] = await store.accounts.schoolsOf(person)
    if (school !== undefined) return { user: account.userId, person, school }
  }
  return undefined
}

function userOf({ homeserver }: JoinContext, login: string): UserId {
  const localpart = /^@?([^:]+)/.exec(login.trim().toLowerCase())?.[1] ?? ''
  return userId(`@${localpart}:${homeserver.serverName}`)
}

function isProblemOr(answer: string | Problem): answer is Problem {
  return typeof answer !== 'string' && isProblem(answer)
}
