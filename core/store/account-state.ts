import type { PersonId, UserId } from '../school/ids.ts'

/**
 * `entering`: the account exists, not all rooms are joined yet; `ending`: no role left, the account is being locked;
 * `ended`: it is; `closed`: the person closed it oneself, which no homeserver undoes: the way back is another account.
 */
export type AccountState = 'entering' | 'active' | 'ending' | 'ended' | 'closed'

export interface PersonAccount {
  readonly person: PersonId
  readonly userId: UserId
  readonly state: AccountState
}

/** The account does not work: no role is left (it is locked, or about to be), or the person closed it. */
export function isOver(state: AccountState): boolean {
  return state === 'ending' || state === 'ended' || state === 'closed'
}
