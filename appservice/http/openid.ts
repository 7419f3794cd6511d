/**
 * An OpenID token in exchange for whose it is. Only our own homeserver is asked, at the configured address: the server that
 * the caller names must be ours, or nobody is asked at all.
 */
import { z } from 'zod'
import type { Homeserver } from '@lyceum/core/homeserver/ports.ts'
import type { UserId } from '@lyceum/core/school/ids.ts'

/** As `POST /_matrix/client/v3/user/{id}/openid/request_token` answers it (Matrix 1.15, client-server API, OpenID). */
export const OpenIdToken = z.object({
  access_token: z.string().min(1).max(1024),
  matrix_server_name: z.string().max(255),
})

/** Undefined: of another server, or not confirmed. */
export async function userOfToken(
  homeserver: Pick<Homeserver, 'serverName' | 'openIdUser'>,
  token: { readonly access_token: string; readonly matrix_server_name?: string | undefined },
): Promise<UserId | undefined> {
  const named = token.matrix_server_name ?? homeserver.serverName
  return named === homeserver.serverName ? homeserver.openIdUser(token.access_token) : undefined
}
