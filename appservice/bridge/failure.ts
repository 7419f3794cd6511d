/** What a failed handling means: whether the event is to blame, how long to wait, and what may be written down of it. */
import { HomeserverError } from '@lyceum/core/homeserver/errors.ts'
import { LyceumError } from '@lyceum/core/errors.ts'

/** With the first try. */
export const attemptsInAll = 8

/** A code, never a text: that may hold what somebody wrote. */
export function failureCode(error: unknown): string {
  return error instanceof LyceumError ? error.code : 'handler-failed'
}

/** Nobody can be served now, whatever the event: it is tried until it works and never given up for that. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof HomeserverError)) return false
  const { code, status } = error
  return (
    code === 'homeserver-unreachable' ||
    code === 'homeserver-token' ||
    code === 'homeserver-limited' ||
    [502, 503, 504].includes(status)
  )
}

/** Doubles from a second to a minute; a half of it by chance, so that what failed together does not come back together. */
export function retryDelayMs(failures: number): number {
  const whole = Math.min(1000 * 2 ** (failures - 1), 60_000)
  return whole / 2 + (Math.random() * whole) / 2
}
