/** What a request brings, by a schema; what is wrong with it is told by its field. */
import type { z } from 'zod'
import { problem, Refused } from './problems.ts'

/** Throws `Refused` with 400 and the first field that is wrong. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.infer<Schema> {
  const parsed = schema.safeParse(input ?? {})
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const field = unknown ?? issue?.path.join('.') ?? ''
  throw new Refused(wrongField(field, issue?.message ?? 'It is not a JSON object.'))
}

export function wrongField(field: string, detail: string, status: 400 | 422 = 400) {
  const told = field === '' ? { detail } : { field, detail }
  return problem('bad-request', status, 'The request could not be read.', told)
}
