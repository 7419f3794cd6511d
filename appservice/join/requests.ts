/** What a page sends to redeem an invitation. Lengths are bounded here, meaning is judged later. */
import { z } from 'zod'
import { classId } from '@lyceum/core/school/ids.ts'
import { OpenIdToken } from '../http/openid.ts'

const text = z.string().max(255)

/** Asked of those who apply by a link that many use; a slip knows it all. */
const applicant = {
  full_name: text.optional(),
  name: z.object({ family: text, given: text, middle: text.optional() }).optional(),
  subjects: z.array(text).max(30).optional(),
  classes: z.array(text.transform(classId)).max(100).optional(),
  child_name: text.optional(),
  /** The version that was agreed to. */
  consent: text.optional(),
}

/** Where the school wants to know that a number is the person's. */
const telephone = {
  phone: z.string().max(40).optional(),
  phone_code: z.string().max(40).optional(),
}

/** `login` may be left out of a reset: it is fixed. */
const NewAccount = z.object({
  login: text.optional(),
  password: z.string().max(1024),
  ...applicant,
  ...telephone,
})

const ExistingAccount = z.object({
  openid: OpenIdToken.partial({ matrix_server_name: true }),
  ...applicant,
  ...telephone,
})

export const RedeemRequest = z.union([ExistingAccount, NewAccount])
export type RedeemRequest = z.infer<typeof RedeemRequest>
export type WithOpenId = z.infer<typeof ExistingAccount>
export type WithPassword = z.infer<typeof NewAccount>
