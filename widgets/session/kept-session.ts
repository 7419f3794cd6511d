/** The session that a browser keeps between visits; a page inside a client keeps none. */
import * as z from 'zod/mini'
import { readJson, writeJson } from './storage.ts'

const key = 'lyceum.session'

const Kept = z.object({ session: z.string(), user_id: z.string(), expires_at: z.string() })
export type Kept = z.infer<typeof Kept>

export function readKept(now: number): Kept | undefined {
  const kept = readJson(key, Kept)
  if (kept === undefined || Date.parse(kept.expires_at) > now) return kept
  writeJson(key, undefined)
  return undefined
}

/** Undefined forgets it. */
export function keep(session: Kept | undefined): void {
  writeJson(key, session)
}
