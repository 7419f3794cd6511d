/** How far somebody has come, in one word for every list. */
import type { PersonId, UserId } from '../school/ids.ts'
import { isOver, type AccountState } from '../store/account-state.ts'
import type { Store } from '../store/ports.ts'

/** `waiting`: came by a slip or an application, and must still be confirmed. `closed`: by the person. */
export type PersonState = 'invited' | 'waiting' | 'active' | 'ended' | 'closed'

/**
 * Who is still being brought into rooms is active for everybody who looks; who left and comes back by a new account waits.
 * `account`: undefined where there is none.
 */
export function personState(account: AccountState | undefined, isWaiting: boolean): PersonState {
  const isIn = account !== undefined && !isOver(account)
  if (isWaiting && !isIn) return 'waiting'
  if (account === undefined) return 'invited'
  if (account === 'closed') return 'closed'
  return isIn ? 'active' : 'ended'
}

/**
 * Who was accepted, in whatever school, or came with a slip, and is not in yet: mostly pupils whom somebody must confirm.
 * With the account, which is nobody's until then.
 */
export async function waitingPeople({
  applications,
}: Pick<Store, 'applications'>): Promise<ReadonlyMap<PersonId, UserId>> {
  const undone = await applications.undone()
  return new Map(
    undone.flatMap(({ state, person, user }): [PersonId, UserId][] => {
      return state === 'accepted' && person !== undefined ? [[person, user]] : []
    }),
  )
}
