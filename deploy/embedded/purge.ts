/** Clears an embedded homeserver's files of what was erased; it must not run. */
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

const Purged = z.object({ events: z.number(), search: z.number(), names: z.number() })
export type Purged = z.infer<typeof Purged>

/** May be repeated. Rejects with what Synapse's Python says. */
export async function purgeHomeserver(python: string, dataFolder: string): Promise<Purged> {
  const script = path.join(import.meta.dirname, 'purge_homeserver.py')
  const database = path.join(dataFolder, 'homeserver', 'homeserver.db')
  const { stdout } = await promisify(execFile)(python, [script, database], {
    maxBuffer: 16 * 1024 * 1024,
  })
  return Purged.parse(JSON.parse(stdout))
}
