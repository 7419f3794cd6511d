/**
 * What a decision asks for is done, in steps that may each be repeated: a process that was killed between any two of them
 * leaves an application that is decided and not done, and the next look carries it on to the same end.
 *
 * Accepted: the school's data, the slip that the person no longer needs, the confirmation where one is asked for; then the
 * suspension is lifted (nobody can be named or joined before that), the account becomes the person's, and the person enters.
 * Anything else: an account that was made for the application is erased. One that was there before is left as it is.
 */
import { LyceumError } from '../../errors.ts'
import { acceptanceChanges, checkAcceptable, newPersonOf } from '../../school/accepting.ts'
import type { Application } from '../../school/application.ts'
import type { Ending } from '../../school/endings.ts'
import type { PersonId } from '../../school/ids.ts'
import { changeSchool } from '../change.ts'
import { end } from '../ends.ts'
import type { Engine } from '../engine.ts'
import { enter } from '../enter.ts'
import { lockOwner } from '../lock-owner.ts'
import { withLock } from '../locks.ts'
import { botPolicy } from '../notices.ts'
import { oneByHand } from '../one-by-hand.ts'
import { tellPerson } from '../tell-person.ts'
import { accountClash } from './account-clash.ts'
import { isConfirmed, showConfirmation } from './confirmation.ts'
import { guardianEntered } from './guardian.ts'
import { giveLoginBack, isHeld } from './held-account.ts'
import { showApplication, showDecision } from './tell.ts'
import { word } from './texts.ts'

/** Longer than bringing somebody in takes. */
const waitMs = 120_000

/** May be repeated. Throws what the homeserver throws; the application stays undone then. */
async function finishApplication(engine: Engine, id: string): Promise<void> {
  const { store, now } = engine
  const lock = { locks: store.locks, owner: lockOwner.current(), now }
  await withLock(lock, `application/${id}`, waitMs, async () => {
    const application = await store.applications.find(id)
    if (application === undefined || application.isDone) return
    if (application.state === 'waiting') return
    const isFinished =
      application.state === 'accepted'
        ? await letIn(engine, application)
        : await dissolve(engine, application)
    const after = await store.applications.find(id)
    if (after?.state === 'waiting') await showApplication(engine, after)
    // Also while a confirmation is waited for.
    else if (after !== undefined) await showDecision(engine, after)
    if (isFinished) await store.applications.done(id, now().toISOString())
  })
}

/** As `finishApplication`; what fails is logged and left to the next look. */
export async function finishSoon(engine: Engine, id: string): Promise<void> {
  try {
    await finishApplication(engine, id)
  } catch (err) {
    const code = err instanceof LyceumError ? err.code : 'unknown'
    engine.log.warn({ application: id, code, err }, 'application not finished yet')
  }
}

/** False while a confirmation is waited for, and when the application waits again. */
async function letIn(engine: Engine, application: Application): Promise<boolean> {
  const { store, homeserver, limit, now } = engine
  const { id, user, person, school: schoolId } = application
  if (person === undefined) throw new Error('an accepted application without a person')
  const school = await store.schools.load(schoolId)
  if (school === undefined) return true
  const ended = await findEnding(engine, application, person)
  if (ended !== undefined) {
    const to = { state: 'declined', by: ended.by, reason: undefined } as const
    await store.applications.takeBack(id, to, now().toISOString())
    return dissolve(engine, { ...application, state: to.state, decidedBy: to.by })
  }
  const changes = acceptanceChanges(application, school, person)
  if (changes.length > 0) {
    // The class or the chat is there no longer: whoever decides must look again.
    if (checkAcceptable(application, school) !== undefined) return reopen(engine, application)
    const actor = application.decidedBy ?? 'engine'
    await changeSchool(engine, schoolId, changes, { limits: oneByHand, actor })
  }
  const at = now().toISOString()
  await store.invitations.useUp(person, user, at)
  if (!(await isConfirmed(engine, application, person))) return false
  await showConfirmation(engine, application, person)
  const account = await limit(() => homeserver.account(user))
  if (account?.deactivated !== false) {
    const to = { state: 'withdrawn', by: user, reason: undefined } as const
    await store.applications.takeBack(id, to, at)
    return dissolve(engine, { ...application, state: to.state, decidedBy: to.by })
  }
  // Of somebody whose last role ended elsewhere since: here is a new one.
  if (account.locked) await limit(() => homeserver.setLocked(user, false))
  if (await isHeld(engine, user)) await limit(() => homeserver.setSuspended(user, false))
  if (!(await bind(engine, application, person, at))) return reopen(engine, application)
  const { complete } = await enter(engine, person)
  await complete
  if (application.role === 'parent') await guardianEntered(engine, schoolId, person)
  await tellApplicant(engine, application, `${word(school, 'welcome')}: ${school.info.name}.`)
  await store.journal.append({
    at: now().toISOString(),
    actor: user,
    action: 'entered',
    school: schoolId,
    details: { application: id, person },
  })
  return true
}

