/** One way to ask the service: what comes in is checked, so that a page shows nothing it has not understood. */
import * as z from 'zod/mini'

const Problem = z.object({
  type: z.string(),
  detail: z.optional(z.string()),
  reason: z.optional(z.string()),
  field: z.optional(z.string()),
  suggestions: z.optional(z.array(z.string())),
  retry_after: z.optional(z.number()),
})

/** Why something did not work. `name` is the last part of the problem's type, `offline` when no answer came. */
export interface Refusal {
  readonly name: string
  readonly detail?: string | undefined
  readonly reason?: string | undefined
  readonly field?: string | undefined
  readonly suggestions: readonly string[]
  /** Seconds. */
  readonly retryAfter?: number | undefined
}

export type Answer<Body> =
  | { readonly ok: true; readonly body: Body }
  | { readonly ok: false; readonly refusal: Refusal }

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly body?: object
  readonly bearer?: string
}

/** As somebody who is signed in. */
export type Ask = <Body>(
  schema: z.ZodMiniType<Body>,
  path: string,
  call?: Omit<Call, 'bearer'>,
) => Promise<Answer<Body>>

/** For answers that say nothing. */
export const Nothing = z.unknown()

/** Never throws. */
export async function ask<Body>(
  schema: z.ZodMiniType<Body>,
  path: string,
  { method = 'GET', body, bearer }: Call = {},
): Promise<Answer<Body>> {
  let response: Response
  let json: unknown
  try {
    response = await fetch(path, {
      method,
      cache: 'no-store',
      headers: {
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    json = response.status === 204 ? undefined : await response.json()
  } catch {
    return refused({ name: 'offline', suggestions: [] })
  }
  if (!response.ok) return refused(refusalOf(json))
  const answer = schema.safeParse(json)
  return answer.success
    ? { ok: true, body: answer.data }
    : refused({ name: 'failure', suggestions: [] })
}

function refusalOf(json: unknown): Refusal {
  const problem = Problem.safeParse(json)
  if (!problem.success) return { name: 'failure', suggestions: [] }
  const { type, retry_after: retryAfter, suggestions = [], ...more } = problem.data
  return { ...more, name: type.slice(type.lastIndexOf(':') + 1), suggestions, retryAfter }
}

function refused<Body>(refusal: Refusal): Answer<Body> {
  return { ok: false, refusal }
}
