/** What one has asked the school for, and what the school asks of one: applications, confirmations, consents. */
import * as z from 'zod/mini'
import { Nothing, type Ask } from './ask.ts'

const OwnApplication = z.object({
  id: z.string(),
  kind: z.enum(['join', 'class', 'chat']),
  state: z.enum(['waiting', 'accepted', 'declined', 'withdrawn', 'expired']),
  school: z.string(),
  school_name: z.string(),
  class: z.nullish(z.string()),
  class_name: z.nullish(z.string()),
  chat: z.nullish(z.object({ name: z.nullish(z.string()) })),
  created_at: z.string(),
  reason: z.nullish(z.string()),
})
export type OwnApplication = z.infer<typeof OwnApplication>

const Confirmation = z.object({
  school: z.string(),
  school_name: z.string(),
  pupil: z.object({ id: z.string(), name: z.nullable(z.string()) }),
  class_name: z.nullish(z.string()),
  asked_at: z.string(),
})
export type Confirmation = z.infer<typeof Confirmation>

const Consent = z.object({
  school: z.string(),
  school_name: z.nullable(z.string()),
  version: z.string(),
  at: z.string(),
  withdrawn_at: z.nullish(z.string()),
})
export type Consent = z.infer<typeof Consent>

const Applications = z.object({ applications: z.array(OwnApplication) })
const Confirmations = z.object({ confirmations: z.array(Confirmation) })
const Consents = z.object({ consents: z.array(Consent) })

const own = '/api/v1/me'

export const readOwnApplications = (ask: Ask) => ask(Applications, `${own}/applications`)
export const readConfirmations = (ask: Ask) => ask(Confirmations, `${own}/confirmations`)
export const readConsents = (ask: Ask) => ask(Consents, `${own}/consents`)

export function withdrawOwn(ask: Ask, id: string) {
  const path = `${own}/applications/${encodeURIComponent(id)}/withdraw`
  return ask(Nothing, path, { method: 'POST', body: {} })
}

export function answerConfirmation(
  ask: Ask,
  { pupil }: Confirmation,
  answer: 'confirm' | 'not-my-child',
) {
  const path = `${own}/confirmations/${encodeURIComponent(pupil.id)}`
  return ask(Nothing, path, { method: 'POST', body: { answer } })
}

export function withdrawConsent(ask: Ask, school: string) {
  return ask(Nothing, `${own}/consents/withdraw`, { method: 'POST', body: { school } })
}

/** Of whoever is of the school already. */
export function askForClass(ask: Ask, school: string, cls: string, subjects: readonly string[]) {
  return ask(Nothing, `${own}/applications`, {
    method: 'POST',
    body: { school, class: cls, subjects },
  })
}