/** What accepting gave was ended by hand since, while somebody's confirmation was waited for: that stands. */
async function findEnding(
  { store }: Engine,
  { school, role, class: cls, child, decidedAt = '' }: Application,
  person: PersonId,
): Promise<Ending | undefined> {
  const endings = await store.endings.ofSchool(school)
  return endings.find((one) => {
    if (one.person !== person || one.at < decidedAt) return false
    if (one.kind === 'role') return one.role === role
    if (one.kind === 'class') return one.class === cls
    return one.kind === 'person' || one.child === child
  })
}

/** False when the person has another account by now, or the account another role. */
async function bind(
  { store }: Engine,
  { user, role }: Application,
  person: PersonId,
  at: string,
): Promise<boolean> {
  try {
    if ((await accountClash({ store }, user, role)) !== undefined) return false
    await store.accounts.bind(person, user, at)
    return true
  } catch (error) {
    if (error instanceof LyceumError && error.code === 'person-has-account') return false
    throw error
  }
}

/** It waits again, and whoever decides is told so. Gives false: nothing is finished. */
async function reopen(engine: Engine, { id, user }: Application): Promise<false> {
  const { store, homeserver, limit, now } = engine
  if (await isHeld(engine, user)) await limit(() => homeserver.setSuspended(user, true))
  await store.applications.takeBack(id, { state: 'waiting' }, now().toISOString())
  return false
}

async function dissolve(engine: Engine, application: Application): Promise<boolean> {
  const { store, limit, homeserver } = engine
  const { user, id, person, school: schoolId } = application
  const school = await store.schools.load(schoolId)
  if (person !== undefined) await showConfirmation(engine, application, person)
  if (person !== undefined && school?.people.some((one) => one.id === person) === true) {
    // Added by accepting it, and then nobody confirmed: nobody is left who it could be.
    if (person === newPersonOf(application)) {
      const actor = application.decidedBy ?? 'engine'
      await end(engine, schoolId, { kind: 'person', person }, actor)
    }
  }
  if (await isHeld(engine, user)) {
    const others = await store.applications.ofUser(user)
    const isWanted = others.some((one) => {
      return one.id !== id && (one.state === 'waiting' || (one.state === 'accepted' && !one.isDone))
    })
    if (!isWanted) await giveLoginBack(engine, user)
    return true
  }
  if (application.state === 'withdrawn' || school === undefined) return true
  if ((await limit(() => homeserver.account(user)))?.deactivated !== false) return true
  const reason = application.reason === undefined ? '' : ` ${application.reason}`
  const what = word(school, application.state === 'expired' ? 'unanswered' : 'refused')
  await tellApplicant(engine, application, `${what}: ${school.info.name}.${reason}`)
  return true
}

/** Who is of no school cannot be written to, and reads it on the waiting page. */
async function tellApplicant(engine: Engine, application: Application, text: string) {
  const { user, id, state } = application
  try {
    await tellPerson(engine, botPolicy(engine), user, text, `${state} ${id}`)
  } catch (err) {
    engine.log.warn({ application: id, err }, 'applicant not told')
  }
}
