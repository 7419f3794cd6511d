/**
 * Who closed the own account ("deactivate" in a client). The homeserver takes it out of every room and never opens it
 * again, so it is looked for among those who left the school's space by themselves, and nobody tries to bring it back.
 */
import type { RoomKey, SchoolId, UserId } from '../school/ids.ts'
import type { Room } from '../school/rooms.ts'
import { isOver, type PersonAccount } from '../store/account-state.ts'
import type { Action } from './actions.ts'
import type { Engine } from './engine.ts'

type NoteClosed = Extract<Action, { readonly kind: 'note-closed-account' }>

/** Requests: one for each account that left the school's own space by itself. */
export async function findClosed(
  { homeserver, limit }: Engine,
  rooms: ReadonlyMap<RoomKey, Room>,
  known: readonly PersonAccount[],
): Promise<readonly NoteClosed[]> {
  const left = new Set<UserId>()
  for (const room of rooms.values()) {
    if (room.mark?.kind !== 'school') continue
    for (const [user, { membership, self }] of room.members) {
      if (membership === 'leave' && self) left.add(user)
    }
  }
  const suspects = known.filter(({ userId, state }) => !isOver(state) && left.has(userId))
  const found = await Promise.all(
    suspects.map(async ({ person, userId: user }): Promise<readonly NoteClosed[]> => {
      const account = await limit(() => homeserver.account(user))
      return account?.deactivated === true ? [{ kind: 'note-closed-account', person, user }] : []
    }),
  )
  return found.flat()
}

/** Of an account whose leaving was just seen: all persons for whom it stands are noted. Gives whether it is closed. */
export async function noteIfClosed(
  engine: Engine,
  user: UserId,
  school: SchoolId,
): Promise<boolean> {
  const account = await engine.limit(() => engine.homeserver.account(user))
  if (account?.deactivated !== true) return false
  for (const person of await engine.store.accounts.personsOf(user)) {
    await noteClosed(engine, { person, user }, school)
  }
  return true
}

/** May be repeated. */
export async function noteClosed(
  { store, now }: Engine,
  { person, user }: Pick<NoteClosed, 'person' | 'user'>,
  school: SchoolId,
): Promise<void> {
  const known = await store.accounts.ofPerson(person)
  if (known === undefined || known.userId !== user || isOver(known.state)) return
  await store.accounts.setState(person, 'closed')
  const details = { person, user }
  const at = now().toISOString()
  await store.journal.append({ at, actor: user, action: 'account-closed', school, details })
}
