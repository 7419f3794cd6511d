import { ask } from '../../api/ask.ts'
import type { OpenId } from '../../api/invitations.ts'
import { readMe } from '../../api/me.ts'
import { endSession, openSession } from '../../api/session.ts'

export interface KnownAccount {
  readonly login: string
  /** Undefined of an account that is of no school yet. */
  readonly name: string | undefined
}

/** Whom the token is of, so that the person sees as whom they apply. The session that this takes is ended again. */
export async function whoseToken(openid: OpenId, login: string): Promise<KnownAccount> {
  const session = await openSession(openid)
  if (!session.ok) return { login, name: undefined }
  const { session: bearer, user_id: user } = session.body
  const me = await readMe((schema, path, call) => ask(schema, path, { ...call, bearer }))
  void endSession(bearer)
  const name = me.ok ? me.body.persons[0]?.name : undefined
  return { login: user.slice(1, user.indexOf(':')), name }
}
