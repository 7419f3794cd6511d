/**
 * Lists that the bot has shown to somebody, for the number that comes next. Only in this process and for an hour: whoever
 * answers later, or after a restart, is asked to look again rather than to decide about somebody else.
 */
import type { UserId } from '@lyceum/core/school/ids.ts'
import type { Answer } from './command.ts'

type Shown = Pick<Answer, 'pick' | 'applications'>

const hourMs = 3_600_000
/** A list is small; as many people may look at one at a time. */
const most = 10_000

export class ShownLists {
  readonly #shown = new Map<UserId, { readonly at: number; readonly lists: Shown }>()

  remember(user: UserId, answer: Answer, now: Date): void {
    const { pick, applications } = answer
    if (pick === undefined && applications === undefined) return
    const lists = {
      ...this.of(user, now),
      ...(pick && { pick }),
      ...(applications && { applications }),
    }
    this.#shown.delete(user)
    this.#shown.set(user, { at: now.getTime(), lists })
    const [oldest] = this.#shown.keys()
    if (this.#shown.size > most && oldest !== undefined) this.#shown.delete(oldest)
  }

  of(user: UserId, now: Date): Shown {
    const found = this.#shown.get(user)
    return found !== undefined && now.getTime() - found.at < hourMs ? found.lists : {}
  }
}
