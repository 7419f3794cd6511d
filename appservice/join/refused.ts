/** What redeeming meets in the homeserver or the database and the person can do something about, as a problem. */
import { LyceumError } from '@lyceum/core/errors.ts'
import { HomeserverError } from '@lyceum/core/homeserver/errors.ts'
import type { Problem } from '../http/problems.ts'
import type { JoinContext } from './context.ts'
import { joinProblems } from './problems.ts'

/** Throws what is none: that the homeserver does not answer, or a fault of ours. */
export async function refusedOrThrow(
  join: JoinContext,
  secret: string,
  error: unknown,
): Promise<Problem> {
  const refused =
    error instanceof HomeserverError
      ? refusedByHomeserver(error)
      : await refusedByStore(join, secret, error)
  if (refused === undefined) throw error
  return refused
}

/** Whether the homeserver says that it will not make an account of this name, so that nothing was made. */
export function isLoginRefused(error: unknown): boolean {
  return error instanceof HomeserverError && loginRefusals.has(error.errcode ?? '')
}

/** Whether the homeserver, whose rules may be stricter than ours, wants another password. */
export function isPasswordRefused(error: unknown): boolean {
  const errcode = error instanceof HomeserverError ? (error.errcode ?? '') : ''
  // Synapse tells apart what is missing: M_PASSWORD_NO_DIGIT and others.
  return errcode === 'M_WEAK_PASSWORD' || errcode.startsWith('M_PASSWORD_')
}

const loginRefusals = new Set(['M_EXCLUSIVE', 'M_USER_IN_USE', 'M_INVALID_USERNAME'])

/** A homeserver that exists may be stricter than we are. */
function refusedByHomeserver(error: HomeserverError): Problem | undefined {
  const { errcode = '' } = error
  if (errcode === 'M_INVALID_USERNAME') return joinProblems.loginInvalid('not-allowed-characters')
  if (errcode === 'M_EXCLUSIVE') return joinProblems.loginInvalid('reserved')
  if (errcode === 'M_USER_IN_USE') return joinProblems.loginTaken([])
  if (errcode === 'M_PASSWORD_TOO_SHORT') return joinProblems.passwordWeak('too-short')
  return isPasswordRefused(error) ? joinProblems.passwordWeak('refused') : undefined
}

/** Somebody was quicker by another link or browser, or the school took the invitation back, while this one was redeemed. */
async function refusedByStore(
  { store, now }: JoinContext,
  secret: string,
  error: unknown,
): Promise<Problem | undefined> {
  const code = error instanceof LyceumError ? error.code : ''
  if (code === 'person-has-account') return joinProblems.used
  if (code !== 'invitation-not-claimed') return undefined
  const invitation = await store.invitations.find(secret, now().toISOString())
  const status = invitation?.status ?? 'revoked'
  return status === 'open' ? joinProblems.busy : joinProblems[status]
}
