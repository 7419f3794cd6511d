import type { AccountState } from './ports.ts'

/** No role is left: the account is locked, or is about to be. */
export function isOver(state: AccountState): boolean {
  return state === 'ending' || state === 'ended'
}
