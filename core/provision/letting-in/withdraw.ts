import type { Application } from '../../school/application.ts'
import type { Engine } from '../engine.ts'
import { finishSoon } from './finish.ts'

/** By the applicant, who was found to be it. False when it was decided before. */
export async function withdrawApplication(
  engine: Engine,
  { id, user, school }: Application,
): Promise<boolean> {
  const { store, now } = engine
  const at = now().toISOString()
  const withdrawn = { state: 'withdrawn', by: user, reason: undefined, person: undefined } as const
  if (!(await store.applications.decide(id, withdrawn, at))) return false
  const details = { application: id }
  await store.journal.append({ at, actor: user, action: 'application-withdrawn', school, details })
  await finishSoon(engine, id)
  return true
}
