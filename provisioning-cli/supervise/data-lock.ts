/**
 * One process at a time runs the servers of a data folder. The lock is SQLite's on a file of its own: the kernel frees
 * it with the process, however it ends, so there is nothing stale to clean up.
 */
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface DataLock {
  release(): void
}

/** Undefined while another process holds it. Makes the folder, for its owner only. */
export function takeDataLock(folder: string): DataLock | undefined {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'up.lock')
  closeSync(openSync(file, 'a', 0o600))
  const database = new DatabaseSync(file)
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (error instanceof Error && /locked|busy/i.test(error.message)) return undefined
    throw error
  }
  let isHeld = true
  return {
    release() {
      if (isHeld) database.close()
      isHeld = false
    },
  }
}
