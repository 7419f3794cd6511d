/**
 * Proves to Lyceum who somebody is: signs in to the homeserver, asks it for an OpenID token, and ends that session again.
 * The password goes to the homeserver only. The client library comes only when somebody signs in: it is large.
 */
import type { MatrixError } from 'matrix-js-sdk'

interface OpenId {
  readonly access_token: string
  readonly matrix_server_name: string
}

export type Proof =
  | { readonly ok: true; readonly openid: OpenId; readonly end: () => Promise<void> }
  | { readonly ok: false; readonly why: 'wrong' | 'limited' | 'unreachable' }

export async function proveAccount(
  homeserver: string,
  login: string,
  password: string,
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
    const { access_token, matrix_server_name } = await client.getOpenIdToken()
    return {
      ok: true,
      openid: { access_token, matrix_server_name },
      async end() {
        // The session shall end, but that it did not is nothing the person can do about.
        await client.logout(true).catch(() => undefined)
      },
    }
  } catch (error) {
    return { ok: false, why: reasonOf(error) }
  }
}

function reasonOf(error: unknown): 'wrong' | 'limited' | 'unreachable' {
  const { errcode } = error as Partial<MatrixError>
  if (errcode === 'M_LIMIT_EXCEEDED') return 'limited'
  return errcode === undefined ? 'unreachable' : 'wrong'
}
