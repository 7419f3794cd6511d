/** A parent or the class teacher says whether an account is the pupil's. A pupil's account never does. */
import type { PersonId, SchoolId, UserId } from '../../school/ids.ts'
import type { School } from '../../school/people.ts'
import { may, type Actor } from '../../school/rights/may.ts'
import type { Engine } from '../engine.ts'
import { classesOfPupil } from './audience.ts'
import { confirmedBy, isTeachersTurn } from './confirmation.ts'
import { finishSoon } from './finish.ts'

export interface ConfirmInput {
  readonly school: SchoolId
  readonly pupil: PersonId
  /** Where one account was asked about: an answer to that is none to another one's. */
  readonly application?: string | undefined
  readonly actor: Actor
  /** `operator` or a Matrix id. */
  readonly by: string
  /** Of a class teacher or administrator the second means: refused, the account goes. */
  readonly answer: 'confirm' | 'not-my-child'
}

export type Confirmed =
  | {
      readonly state: 'confirmed' | 'denied' | 'refused' | 'nothing-to-confirm' | 'already-decided'
    }
  /** `not-yet`: the parents have some days first. `denied-before`: this parent said that it is not the own child. */
  | {
      readonly state: 'not-allowed'
      readonly reason: 'not-your-role' | 'account-is-pupil' | 'not-yet' | 'denied-before'
    }

export async function confirmPupil(engine: Engine, input: ConfirmInput): Promise<Confirmed> {
  const { store, now } = engine
  const { school: id, pupil, actor, by, answer } = input
  const school = await store.schools.load(id)
  const as = school === undefined ? undefined : roleOf(actor, school, pupil)
  if (school === undefined || as === undefined) return notAllowed('not-your-role')
  if (as === 'pupil') return notAllowed('account-is-pupil')
  const application = (await store.applications.undone()).find((one) => {
    return one.school === id && one.state === 'accepted' && one.person === pupil
  })
  const waiting = await store.confirmations.find(id, pupil)
  if (waiting === undefined) return { state: 'nothing-to-confirm' }
  if (waiting.state !== 'waiting' || application === undefined) return { state: 'already-decided' }
  const isMeant = input.application === undefined || input.application === application.id
  if (!isMeant) return { state: 'already-decided' }
  const asked = confirmedBy(engine.lettingIn, application)
  const at = now().toISOString()
  if (as === 'parent') {
    if (asked !== 'parent') return notAllowed('not-your-role')
    const denied = await store.confirmations.deniers(id, pupil)
    if (denied.has(by as UserId)) return notAllowed('denied-before')
    if (answer === 'not-my-child') {
      await store.confirmations.deny(id, pupil, by as UserId, at)
      await note(engine, input, 'pupil-denied', at)
      await finishSoon(engine, application.id)
      return { state: 'denied' }
    }
  } else if (as !== 'operator' && !(await isTeachersTurn(engine, waiting, asked))) {
    return notAllowed('not-yet')
  }
  const state = answer === 'confirm' ? 'confirmed' : 'refused'
  const isFirst = await store.confirmations.decide(id, pupil, { state, by }, at)
  if (!isFirst) return { state: 'already-decided' }
  if (state === 'refused') {
    const to = { state: 'declined', by, reason: undefined } as const
    await store.applications.takeBack(application.id, to, at)
  }
  await note(engine, input, state === 'confirmed' ? 'pupil-confirmed' : 'pupil-refused', at)
  await finishSoon(engine, application.id)
  return { state }
}

function roleOf(actor: Actor, school: School, pupil: PersonId) {
  if (actor === 'operator') return 'operator'
  // Also one that is a pupil elsewhere, or a parent besides.
  if (actor?.schools.some(({ roles }) => roles.has('pupil')) === true) return 'pupil'
  const classes = classesOfPupil(school, pupil)
  const targets = classes.map((cls) => ({ school: school.info.id, class: cls, child: pupil }))
  for (const target of [...targets, { school: school.info.id, child: pupil }]) {
    const right = may(actor, 'confirm-pupil', target)
    if (right.allowed) return right.as
  }
  return undefined
}

async function note(engine: Engine, input: ConfirmInput, action: string, at: string) {
  const { by: actor, school, pupil } = input
  await engine.store.journal.append({ at, actor, action, school, details: { person: pupil } })
}

function notAllowed(
  reason: Extract<Confirmed, { readonly state: 'not-allowed' }>['reason'],
): Confirmed {
  return { state: 'not-allowed', reason }
}
