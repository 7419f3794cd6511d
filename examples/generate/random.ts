/** A small seeded generator (mulberry32): the same seed gives the same school on every machine. */
export interface Random {
  /** 0 <= n < limit */
  below(limit: number): number
  pick<T>(list: readonly [T, ...T[]]): T
  chance(share: number): boolean
  shuffle<T>(list: readonly T[]): T[]
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  function below(limit: number): number {
    return Math.floor(next() * limit)
  }
  return {
    below,
    pick: (list) => list[below(list.length)] ?? list[0],
    chance: (share) => next() < share,
    shuffle: (list) => {
      const mixed = list.map((entry) => ({ entry, key: next() }))
      return mixed.toSorted((a, b) => a.key - b.key).map(({ entry }) => entry)
    },
  }
}
