/**
 * The account of somebody who waits: it is there, so that the login is kept and the person can sign in, and suspended, so
 * that nothing can be done with it. Bound to nobody, it is a stranger to the policy.
 */
import { randomBytes } from 'node:crypto'
import { localpartOf, type UserId } from '../../school/ids.ts'
import type { Engine } from '../engine.ts'

type Hands = Pick<Engine, 'store' | 'homeserver' | 'limit' | 'now'>

/**
 * The caller has claimed the login and found that it may be made, or gone on with: `account` is as the homeserver knows it. An
 * erased one is taken up again, since no name is registered twice. False where somebody else was quicker. May be repeated.
 */
export async function holdAccount(
  { homeserver, limit }: Pick<Hands, 'homeserver' | 'limit'>,
  user: UserId,
  password: string,
  account: 'none' | 'erased' | 'there',
): Promise<boolean> {
  if (account === 'none') {
    const made = await limit(() => homeserver.register(localpartOf(user)))
    if (made === 'taken') return false
  }
  if (account === 'erased') {
    // Suspended before anybody knows the password.
    const nobodys = randomBytes(32).toString('base64url')
    await limit(() => homeserver.reactivate(user, nobodys))
  }
  await limit(() => homeserver.setSuspended(user, true))
  await limit(() => homeserver.setPassword(user, password, { endSessions: true }))
  return true
}

/** What `holdAccount` made and nothing came of: erased, and the login free for the next. May be repeated. */
export async function giveLoginBack(
  { homeserver, store, limit, now }: Hands,
  user: UserId,
): Promise<void> {
  await limit(() => homeserver.eraseAccount(user))
  await store.freeLogins.free(user, now().toISOString())
}

/**
 * Made for an application, and nobody's yet: only such an account is ever suspended, let go or erased here. Who was let in once
 * has an account like anybody's, also when nothing is left of what it stood for.
 */
export async function isHeld({ store }: Pick<Engine, 'store'>, user: UserId): Promise<boolean> {
  const applications = await store.applications.ofUser(user)
  if (!applications.some((one) => one.madeAccount)) return false
  if (applications.some(({ state, isDone }) => state === 'accepted' && isDone)) return false
  return (await store.accounts.personsOf(user)).length === 0
}
