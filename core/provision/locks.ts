/**
 * Locks over processes: one apply of a school at a time, one writer of its power levels. A holder renews its lease; one
 * that was killed on this machine loses the lock at once, one on another machine when the lease runs out.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { LyceumError } from '../errors.ts'
import type { LockRepository } from '../store/ports.ts'
import { lockOwner } from './lock-owner.ts'

export interface LockInput {
  readonly locks: LockRepository
  readonly owner: string
  now(): Date
}

const leaseSeconds = 30

/** Waits up to `waitMs`, then throws `locked` with who holds it. Released when `work` ends, well or not. */
export async function withLock<Result>(
  { locks, owner, now }: LockInput,
  key: string,
  waitMs: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const acquire = () => locks.acquire(key, owner, now().toISOString(), leaseSeconds)
  const until = Date.now() + waitMs
  for (let held = await acquire(); held !== undefined; held = await acquire()) {
    if (lockOwner.isDead(held.heldBy)) await locks.release(key, held.heldBy)
    else if (Date.now() >= until) throw lockedBy(key, held.heldBy)
    else await sleep(20 + Math.random() * 60)
  }
  const renewal = setInterval(
    () => void acquire().catch(() => undefined),
    (leaseSeconds * 1000) / 3,
  )
  try {
    return await work()
  } finally {
    clearInterval(renewal)
    await locks.release(key, owner)
  }
}

function lockedBy(key: string, owner: string): LyceumError {
  return new LyceumError(
    'locked',
    `Another process is at work on this (${key}): ${lockOwner.describe(owner)}.`,
    {
      hint: `Nothing was changed. Wait until it is done and run the command again; a process that has died gives the lock back within ${leaseSeconds} seconds.`,
    },
  )
}
