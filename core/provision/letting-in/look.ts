/**
 * The look at all that waits, on a timer: what was decided and not done, what nobody answered in time, who was not told.
 * Everything in it may be repeated, and several processes may look at once.
 */
import type { Application } from '../../school/application.ts'
import type { NoticeAbout } from '../../store/notice-ports.ts'
import type { Engine } from '../engine.ts'
import { dissolveAbandoned } from './abandoned.ts'
import { finishSoon } from './finish.ts'
import { tellGuardian } from './guardian.ts'
import { tellApplication } from './tell.ts'

const dayMs = 86_400_000

export async function lookAtLettingIn(engine: Engine): Promise<void> {
  const { store, lettingIn, now } = engine
  const longAgo = new Date(now().getTime() - lettingIn.unansweredDays * dayMs).toISOString()
  for (const application of await store.applications.olderThan(longAgo)) {
    await expire(engine, application)
  }
  for (const application of await store.applications.undone()) {
    await expireConfirmation(engine, application, longAgo)
    await finishSoon(engine, application.id)
  }
  await dissolveAbandoned(engine)
  for (const about of await store.notices.owed()) {
    await tell(engine, about).catch((err: unknown) => {
      engine.log.warn({ ...about, err }, 'not told yet')
    })
  }
}

async function tell(engine: Engine, about: NoticeAbout): Promise<void> {
  if (about.kind === 'guardian') await tellGuardian(engine, about)
  if (about.kind !== 'application') return
  const application = await engine.store.applications.find(about.subject)
  if (application === undefined) await engine.store.notices.told(about)
  else await tellApplication(engine, application)
}

async function expire(engine: Engine, { id, school }: Application): Promise<void> {
  const { store, now } = engine
  const at = now().toISOString()
  const ended = { state: 'expired', by: 'engine', reason: undefined, person: undefined } as const
  if (!(await store.applications.decide(id, ended, at))) return
  const details = { application: id }
  await store.journal.append({
    at,
    actor: 'engine',
    action: 'application-expired',
    school,
    details,
  })
}

async function expireConfirmation(
  engine: Engine,
  { id, school, person, state }: Application,
  longAgo: string,
): Promise<void> {
  if (state !== 'accepted' || person === undefined) return
  const { store, now } = engine
  const waiting = await store.confirmations.find(school, person)
  if (waiting?.state !== 'waiting' || waiting.askedAt >= longAgo) return
  const at = now().toISOString()
  const to = { state: 'expired', by: 'engine', reason: undefined } as const
  if (!(await store.applications.takeBack(id, to, at))) return
  await store.confirmations.decide(school, person, { state: 'refused', by: 'engine' }, at)
}
