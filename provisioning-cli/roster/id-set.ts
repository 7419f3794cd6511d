/**
 * Which ids were there already, for files whose rows are not kept: half a million enrolments in a few megabytes. An id
 * is known by 64 bits of hash; that two of a million differ and meet happens once in some thirty million files.
 */
export class IdSet {
  #slots = new Uint32Array(2 * 1024)
  #size = 0

  /** False when it was there. */
  add(id: string): boolean {
    if (this.#size * 4 > this.#slots.length) this.#grow()
    const [first, second] = hash(id)
    const at = find(this.#slots, first, second)
    if (this.#slots[at] === first && this.#slots[at + 1] === second) return false
    this.#slots[at] = first
    this.#slots[at + 1] = second
    this.#size += 1
    return true
  }

  #grow(): void {
    const old = this.#slots
    this.#slots = new Uint32Array(old.length * 2)
    for (let at = 0; at < old.length; at += 2) {
      const [first = 0, second = 0] = [old[at], old[at + 1]]
      if (first === 0 && second === 0) continue
      const place = find(this.#slots, first, second)
      this.#slots[place] = first
      this.#slots[place + 1] = second
    }
  }
}

/** The pair's slot, or the free one where it belongs. */
function find(slots: Uint32Array, first: number, second: number): number {
  let at = (first * 2) % slots.length
  while (
    (slots[at] !== 0 || slots[at + 1] !== 0) &&
    (slots[at] !== first || slots[at + 1] !== second)
  ) {
    at = (at + 2) % slots.length
  }
  return at
}

/** Two runs of FNV-1a with a different start, mixed at the end (murmur3); never both zero, which marks a free slot. */
function hash(id: string): readonly [number, number] {
  let first = 0x811c9dc5
  let second = 0x9747b28c
  for (let index = 0; index < id.length; index += 1) {
    const code = id.charCodeAt(index)
    first = Math.imul(first ^ code, 0x01000193)
    second = Math.imul(second ^ code, 0x85ebca6b)
    second = (second << 13) | (second >>> 19)
  }
  return [mix(first) || 1, mix(second)]
}

function mix(value: number): number {
  let mixed = value ^ (value >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
