import { countRecent, type RecentCount } from '../http/count-recent.ts'

const hour = 60 * 60 * 1000

export interface JoinLimits {
  /**
   * Typed codes are short (60 bits), so whoever guesses is stopped: ten unknown ones an hour from one address. Links (130
   * bits) cannot be guessed and are never stopped by this, so that thirty pupils behind one address can all get in.
   */
  readonly wrongCodes: RecentCount
  /** A whole year's pupils apply behind one address, and nobody makes accounts by the thousand. */
  readonly applications: RecentCount
  /** By address and login: whoever applies goes on by the password, which nobody else who has the link may guess. */
  readonly wrongPasswords: RecentCount
}

export function createJoinLimits(): JoinLimits {
  return {
    wrongCodes: countRecent({ most: 10, windowMs: hour }),
    applications: countRecent({ most: 100, windowMs: hour }),
    wrongPasswords: countRecent({ most: 10, windowMs: hour }),
  }
}
