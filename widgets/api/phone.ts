/** One-time codes that prove a telephone number. */
import * as z from 'zod/mini'
import { ask, type Answer } from './ask.ts'

const Sent = z.object({
  kind: z._default(z.enum(['sms', 'call']), 'sms'),
  /** Seconds until another may be asked for. */
  resend_after: z._default(z.number(), 60),
})
export type Sent = z.infer<typeof Sent>

export function sendPhoneCode(invitation: string, number: string): Promise<Answer<Sent>> {
  return ask(Sent, '/api/v1/phone/codes', { method: 'POST', body: { invitation, number } })
}
