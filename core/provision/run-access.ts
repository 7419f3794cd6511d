/** Accounts of people who came back, and of those whose last role ended. */
import type { UserId } from '../school/ids.ts'
import type { Action } from './actions.ts'
import type { Engine } from './engine.ts'

export async function runAccess(
  engine: Engine,
  action: Extract<Action, { readonly kind: 'restore-access' | 'remove-access' }>,
): Promise<void> {
  const { homeserver, limit, store } = engine
  if (action.kind === 'restore-access') {
    await limit(() => homeserver.setLocked(action.user, false))
    await store.accounts.setState(action.person, 'active')
    return
  }
  if (!(await hasAnotherPerson(engine, action))) {
    await leaveEverything(engine, action.user)
    await limit(() => homeserver.setLocked(action.user, true))
    await limit(() => homeserver.endSessions(action.user))
  }
  await store.accounts.setState(action.person, 'ended')
}

/** The managed rooms are left by now; the private ones rested on being somebody of a school. */
async function leaveEverything({ homeserver, limit }: Engine, user: UserId): Promise<void> {
  const rooms = await limit(() => homeserver.joinedRooms(user))
  await Promise.all(rooms.map((room) => limit(() => homeserver.leave(room, user))))
}

/** One account may stand for several roster persons; ending one leaves the others. */
async function hasAnotherPerson(
  { store }: Engine,
  { person, user }: Pick<Action & { readonly kind: 'remove-access' }, 'person' | 'user'>,
): Promise<boolean> {
  const others = (await store.accounts.personsOf(user)).filter((one) => one !== person)
  const accounts = await Promise.all(others.map((one) => store.accounts.ofPerson(one)))
  return accounts.some((one) => one !== undefined && one.state !== 'ended')
}
