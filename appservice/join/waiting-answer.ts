/** What somebody who waits to be let in is told. */
import { confirmedBy, isTeachersTurn } from '@lyceum/core/provision/letting-in/confirmation.ts'
import type { Application, ApplicationState } from '@lyceum/core/school/application.ts'
import { fullName } from '@lyceum/core/school/people.ts'
import type { JoinContext } from './context.ts'

interface WaitingAnswer {
  /** `confirming`: accepted, and somebody must still say that the account is the pupil's. */
  readonly state: ApplicationState | 'confirming'
  readonly reason: string | null
  readonly school_name: string
  readonly class_name: string | null
  readonly role: Application['role']
  readonly full_name: string
  readonly waits_for: 'administrator' | 'class-teacher' | 'parent' | null
  readonly user_id: string
  readonly homeserver: string
  readonly created_at: string
  readonly decided_at: string | null
}

/** Undefined when the school is gone. */
export async function describeWaiting(
  join: JoinContext,
  application: Application,
): Promise<WaitingAnswer | undefined> {
  const school = await join.store.schools.load(application.school)
  if (school === undefined) return undefined
  const { role, name, user, createdAt, decidedAt, reason, class: cls } = application
  const now = await stateOf(join, application)
  return {
    ...now,
    reason: reason ?? null,
    school_name: school.info.name,
    class_name: school.classes.find(({ id }) => id === cls)?.label ?? null,
    role,
    full_name: fullName(name, school.info.language),
    user_id: user,
    homeserver: join.homeserverUrl,
    created_at: createdAt,
    decided_at: decidedAt ?? null,
  }
}

async function stateOf(
  { engine }: JoinContext,
  application: Application,
): Promise<Pick<WaitingAnswer, 'state' | 'waits_for'>> {
  const { state, isDone, role, class: cls, school, person } = application
  if (state === 'waiting') {
    const isOfClass = cls !== undefined && (role === 'pupil' || role === 'parent')
    return { state, waits_for: isOfClass ? 'class-teacher' : 'administrator' }
  }
  if (state !== 'accepted' || isDone) return { state, waits_for: null }
  const by = confirmedBy(engine.lettingIn, application)
  // Until the person is in, which takes a moment, or until the homeserver answers.
  if (by === 'none' || person === undefined) return { state: 'waiting', waits_for: null }
  const asked = await engine.store.confirmations.find(school, person)
  const isTeachers = asked === undefined || (await isTeachersTurn(engine, asked, by))
  return { state: 'confirming', waits_for: isTeachers ? 'class-teacher' : 'parent' }
}
