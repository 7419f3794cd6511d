/** What a page sends to redeem an invitation. Lengths are bounded here, meaning is judged later. */
import { z } from 'zod'
import { OpenIdToken } from '../http/openid.ts'

/** `login` may be left out of a reset: it is fixed. */
const NewAccount = z.object({
  login: z.string().max(255).optional(),
  password: z.string().max(1024),
})

const ExistingAccount = z.object({
  openid: OpenIdToken.partial({ matrix_server_name: true }),
})

export const RedeemRequest = z.union([ExistingAccount, NewAccount])
export type RedeemRequest = z.infer<typeof RedeemRequest>
