import { setTimeout as wait } from 'node:timers/promises'
import type { UserId } from '@lyceum/core/school/ids.ts'
import { newBearer } from '../http/bearer.ts'
import type { Problem } from '../http/problems.ts'
import type { JoinContext } from './context.ts'
import { joinProblems } from './problems.ts'

/** Longer than making an account takes; a turn outlives its process no longer than this. */
const leaseSeconds = 60
const pollMs = 100
const mostPolls = 100

/**
 * One at a time with one account, over all processes: who an account is, and that a login is nobody's, is looked at before it is
 * written. Two links used at once by one pupil would else make the pupil a parent.
 */
export async function inTurn<Result>(
  { store, now }: JoinContext,
  user: UserId,
  work: () => Promise<Result>,
): Promise<Result | Problem> {
  const key = `account/${user}`
  const owner = newBearer()
  for (let polls = 0; ; polls++) {
    const held = await store.locks.acquire(key, owner, now().toISOString(), leaseSeconds)
    if (held === undefined) break
    if (polls === mostPolls) return joinProblems.busy
    await wait(pollMs)
  }
  try {
    return await work()
  } finally {
    await store.locks.release(key, owner)
  }
}
