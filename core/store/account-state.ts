import type { AccountState } from './ports.ts'

/** The account does not work: no role is left (it is locked, or about to be), or the person closed it. */
export function isOver(state: AccountState): boolean {
  return state === 'ending' || state === 'ended' || state === 'closed'
}
