/**
 * A page of its own in a browser. The password goes to the homeserver only; the session that it gives is ended as soon as the
 * homeserver has confirmed who that is. The client library comes only when somebody signs in: it is large.
 */
import type { MatrixError } from 'matrix-js-sdk'
import type { Credentials, MatrixPort, Proof, ProofProblem } from './port.ts'

export function standAlone(homeserver: string, clients: readonly string[]): MatrixPort {
  const client = clients.find((one) => /^https?:/.test(one))
  return {
    kind: 'alone',
    async openid(credentials) {
      if (credentials === undefined) return { ok: false, why: 'credentials-needed' }
      return proveByPassword(homeserver, credentials)
    },
    room: client === undefined ? undefined : { by: 'link', hrefOf: (room) => linkTo(client, room) },
  }
}

/** The address of a room as the common web clients have it. */
function linkTo(client: string, room: string): string {
  return `${client}/#/room/${encodeURIComponent(room)}`
}

export async function proveByPassword(
  homeserver: string,
  { login, password }: Credentials,
): Promise<Proof> {
  try {
    const { createClient } = await import('matrix-js-sdk')
    const session = await createClient({ baseUrl: homeserver }).loginRequest({
      type: 'm.login.password',
      identifier: { type: 'm.id.user', user: login },
      password,
      initial_device_display_name: 'Lyceum',
    })
    const client = createClient({
      baseUrl: homeserver,
      accessToken: session.access_token,
      userId: session.user_id,
    })
    try {
      const { access_token, matrix_server_name } = await client.getOpenIdToken()
      return { ok: true, openid: { access_token, matrix_server_name } }
    } finally {
      // The session shall end, but that it did not is nothing the person can do about.
      await client.logout(true).catch(() => undefined)
    }
  } catch (error) {
    return { ok: false, why: reasonOf(error) }
  }
}

function reasonOf(error: unknown): ProofProblem {
  const { errcode } = error as Partial<MatrixError>
  if (errcode === 'M_LIMIT_EXCEEDED') return 'limited'
  return errcode === undefined ? 'unreachable' : 'wrong'
}
