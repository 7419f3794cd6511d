/** The ways in which joining can fail; docs of each for people are in the page's catalogues, by the last part of `type`. */
import type { LoginProblem } from '@lyceum/core/school/login-names.ts'
import type { PasswordProblem } from '@lyceum/core/school/password.ts'
import type { ClaimResult } from '@lyceum/core/store/ports.ts'
import { problem, problems, type Problem } from '../http/problems.ts'

export const joinProblems = {
  unknown: problem('invitation-unknown', 404, 'There is no such invitation.'),
  used: problem('invitation-used', 410, 'This invitation has been used already: sign in.'),
  expired: problem('invitation-expired', 410, 'This invitation has expired: ask for a new one.'),
  revoked: problem('invitation-revoked', 410, 'This invitation is no longer valid.'),
  busy: problem('invitation-busy', 409, 'This invitation is being redeemed at this moment.', {
    retry_after: 5,
  }),
  loginTaken: (suggestions: readonly string[]) =>
    problem('login-taken', 409, 'Somebody has this login already.', { suggestions }),
  loginInvalid: (reason: LoginProblem | 'missing' | 'fixed') =>
    problem('login-invalid', 422, 'This login cannot be used.', { field: 'login', reason }),
  passwordWeak: (reason: PasswordProblem | 'refused') =>
    problem('password-weak', 422, 'This password is too easy to guess.', {
      field: 'password',
      reason,
    }),
  openIdInvalid: problem(
    'openid-invalid',
    422,
    'The homeserver does not confirm who you are: sign in again.',
    { field: 'openid' },
  ),
  accountNotAllowed: problem('account-not-allowed', 422, 'This account cannot be used here.', {
    field: 'openid',
  }),
  needsNewPassword: problem(
    'needs-new-password',
    422,
    'This link sets a new password for an account that exists: send one.',
    { field: 'password' },
  ),
  linkFull: problem('link-full', 409, 'Too many are waiting by this link. Try again later.'),
  nameMissing: problem('name-missing', 422, 'Say your family name and given name.', {
    field: 'full_name',
  }),
  nameInvalid: problem('name-invalid', 422, 'A name is made of letters.', { field: 'full_name' }),
  childNameInvalid: problem('name-invalid', 422, 'A name is made of letters.', {
    field: 'child_name',
  }),
  classUnknown: problem('class-unknown', 422, 'There is no such class, or too many were named.', {
    field: 'classes',
  }),
  consentMissing: (version: string) =>
    problem('consent-missing', 422, 'The school asks you to agree to its text first.', {
      field: 'consent',
      version,
    }),
  accountIsPupil: problem(
    'account-is-pupil',
    403,
    'You are signed in as a pupil: a parent or teacher needs an account of their own.',
  ),
  accountIsNotPupil: problem(
    'account-is-not-pupil',
    403,
    'You are signed in as a grown-up: a pupil needs an account of their own.',
  ),
} as const

export function claimProblem(
  state: Exclude<ClaimResult['state'], 'claimed' | 'not-begun'>,
): Problem {
  return joinProblems[state]
}

/** Of a link that many use, for who cannot apply by it any more. */
export function linkProblem(state: 'link-used' | 'link-full' | 'link-closed'): Problem {
  switch (state) {
    case 'link-used':
      return joinProblems.used
    case 'link-full':
      return joinProblems.linkFull
    case 'link-closed':
      return joinProblems.revoked
  }
}

/** For a try at a typed code after too many wrong ones. */
export function tooManyWrongCodes(seconds: number): Problem {
  return { ...problems.tooManyRequests(seconds), title: 'Too many wrong codes. Try again later.' }
}
