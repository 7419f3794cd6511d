/** The waiting page's own session: it outlives an account that is not let in. */
import * as z from 'zod/mini'
import { ask, Nothing, type Answer } from './ask.ts'
import type { OpenId } from './invitations.ts'

const Waiting = z.object({
  state: z.enum(['waiting', 'confirming', 'accepted', 'declined', 'withdrawn', 'expired']),
  reason: z.nullish(z.string()),
  school_name: z.string(),
  class_name: z.nullish(z.string()),
  role: z.enum(['administrator', 'teacher', 'pupil', 'parent']),
  full_name: z.nullish(z.string()),
  waits_for: z.nullish(z.enum(['administrator', 'class-teacher', 'parent'])),
  user_id: z.string(),
  homeserver: z.string(),
  created_at: z.string(),
  decided_at: z.nullish(z.string()),
})
export type Waiting = z.infer<typeof Waiting>

export function readWaiting(token: string): Promise<Answer<Waiting>> {
  return ask(Waiting, '/api/v1/waiting', { bearer: token })
}

/** A new page for who lost the one before, which ends. */
export function reopenWaiting(openid: OpenId): Promise<Answer<{ waiting: string }>> {
  return ask(z.object({ waiting: z.string() }), '/api/v1/waiting', {
    method: 'POST',
    body: { openid },
  })
}

export function withdrawWaiting(token: string): Promise<Answer<unknown>> {
  return ask(Nothing, '/api/v1/waiting/withdraw', { method: 'POST', bearer: token })
}
