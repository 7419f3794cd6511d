/**
 * How often tokens may be exchanged. A school stands behind one address, and a class opens a lesson at once: so an address is
 * stopped for tokens that are nobody's (thirty a minute), a person for exchanges that succeed (ten a minute).
 */
const windowMs = 60_000
const mostFailures = 30
const mostSessions = 10
/** Bounds the memory: a flood of addresses pushes out the oldest. */
const mostKeys = 20_000

export interface ExchangeLimits {
  /** Seconds until the address may try again; undefined when it may now. */
  blockedAddress(address: string, now: number): number | undefined
  noteFailure(address: string, now: number): void
  /** Counts an exchange of the person; seconds to wait when it is one too many. */
  take(user: string, now: number): number | undefined
}

export function limitExchanges(): ExchangeLimits {
  const failures = new Map<string, readonly number[]>()
  const exchanges = new Map<string, readonly number[]>()
  return {
    blockedAddress: (address, now) => wait(failures, address, mostFailures, now),
    noteFailure: (address, now) => note(failures, address, mostFailures, now),
    take(user, now) {
      const seconds = wait(exchanges, user, mostSessions, now)
      if (seconds === undefined) note(exchanges, user, mostSessions, now)
      return seconds
    },
  }
}

type Times = Map<string, readonly number[]>

function recent(times: Times, key: string, now: number): readonly number[] {
  return (times.get(key) ?? []).filter((time) => time > now - windowMs)
}

function wait(times: Times, key: string, most: number, now: number): number | undefined {
  const all = recent(times, key, now)
  const first = all[all.length - most]
  return first === undefined ? undefined : Math.ceil((first + windowMs - now) / 1000)
}

function note(times: Times, key: string, most: number, now: number): void {
  const all = [...recent(times, key, now), now].slice(-most)
  times.delete(key)
  times.set(key, all)
  const oldest = times.size > mostKeys ? times.keys().next().value : undefined
  if (oldest !== undefined) times.delete(oldest)
}
