import type { TFunction } from 'i18next'
import type { Refusal } from '../../api/ask.ts'

/** What is said above the form; problems of one field stand beside it. */
export function describeRefusal(t: TFunction, { name, retryAfter }: Refusal): string {
  switch (name) {
    case 'offline':
    case 'homeserver-unavailable':
      return t('problem.offline')
    case 'invitation-busy':
      return t('problem.busy')
    case 'openid-invalid':
      return t('problem.openid')
    case 'account-is-pupil':
      return t('problem.isPupil')
    case 'account-is-not-pupil':
      return t('problem.isNotPupil')
    case 'link-full':
      return t('problem.linkFull')
    case 'account-not-allowed':
      return t('problem.notAllowed')
    case 'too-many-requests':
      return t('problem.limited', { count: minutes(retryAfter ?? 60) })
    default:
      return t('problem.failure')
  }
}

/** Refusals after which there is nothing left to fill in. */
const ends = new Map([
  ['invitation-unknown', 'unknown'],
  ['invitation-used', 'used'],
  ['invitation-expired', 'expired'],
  ['invitation-revoked', 'revoked'],
] as const)

export type Ending = 'unknown' | 'used' | 'expired' | 'revoked' | 'offline' | 'limited'

export function endingOf(refusal: Refusal): Ending | undefined {
  return ends.get(refusal.name as Parameters<typeof ends.get>[0])
}

export function minutes(seconds: number): number {
  return Math.max(1, Math.ceil(seconds / 60))
}
