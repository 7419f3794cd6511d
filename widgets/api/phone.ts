/** One-time codes that prove a telephone number, when joining and when a password is forgotten. */
import * as z from 'zod/mini'
import { ask, type Answer } from './ask.ts'

const Sent = z.object({
  kind: z.enum(['sms', 'call']),
  /** Seconds until another may be asked for. */
  resend_after: z.number(),
})
export type Sent = z.infer<typeof Sent>

const ResetToken = z.object({ token: z.string() })

/** By the slip with which somebody came, or by the login. */
export type WhoForgot = { readonly invitation: string } | { readonly login: string }

export function sendPhoneCode(invitation: string, number: string): Promise<Answer<Sent>> {
  return ask(Sent, '/api/v1/phone/codes', { method: 'POST', body: { invitation, number } })
}

/** The answer is the same whoever it is: a code comes only to a number that is the person's own. */
export function sendForgottenCode(who: WhoForgot, number: string): Promise<Answer<Sent>> {
  return ask(Sent, '/api/v1/forgotten', { method: 'POST', body: { ...who, number } })
}

/** Gives the token of an invitation to set a new password. */
export function redeemForgottenCode(who: WhoForgot, number: string, code: string) {
  const body = { ...who, number, code }
  return ask(ResetToken, '/api/v1/forgotten/code', { method: 'POST', body })
}
