/**
 * The account of somebody who waits: it is there, so that the login is kept and the person can sign in, and suspended, so
 * that nothing can be done with it. Bound to nobody, it is a stranger to the policy.
 */
import { randomBytes } from 'node:crypto'
import { isValidLocalpart } from '../../homeserver/localpart.ts'
import { userId, type UserId } from '../../school/ids.ts'
import { isOver } from '../../store/account-state.ts'
import type { Engine } from '../engine.ts'

type Hands = Pick<Engine, 'store' | 'homeserver' | 'limit' | 'now'>

/**
 * Undefined where the login is taken. One that an application left, which came to nothing, is taken up again: the
 * homeserver registers no name twice. Check login and password before.
 */
export async function makeHeldAccount(
  { homeserver, store, limit, now }: Hands,
  localpart: string,
  password: string,
): Promise<UserId | undefined> {
  if (!isValidLocalpart(localpart, homeserver.serverName)) return undefined
  const user = userId(`@${localpart}:${homeserver.serverName}`)
  const made = await limit(() => homeserver.register(localpart))
  if (made === 'taken') {
    if (!(await store.freeLogins.take(user))) return undefined
    // Suspended before anybody knows the password.
    const nobodys = randomBytes(32).toString('base64url')
    try {
      await limit(() => homeserver.reactivate(user, nobodys))
    } catch (error) {
      await store.freeLogins.free(user, now().toISOString())
      throw error
    }
  }
  await limit(() => homeserver.setSuspended(user, true))
  await limit(() => homeserver.setPassword(user, password, { endSessions: true }))
  return user
}

/** What `makeHeldAccount` made and nothing came of: erased, and the login free for the next. May be repeated. */
export async function giveLoginBack(
  { homeserver, store, limit, now }: Hands,
  user: UserId,
): Promise<void> {
  await limit(() => homeserver.eraseAccount(user))
  await store.freeLogins.free(user, now().toISOString())
}

/** Made for an application, and nobody's yet: only such an account is ever suspended, let go or erased here. */
export async function isHeld({ store }: Pick<Engine, 'store'>, user: UserId): Promise<boolean> {
  const applications = await store.applications.ofUser(user)
  if (!applications.some((one) => one.madeAccount)) return false
  const persons = await store.accounts.personsOf(user)
  const accounts = await Promise.all(persons.map((person) => store.accounts.ofPerson(person)))
  return !accounts.some((one) => one !== undefined && !isOver(one.state))
}
