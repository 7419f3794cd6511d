/** What a page sends to redeem an invitation. Lengths are bounded here, meaning is judged later. */
import { z } from 'zod'

/** As `POST /_matrix/client/v3/user/{id}/openid/request_token` answers it (Matrix 1.15, client-server API, OpenID). */
const OpenIdToken = z.object({
  access_token: z.string().min(1).max(1024),
  matrix_server_name: z.string().max(255).optional(),
})

/** `login` may be left out of a reset: it is fixed. */
const NewAccount = z.object({
  login: z.string().max(255).optional(),
  password: z.string().max(1024),
})

const ExistingAccount = z.object({ openid: OpenIdToken })

export const RedeemRequest = z.union([ExistingAccount, NewAccount])
export type RedeemRequest = z.infer<typeof RedeemRequest>
