/** Memberships and names of people, as planned. */
import { localpartOf, type RoomId, type RoomKey, type UserId } from '../school/ids.ts'
import type { Action } from './actions.ts'
import type { Engine } from './engine.ts'
import type { SchoolPlan } from './plan-school.ts'

type MembershipAction = Extract<
  Action,
  { readonly kind: 'join' | 'remove-member' | 'set-display-name' }
>

export async function runMembership(
  engine: Engine,
  plan: SchoolPlan,
  idOf: (key: RoomKey) => RoomId,
  action: MembershipAction,
): Promise<void> {
  const { homeserver, limit } = engine
  switch (action.kind) {
    case 'remove-member': {
      const room = idOf(action.room)
      await limit(() => homeserver.kick(room, action.user))
      return
    }
    case 'set-display-name': {
      const name = nameOf(plan, action)
      if (name === undefined) return
      await limit(() => homeserver.setDisplayName(action.user, name))
      // Synapse carries a new name into the rooms later and an unchanged one not at all: a nickname is set by itself.
      for (const key of action.rooms) {
        await limit(() => homeserver.setNickname(idOf(key), action.user, name))
      }
      return
    }
    case 'join': {
      const room = idOf(action.room)
      if (action.banned) await limit(() => homeserver.unban(room, action.user))
      // Noted first: who cannot be brought back (the account was closed) is not tried for ever.
      if (action.returned) {
        await engine.store.rooms.noteReturned(action.room, action.user, engine.now().toISOString())
      }
      await joinRoom(engine, room, action)
    }
  }
}

/** One membership event where the join rule lets the person in, two where it takes an invitation. */
export async function joinRoom(
  { homeserver, limit }: Pick<Engine, 'homeserver' | 'limit'>,
  room: RoomId,
  { user, by }: Pick<Action & { readonly kind: 'join' }, 'user' | 'by'>,
): Promise<void> {
  if (by === 'invite') await limit(() => homeserver.invite(room, user))
  await limit(() => homeserver.join(room, user))
}

/**
 * Without a password and without a session. May be repeated: an account that is there is taken up. The name is set before
 * anybody joins, so that it stands in the membership events and costs none of its own.
 */
export async function runRegistration(
  { homeserver, limit, accounts, store, now }: Engine,
  plan: SchoolPlan,
  { person, user }: Action & { readonly kind: 'register' },
): Promise<void> {
  if (accounts.register) await limit(() => homeserver.register(localpartOf(user)))
  const name = nameOf(plan, { user })
  if (name !== undefined) await limit(() => homeserver.setDisplayName(user, name))
  await store.accounts.bind(person, user, now().toISOString())
}

function nameOf(plan: SchoolPlan, { user }: { readonly user: UserId }): string | undefined {
  for (const room of plan.desired.values()) {
    const name = room.members.get(user)?.displayName
    if (name !== undefined) return name
  }
  return undefined
}
