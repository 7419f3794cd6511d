/**
 * Accounts of people who came back, and of those whose last role ended. `ending` is written before anything is taken, so
 * that a run which was killed in between is known for what it is: it is carried on, or undone for who came back.
 */
import { LyceumError } from '../errors.ts'
import type { UserId } from '../school/ids.ts'
import { isOver } from '../store/account-state.ts'
import type { Action } from './actions.ts'
import type { Engine } from './engine.ts'

type AccessAction = Extract<Action, { readonly kind: 'restore-access' | 'remove-access' }>

/** May be repeated. Throws `private-rooms-left` when somebody is locked out but could not be taken out of a private room. */
export async function runAccess(engine: Engine, action: AccessAction): Promise<void> {
  const { homeserver, limit, store } = engine
  const { person, user } = action
  if (action.kind === 'restore-access') {
    await limit(() => homeserver.setLocked(user, false))
    await store.accounts.setState(person, 'active')
    return
  }
  await store.accounts.setState(person, 'ending')
  if (!(await hasAnotherPerson(engine, action))) {
    await limit(() => homeserver.setLocked(user, true))
    await store.sessions.endOf(user)
    await limit(() => homeserver.endSessions(user))
    await leaveEverything(engine, user)
  }
  await store.accounts.setState(person, 'ended')
}

/** The managed rooms are left by now; the private ones, and invitations to them, rested on being somebody of a school. */
async function leaveEverything({ homeserver, limit }: Engine, user: UserId): Promise<void> {
  const rooms = [...(await limit(() => homeserver.membershipsOf(user))).keys()]
  const left = await Promise.allSettled(
    rooms.map((room) => limit(() => homeserver.leave(room, user))),
  )
  const failed = left.filter((one) => one.status === 'rejected')
  if (failed.length === 0) return
  throw new LyceumError('private-rooms-left', `${failed.length} private rooms could not be left.`, {
    cause: failed[0]?.reason,
    hint: 'The account is locked and signed out; the next `lyceum apply` tries these rooms again.',
  })
}

/** One account may stand for several roster persons; ending one leaves the others. */
async function hasAnotherPerson(
  { store }: Engine,
  { person, user }: AccessAction,
): Promise<boolean> {
  const others = (await store.accounts.personsOf(user)).filter((one) => one !== person)
  const accounts = await Promise.all(others.map((one) => store.accounts.ofPerson(one)))
  return accounts.some((one) => one !== undefined && !isOver(one.state))
}
