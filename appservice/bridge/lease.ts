/** That one process at a time does something: held while it renews, taken over at once when it died here, else when the lease ends. */
import { lockOwner } from '@lyceum/core/provision/lock-owner.ts'
import type { LockRepository } from '@lyceum/core/store/ports.ts'

export interface LeaseInput {
  readonly locks: LockRepository
  readonly owner: string
  now(): Date
}

const leaseSeconds = 30
/** Long before it ends: a holder that could not renew finds out in time. */
const renewAfterMs = 8000

export class Lease {
  readonly #input: LeaseInput
  readonly #key: string
  #heldSince = Number.NEGATIVE_INFINITY

  constructor(input: LeaseInput, key: string) {
    this.#input = input
    this.#key = key
  }

  /** Takes or renews it; false while another one holds it. Ask before each piece of work: mostly it asks nobody. */
  async hold(): Promise<boolean> {
    const asked = performance.now()
    if (asked - this.#heldSince < renewAfterMs) return true
    const { locks, owner, now } = this.#input
    const acquire = () => locks.acquire(this.#key, owner, now().toISOString(), leaseSeconds)
    let held = await acquire()
    if (held !== undefined && lockOwner.isDead(held.heldBy)) {
      await locks.release(this.#key, held.heldBy)
      held = await acquire()
    }
    this.#heldSince = held === undefined ? asked : Number.NEGATIVE_INFINITY
    return held === undefined
  }

  async release(): Promise<void> {
    this.#heldSince = Number.NEGATIVE_INFINITY
    await this.#input.locks.release(this.#key, this.#input.owner)
  }
}
