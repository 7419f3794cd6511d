/** The routes of invitations, seen from a page. What comes in is checked: the page shows nothing it has not understood. */
import * as z from 'zod/mini'

const Invitation = z.object({
  school_name: z.string(),
  class_name: z.optional(z.string()),
  role: z.enum(['administrator', 'teacher', 'pupil', 'parent']),
  person: z.optional(z.object({ name: z.string() })),
  status: z.enum(['open', 'used', 'expired', 'revoked']),
  purpose: z.enum(['enter', 'reset']),
  login: z.object({ suggested: z.nullable(z.string()), fixed: z.boolean() }),
  language: z.enum(['ru', 'en']),
  expires_at: z.string(),
  homeserver: z.string(),
  server_name: z.string(),
})
export type Invitation = z.infer<typeof Invitation>

const Redeemed = z.object({ user_id: z.string(), homeserver: z.string() })
export type Redeemed = z.infer<typeof Redeemed>

/** With the session that came of it; null where an account that exists has one. */
const Answered = z.extend(Redeemed, { access_token: z.nullable(z.string()) })

const Problem = z.object({
  type: z.string(),
  reason: z.optional(z.string()),
  suggestions: z.optional(z.array(z.string())),
  retry_after: z.optional(z.number()),
})

/** Why something did not work. `name` is the last part of the problem's type, `offline` when no answer came. */
export interface Refusal {
  readonly name: string
  readonly reason?: string | undefined
  readonly suggestions: readonly string[]
  /** Seconds. */
  readonly retryAfter?: number | undefined
}

export type Answer<Body> =
  | { readonly ok: true; readonly body: Body }
  | { readonly ok: false; readonly refusal: Refusal }

export type Redeeming =
  | { readonly login: string; readonly password: string }
  | { readonly openid: { readonly access_token: string; readonly matrix_server_name: string } }

export function readInvitation(secret: string): Promise<Answer<Invitation>> {
  return ask(Invitation, `/api/v1/invitations/${encodeURIComponent(secret)}`)
}

/**
 * People sign in by an app of theirs, so the session that is made on redeeming is ended at once: nobody would hold it, and
 * whoever came by its token would. The token stays in this function.
 */
export async function redeemInvitation(
  secret: string,
  request: Redeeming,
): Promise<Answer<Redeemed>> {
  const answer = await ask(Answered, `/api/v1/invitations/${encodeURIComponent(secret)}/redeem`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  })
  if (!answer.ok) return answer
  const { access_token: token, user_id, homeserver } = answer.body
  if (token !== null) void signOut(homeserver, token)
  return { ok: true, body: { user_id, homeserver } }
}

/** Nobody waits for it, and a page that is closed meanwhile does not stop it. */
async function signOut(homeserver: string, token: string): Promise<void> {
  await fetch(`${homeserver.replace(/\/$/, '')}/_matrix/client/v3/logout`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    keepalive: true,
    // That it did not end is nothing the person can do about.
  }).catch(() => undefined)
}

async function ask<Body>(
  schema: z.ZodMiniType<Body>,
  path: string,
  request: RequestInit = {},
): Promise<Answer<Body>> {
  let response: Response
  let json: unknown
  try {
    response = await fetch(path, { ...request, cache: 'no-store' })
    json = await response.json()
  } catch {
    return refused({ name: 'offline', suggestions: [] })
  }
  if (!response.ok) return refused(refusalOf(json))
  const body = schema.safeParse(json)
  return body.success
    ? { ok: true, body: body.data }
    : refused({ name: 'failure', suggestions: [] })
}

function refusalOf(json: unknown): Refusal {
  const problem = Problem.safeParse(json)
  if (!problem.success) return { name: 'failure', suggestions: [] }
  const { type, reason, suggestions, retry_after: retryAfter } = problem.data
  const name = type.slice(type.lastIndexOf(':') + 1)
  return { name, reason, suggestions: suggestions ?? [], retryAfter }
}

function refused<Body>(refusal: Refusal): Answer<Body> {
  return { ok: false, refusal }
}
