/**
 * Typed codes are short (60 bits), so whoever guesses is stopped: ten unknown ones an hour from one address. Links (130
 * bits) cannot be guessed and are never stopped by this, so that thirty pupils behind one address can all get in.
 */
const most = 10
const windowMs = 60 * 60 * 1000
/** Bounds the memory: a flood of addresses pushes out the oldest. */
const mostAddresses = 20_000

export interface WrongCodes {
  /** Seconds until the address may try again; undefined when it may now. */
  blockedFor(address: string, now: number): number | undefined
  note(address: string, now: number): void
}

export function countWrongCodes(): WrongCodes {
  /** Times of wrong tries, oldest first; addresses in order of their last try. */
  const tries = new Map<string, readonly number[]>()

  function recent(address: string, now: number): readonly number[] {
    return (tries.get(address) ?? []).filter((time) => time > now - windowMs)
  }

  return {
    blockedFor(address, now) {
      const times = recent(address, now)
      const first = times[times.length - most]
      return first === undefined ? undefined : Math.ceil((first + windowMs - now) / 1000)
    },
    note(address, now) {
      const times = [...recent(address, now), now].slice(-most)
      tries.delete(address)
      tries.set(address, times)
      const oldest = tries.size > mostAddresses ? tries.keys().next().value : undefined
      if (oldest !== undefined) tries.delete(oldest)
    },
  }
}
