/** How many messages of one person the bot answers: each may ask the homeserver for something dear. */
import type { UserId } from '@lyceum/core/school/ids.ts'

const perMinute = 20
const minuteMs = 60_000

export class Pace {
  #minute = 0
  readonly #counts = new Map<UserId, number>()

  /** `told`: the first one too many, which is answered by a word of warning; the rest of the minute is silence. */
  take(user: UserId, now: Date): 'go' | 'told' | 'silent' {
    const minute = Math.floor(now.getTime() / minuteMs)
    if (minute !== this.#minute) {
      this.#minute = minute
      this.#counts.clear()
    }
    const count = (this.#counts.get(user) ?? 0) + 1
    this.#counts.set(user, count)
    if (count <= perMinute) return 'go'
    return count === perMinute + 1 ? 'told' : 'silent'
  }
}
