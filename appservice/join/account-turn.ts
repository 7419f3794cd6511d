import { LyceumError } from '@lyceum/core/errors.ts'
import { lockOwner } from '@lyceum/core/provision/lock-owner.ts'
import { withLock } from '@lyceum/core/provision/locks.ts'
import type { UserId } from '@lyceum/core/school/ids.ts'
import type { Problem } from '../http/problems.ts'
import type { JoinContext } from './context.ts'
import { joinProblems } from './problems.ts'

/** Longer than making an account takes; who waits longer comes again. */
const waitMs = 10_000

/**
 * One at a time with one account, over all processes: who an account is, and that a login is nobody's, is looked at before it is
 * written. Two links used at once by one pupil would else make the pupil a parent.
 */
export async function inTurn<Result>(
  { store, now }: JoinContext,
  user: UserId,
  work: () => Promise<Result>,
): Promise<Result | Problem> {
  const lock = { locks: store.locks, owner: lockOwner.current(), now }
  const key = `account/${user}`
  let isMine = false
  try {
    return await withLock(lock, key, waitMs, () => {
      isMine = true
      return work()
    })
  } catch (error) {
    const isBusy = !isMine && error instanceof LyceumError && error.code === 'locked'
    if (!isBusy) throw error
    return joinProblems.busy
  }
}
