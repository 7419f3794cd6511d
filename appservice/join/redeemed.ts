import type { UserId } from '@lyceum/core/school/ids.ts'
import type { JoinContext } from './context.ts'

export interface Redeemed {
  readonly state: 'joined' | 'waiting'
  readonly user_id: UserId
  readonly homeserver: string
  /** Null for an existing account: it has a session. */
  readonly access_token: string | null
  readonly device_id: string | null
  /** Of who waits: for the waiting page, which works without the account. */
  readonly waiting?: string
}

const deviceName = 'Lyceum'

/** With a new session of the account. */
export async function signedIn(
  join: JoinContext,
  user: UserId,
  waiting?: string,
): Promise<Redeemed> {
  return redeemed(join, user, await join.homeserver.logIn(user, deviceName), waiting)
}

export function redeemed(
  join: JoinContext,
  user: UserId,
  session: { readonly accessToken: string; readonly deviceId: string } | null,
  waiting?: string,
): Redeemed {
  return {
    state: waiting === undefined ? 'joined' : 'waiting',
    user_id: user,
    homeserver: join.homeserverUrl,
    access_token: session?.accessToken ?? null,
    device_id: session?.deviceId ?? null,
    ...(waiting === undefined ? {} : { waiting }),
  }
}
