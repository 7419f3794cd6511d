import type { Invitation, Redeemed } from '../../api/invitations.ts'
import type { Ending } from './refusals.ts'

/** What each form of an open invitation needs. */
export interface Redeeming {
  readonly secret: string
  readonly invitation: Invitation
  readonly onEnding: (ending: Ending) => void
  readonly onRedeemed: (redeemed: Redeemed, isOwnAccount: boolean) => void
}
