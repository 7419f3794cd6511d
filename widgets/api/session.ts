/** The session of the pages: an OpenID token of the homeserver says who somebody is, once. */
import * as z from 'zod/mini'
import { ask, Nothing, type Answer } from './ask.ts'
import type { OpenId } from './invitations.ts'

const Session = z.object({ session: z.string(), user_id: z.string(), expires_at: z.string() })
export type Session = z.infer<typeof Session>

export function openSession({
  access_token,
  matrix_server_name,
}: OpenId): Promise<Answer<Session>> {
  const openid = { access_token, matrix_server_name }
  return ask(Session, '/api/v1/session', { method: 'POST', body: { openid } })
}

export function endSession(token: string): Promise<Answer<unknown>> {
  return ask(Nothing, '/api/v1/session', { method: 'DELETE', bearer: token })
}
