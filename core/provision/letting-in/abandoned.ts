import type { UserId } from '../../school/ids.ts'
import type { Engine } from '../engine.ts'
import { giveLoginBack } from './held-account.ts'

/** So long somebody whose answer was lost may go on with the same login and password. */
const claimsMs = 60 * 60 * 1000

/** Claims of logins are forgotten; an account that was made for an application which never came is erased. May be repeated. */
export async function dissolveAbandoned(engine: Engine): Promise<void> {
  const { store, now } = engine
  const before = new Date(now().getTime() - claimsMs).toISOString()
  for (const user of await store.loginClaims.before(before)) {
    if (await isAbandoned(engine, user)) await giveLoginBack(engine, user)
    else await store.loginClaims.forget(user)
  }
}

/** Only what is suspended or erased was ever ours: else it was made by other means since. */
async function isAbandoned({ store, homeserver, limit }: Engine, user: UserId): Promise<boolean> {
  if ((await store.applications.ofUser(user)).length > 0) return false
  if ((await store.accounts.personsOf(user)).length > 0) return false
  const account = await limit(() => homeserver.account(user))
  return account !== undefined && (account.suspended || account.deactivated)
}
