/**
 * Synapse brings its tables to their newest form in the background of a start. Of a new database that makes the user directory: whoever
 * gets an account and a name between two steps of it is never found in it (seen: one person of twenty). So nobody is let in
 * before the table of what is still to be done is empty. Its admin API names only the step that is under way, and between two
 * steps none; so the table is read.
 */
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'

/** Of a large database after an update of Synapse it may take hours: then the directory was made long ago. */
const patienceMs = 60_000

/** Done when nothing is left to do, or after a minute. */
export async function untilUpdated(database: string, isEnded: () => boolean): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!isEnded() && Date.now() < deadline) {
    if (countUpdates(database) === 0) return
    await sleep(100)
  }
}

/** Undefined while Synapse keeps the file to itself. */
function countUpdates(database: string): number | undefined {
  try {
    const file = new DatabaseSync(database, { readOnly: true })
    try {
      const row = file.prepare('select count(*) as count from background_updates').get()
      return Number(row?.['count'])
    } finally {
      file.close()
    }
  } catch {
    return undefined
  }
}
