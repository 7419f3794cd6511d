/** Applications of others, for those who decide. */
import * as z from 'zod/mini'
import { Nothing, type Answer, type Ask } from './ask.ts'

const Named = z.object({ id: z.string(), name: z.nullish(z.string()) })

const Application = z.object({
  id: z.string(),
  kind: z.enum(['join', 'class', 'chat']),
  school: z.string(),
  school_name: z.string(),
  class: z.nullish(z.string()),
  class_name: z.nullish(z.string()),
  classes: z.array(Named),
  role: z.enum(['administrator', 'teacher', 'pupil', 'parent']),
  subjects: z.array(z.string()),
  chat: z.nullish(Named),
  full_name: z.string(),
  child_name: z.nullish(z.string()),
  child: z.nullish(Named),
  /** Of the roster, not entered, and alike by name. */
  proposed: z.nullish(Named),
  user_id: z.string(),
  created_at: z.string(),
  /** What has to be put right before it can be accepted. */
  problem: z.nullish(z.string()),
})
export type Application = z.infer<typeof Application>

const Listed = z.object({ applications: z.array(Application), total: z.number() })

const Confirmation = z.object({
  school: z.string(),
  school_name: z.string(),
  pupil: Named,
  class_name: z.nullish(z.string()),
  asked_at: z.string(),
  denied: z.boolean(),
  may_confirm: z.boolean(),
})
export type Confirmation = z.infer<typeof Confirmation>

const Confirmations = z.object({ confirmations: z.array(Confirmation) })
const Results = z.object({
  results: z.array(z.object({ id: z.string(), state: z.string(), reason: z.nullish(z.string()) })),
})
const People = z.object({
  people: z.array(z.object({ id: z.string(), name: z.nullish(z.string()) })),
})
const Classes = z.object({
  classes: z.array(z.object({ id: z.string(), name: z.string(), school: z.string() })),
})

const root = '/api/v1/applications'
const most = 200

export const readWaitingApplications = (ask: Ask) =>
  ask(Listed, `${root}?state=waiting&limit=${most}`)

export async function countWaiting(ask: Ask): Promise<Answer<number>> {
  const answer = await ask(Listed, `${root}?state=waiting&limit=1`)
  return answer.ok ? { ok: true, body: answer.body.total } : answer
}

export interface Acceptance {
  /** Whom of the roster it is; `new`: nobody of it. */
  readonly person?: string
  readonly child?: string
}

export function acceptApplication(ask: Ask, id: string, acceptance: Acceptance) {
  return ask(Nothing, `${root}/${encodeURIComponent(id)}/accept`, {
    method: 'POST',
    body: acceptance,
  })
}

export function declineApplication(ask: Ask, id: string, reason: string) {
  const body = reason === '' ? {} : { reason }
  return ask(Nothing, `${root}/${encodeURIComponent(id)}/decline`, { method: 'POST', body })
}

export function decideMany(
  ask: Ask,
  ids: readonly string[],
  state: 'accepted' | 'declined',
  reason: string,
) {
  const body = { ids, state, ...(reason === '' ? {} : { reason }) }
  return ask(Results, `${root}/decide`, { method: 'POST', body })
}

export function correctClass(ask: Ask, id: string, cls: string) {
  return ask(Nothing, `${root}/${encodeURIComponent(id)}`, {
    method: 'PATCH',
    body: { class: cls },
  })
}

/** Pupils of a class, or of the whole school where none is named. */
export function readPupils(ask: Ask, school: string, cls: string | undefined) {
  const wanted = new URLSearchParams({ school, role: 'pupil', limit: '500' })
  if (cls !== undefined) wanted.set('class', cls)
  return ask(People, `/api/v1/people?${wanted}`)
}

export const readManagedClasses = (ask: Ask, school: string) =>
  ask(Classes, `/api/v1/classes?${new URLSearchParams({ school })}`)

export const readPupilsToConfirm = (ask: Ask) => ask(Confirmations, '/api/v1/confirmations')

/** Whom one may confirm now. */
export async function countToConfirm(ask: Ask): Promise<Answer<number>> {
  const answer = await readPupilsToConfirm(ask)
  if (!answer.ok) return answer
  const own = answer.body.confirmations.filter((one) => one.may_confirm || one.denied)
  return { ok: true, body: own.length }
}

export function confirmPupil(
  ask: Ask,
  { school, pupil }: Confirmation,
  answer: 'confirm' | 'refuse',
) {
  return ask(Nothing, `/api/v1/people/${encodeURIComponent(pupil.id)}/confirm`, {
    method: 'POST',
    body: { school, answer },
  })
}
