/** The routes of invitations, seen from a page. */
import * as z from 'zod/mini'
import { ask, type Answer } from './ask.ts'

const Invitation = z.object({
  school_name: z.string(),
  class: z.optional(z.string()),
  class_name: z.optional(z.string()),
  role: z.enum(['administrator', 'teacher', 'pupil', 'parent']),
  person: z.optional(z.object({ name: z.string() })),
  status: z.enum(['open', 'used', 'expired', 'revoked']),
  purpose: z.enum(['enter', 'reset']),
  login: z.object({ suggested: z.nullable(z.string()), fixed: z.boolean() }),
  needs: z.object({ approval: z.boolean(), subjects: z.boolean(), phone: z.boolean() }),
  /** That a teacher may name besides the invitation's own. */
  classes: z._default(z.array(z.object({ id: z.string(), label: z.string() })), []),
  consent: z.optional(z.object({ version: z.string(), text: z.string() })),
  /** Of a used slip: how its person goes on. */
  forgotten: z.optional(
    z.object({ phone: z.boolean(), ask: z.enum(['class-teacher', 'administrator']) }),
  ),
  language: z.enum(['ru', 'en']),
  expires_at: z.string(),
  homeserver: z.string(),
  server_name: z.string(),
})
export type Invitation = z.infer<typeof Invitation>

const Redeemed = z.object({
  state: z._default(z.enum(['joined', 'waiting']), 'joined'),
  user_id: z.string(),
  homeserver: z.string(),
  /** Opens the waiting page, where the application waits. */
  waiting: z.optional(z.string()),
})
export type Redeemed = z.infer<typeof Redeemed>

/** With the session that came of it; null where an account that exists has one. */
const Answered = z.extend(Redeemed, { access_token: z.nullable(z.string()) })

export interface OpenId {
  readonly access_token: string
  readonly matrix_server_name: string
}

/** What an application says about who applies. */
export interface Applying {
  readonly name?: { readonly family: string; readonly given: string; readonly middle?: string }
  readonly subjects?: readonly string[]
  readonly classes?: readonly string[]
  readonly child_name?: string
  /** The version that was agreed to. */
  readonly consent?: string
  readonly phone?: string
  readonly phone_code?: string
}

export type Redeeming = Applying &
  ({ readonly login: string; readonly password: string } | { readonly openid: OpenId })

export function readInvitation(secret: string): Promise<Answer<Invitation>> {
  return ask(Invitation, pathOf(secret))
}

/**
 * People sign in by an app of theirs, so the session that is made on redeeming is ended at once: nobody would hold it, and
 * whoever came by its token would. The token stays in this function.
 */
export async function redeemInvitation(
  secret: string,
  request: Redeeming,
): Promise<Answer<Redeemed>> {
  const answer = await ask(Answered, `${pathOf(secret)}/redeem`, { method: 'POST', body: request })
  if (!answer.ok) return answer
  const { access_token: token, ...redeemed } = answer.body
  if (token !== null) void signOut(redeemed.homeserver, token)
  return { ok: true, body: redeemed }
}

function pathOf(secret: string): string {
  return `/api/v1/invitations/${encodeURIComponent(secret)}`
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
