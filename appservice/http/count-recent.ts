/** How often somebody did something within the last minutes: for limits by address or person, in this process's memory. */

/** Bounds the memory: a flood of keys pushes out the oldest. */
const mostKeys = 20_000

export interface RecentCount {
  /** Seconds until the key may go on; undefined when it may now. */
  blockedFor(key: string, now: number): number | undefined
  note(key: string, now: number): void
}

export function countRecent(limit: {
  readonly most: number
  readonly windowMs: number
}): RecentCount {
  const { most, windowMs } = limit
  /** Times, oldest first; keys in the order of their last one. */
  const times = new Map<string, readonly number[]>()

  function recent(key: string, now: number): readonly number[] {
    return (times.get(key) ?? []).filter((time) => time > now - windowMs)
  }

  return {
    blockedFor(key, now) {
      const all = recent(key, now)
      const first = all[all.length - most]
      return first === undefined ? undefined : Math.ceil((first + windowMs - now) / 1000)
    },
    note(key, now) {
      const all = [...recent(key, now), now].slice(-most)
      times.delete(key)
      times.set(key, all)
      const oldest = times.size > mostKeys ? times.keys().next().value : undefined
      if (oldest !== undefined) times.delete(oldest)
    },
  }
}
