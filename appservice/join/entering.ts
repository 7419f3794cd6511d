/**
 * Brings people into their rooms, and goes on trying for those it could not: after a failure with growing pauses, after
 * a restart from the accounts that are still `entering`.
 */
import type { PersonId } from '@lyceum/core/school/ids.ts'
import type { Log } from '../log.ts'

export interface Entering {
  /** Resolves when the person is in the school and the first class, or the first try failed. Never rejects. */
  enter(person: PersonId): Promise<void>
  /** Goes on with everybody; resolves when each has been tried once. */
  resume(people: readonly PersonId[]): Promise<void>
  /** No new tries; resolves when what is under way has ended. */
  stop(): Promise<void>
}

const firstPauseMs = 2000
const longestPauseMs = 5 * 60 * 1000

export function bringPeopleIn(
  enter: (person: PersonId) => Promise<{ readonly complete: Promise<void> }>,
  log: Pick<Log, 'info' | 'warn'>,
): Entering {
  const timers = new Map<PersonId, NodeJS.Timeout>()
  const underWay = new Set<Promise<void>>()
  let isStopped = false

  function tryAgain(person: PersonId, failures: number): void {
    if (isStopped || timers.has(person)) return
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** failures)
    const timer = setTimeout(() => {
      timers.delete(person)
      void follow(attempt(person, failures + 1))
    }, pause)
    timers.set(person, timer)
  }

  async function attempt(person: PersonId, failures: number): Promise<void> {
    try {
      const { complete } = await enter(person)
      void follow(complete.catch((error: unknown) => failed(person, failures, error)))
    } catch (error) {
      failed(person, failures, error)
    }
  }

  function failed(person: PersonId, failures: number, err: unknown): void {
    log.warn({ person, failures: failures + 1, err }, 'a person could not be brought in')
    tryAgain(person, failures)
  }

  async function follow(work: Promise<void>): Promise<void> {
    underWay.add(work)
    await work
    underWay.delete(work)
  }

  return {
    enter: (person) => follow(attempt(person, 0)),
    async resume(people) {
      if (people.length > 0) log.info({ people: people.length }, 'bringing in who was entering')
      for (const person of people) {
        if (!isStopped) await follow(attempt(person, 0))
      }
    },
    async stop() {
      isStopped = true
      for (const timer of timers.values()) clearTimeout(timer)
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}
