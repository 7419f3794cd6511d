/**
 * How often tokens may be exchanged. A school stands behind one address, and a class opens a lesson at once: so an address is
 * stopped for tokens that are nobody's (thirty a minute), a person for exchanges that succeed (ten a minute).
 */
import { countRecent } from '../http/count-recent.ts'

const windowMs = 60_000

export interface ExchangeLimits {
  /** Seconds until the address may try again; undefined when it may now. */
  blockedAddress(address: string, now: number): number | undefined
  noteFailure(address: string, now: number): void
  /** Counts an exchange of the person; seconds to wait when it is one too many. */
  take(user: string, now: number): number | undefined
}

export function limitExchanges(): ExchangeLimits {
  const failures = countRecent({ most: 30, windowMs })
  const exchanges = countRecent({ most: 10, windowMs })
  return {
    blockedAddress: failures.blockedFor,
    noteFailure: failures.note,
    take(user, now) {
      const seconds = exchanges.blockedFor(user, now)
      if (seconds === undefined) exchanges.note(user, now)
      return seconds
    },
  }
}
