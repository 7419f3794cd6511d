/** Somebody asks to be let in. What is stored counts; who must hear of it is told then, or by the next look. */
import type { Application } from '../../school/application.ts'
import { proposePerson } from '../../school/accepting.ts'
import type { AddedApplication, NewApplication } from '../../store/letting-in-ports.ts'
import type { Engine } from '../engine.ts'
import { usersOf } from './audience.ts'
import { tellApplication } from './tell.ts'

/**
 * Stores it, proposes whom of the roster the applicant seems to be, and tells those who decide. The caller has made the
 * account and holds it (`holdAccount`), or knows whose it is; it also gives a login back that is not used after all.
 */
export async function submitApplication(
  engine: Engine,
  application: NewApplication,
): Promise<AddedApplication> {
  const { store, now } = engine
  const school = await store.schools.load(application.school)
  const entered = await usersOf(engine, application.school)
  const proposed = school && proposePerson(application, school, (person) => entered.has(person))
  const at = now().toISOString()
  const added = await store.applications.add(
    { ...application, person: application.person ?? proposed },
    at,
  )
  if (added.state !== 'added') return added
  const { id, role, kind } = added.application
  await store.journal.append({
    at,
    actor: application.user,
    action: 'applied',
    school: application.school,
    details: { application: id, role, kind },
  })
  await tellSoon(engine, added.application)
  return added
}

/** A telling that fails does not fail the application. */
async function tellSoon(engine: Engine, application: Application): Promise<void> {
  try {
    await tellApplication(engine, application)
  } catch (err) {
    engine.log.warn({ application: application.id, err }, 'application not told yet')
  }
}
