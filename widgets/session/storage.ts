/** Things that a browser keeps for these pages. Storage may be forbidden: then nothing outlives the page. */
import type * as z from 'zod/mini'

/** Undefined for what is not there or is not understood. */
export function readJson<Kept>(key: string, schema: z.ZodMiniType<Kept>): Kept | undefined {
  try {
    const text = localStorage.getItem(key)
    if (text === null) return undefined
    const kept = schema.safeParse(JSON.parse(text))
    return kept.success ? kept.data : undefined
  } catch {
    return undefined
  }
}

/** Undefined removes it. False where it could not be kept. */
export function writeJson(key: string, value: unknown): boolean {
  try {
    if (value === undefined) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(value))
    return true
  } catch {
    return false
  }
}
