/** One application decided by a person in a client: the same decision as everywhere, and what became of it in words. */
import { decideApplication } from '@lyceum/core/provision/letting-in/decide.ts'
import { nameOf } from '@lyceum/core/provision/letting-in/tell.ts'
import { classesOfPupil } from '@lyceum/core/provision/letting-in/audience.ts'
import type { Application } from '@lyceum/core/school/application.ts'
import type { PersonId } from '@lyceum/core/school/ids.ts'
import { fullName, type School } from '@lyceum/core/school/people.ts'
import { may } from '@lyceum/core/school/rights/may.ts'
import { describeRightsRefusal } from '@lyceum/core/school/rights/texts.ts'
import type { Asked, BotContext } from './command.ts'
import { isNamed } from './own-school.ts'

export type Decider = Pick<Asked, 'user' | 'standing' | 'language' | 'texts'>

export interface Wish {
  readonly state: 'accepted' | 'declined'
  readonly reason?: string | undefined
  /** Of a parent: the child's name, where the application does not say whose. */
  readonly child?: string | undefined
}

export interface DecidedHere {
  readonly text: string
  /** By this person now, or by the same message before. */
  readonly isDone: boolean
}

export async function decide(
  { engine }: BotContext,
  { user, standing, language, texts }: Decider,
  id: string,
  { state, reason, child: childName }: Wish,
): Promise<DecidedHere> {
  const undone = (text: string): DecidedHere => ({ text, isDone: false })
  const found = await engine.store.applications.find(id)
  const school = found && (await engine.store.schools.load(found.school))
  if (found === undefined || school === undefined) return undone(texts.applicationGone)
  const child = state === 'accepted' ? childOf(found, school, childName, standing) : undefined
  const decided = await decideApplication(engine, id, {
    actor: standing,
    by: user,
    state,
    reason,
    child,
  })
  switch (decided.state) {
    case 'unknown':
      return undone(texts.applicationGone)
    case 'not-allowed':
      return undone(describeRightsRefusal(decided.reason, language))
    case 'cannot-accept':
      return undone(texts.cannotAccept[decided.problem])
    case 'decided':
    case 'already-decided': {
      const { application } = decided
      const name = fullName(application.name, language)
      const isOwn = application.decidedBy === user && application.state === state
      if (decided.state === 'decided' || isOwn) {
        return { text: texts.decided[state](name, reason), isDone: true }
      }
      const by = application.decidedBy
      const who = by === undefined ? undefined : await nameOf(engine, school, by)
      return undone(texts.alreadyDecided(name, texts.states[application.state], who))
    }
  }
}

/** By name, of those whose parents this person may let in; undefined where that is nobody, or more than one. */
function childOf(
  application: Application,
  school: School,
  given: string | undefined,
  standing: Decider['standing'],
): PersonId | undefined {
  const { role, child, childName, class: cls } = application
  const name = given || childName
  if (role !== 'parent' || name === undefined || (child !== undefined && !given)) return child
  const found = school.people.filter((person) => {
    const classes = classesOfPupil(school, person.id)
    const isMeant = cls === undefined || classes.includes(cls)
    const target = { school: school.info.id }
    const isMine = classes.some((one) => {
      return may(standing, 'decide-parent', { ...target, class: one }).allowed
    })
    return isMeant && isMine && isNamed(person, name)
  })
  return found.length === 1 ? found[0]?.id : child
}
