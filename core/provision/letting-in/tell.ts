/** Tells those who decide of what waits for them, and those who were told of how it ended. All of it may be repeated. */
import type { Application } from '../../school/application.ts'
import { personId, schoolId, type PersonId, type SchoolId, type UserId } from '../../school/ids.ts'
import { fullName, type School } from '../../school/people.ts'
import type { NoticeAbout } from '../../store/notice-ports.ts'
import type { Engine } from '../engine.ts'
import { editNotices, tellAll } from '../notices.ts'
import { administrationOf, classesOfPupil, classTeachersOf, usersOf } from './audience.ts'
import { describeApplication, word } from './texts.ts'

/** False when somebody could not be told yet. */
export async function tellApplication(engine: Engine, application: Application): Promise<boolean> {
  const { store } = engine
  const about = aboutApplication(application)
  const school = await store.schools.load(application.school)
  if (school === undefined || application.state !== 'waiting') {
    await store.notices.told(about)
    return true
  }
  const users = await usersOf(engine, application.school)
  const administration = await administrationOf(engine, school, users)
  const heads = classTeachersOf(school, classesOf(application, school), users)
  const text = askToDecide(application, school)
  const audience = {
    ...administration,
    users: [...administration.users, ...heads].filter((user) => user !== application.user),
  }
  const isTold = await tellAll(engine, about, audience, text)
  if (isTold) await store.notices.told(about)
  return isTold
}

function askToDecide(application: Application, school: School): string {
  return [
    describeApplication(application, school),
    ...(application.kind !== 'join' || application.person === undefined
      ? []
      : [word(school, 'proposed')]),
    word(school, 'howTo'),
    `${word(school, 'number')}: ${application.id}`,
  ].join('\n')
}

/** While it waits: as it was corrected. Whoever else decides it now (another class) is told too. */
export async function showApplication(engine: Engine, application: Application): Promise<void> {
  const school = await engine.store.schools.load(application.school)
  if (school === undefined) return
  await editNotices(engine, aboutApplication(application), askToDecide(application, school))
  await tellApplication(engine, application)
}

/** Whose class teachers decide too: of pupils and parents. */
function classesOf({ role, class: cls, classes, child, chat }: Application, school: School) {
  if (role === 'administrator' || role === 'teacher') return []
  const chatClass = school.chats?.find((one) => one.id === chat)?.class
  return [cls, ...classes, chatClass, ...classesOfPupil(school, child)].filter(
    (one) => one !== undefined,
  )
}

export async function showDecision(engine: Engine, application: Application): Promise<void> {
  const school = await engine.store.schools.load(application.school)
  if (school === undefined || application.state === 'waiting') return
  const { state, reason, decidedBy } = application
  const by = decidedBy === undefined ? '' : `: ${await nameOf(engine, school, decidedBy)}`
  const ended = state === 'accepted' || state === 'declined' ? by : ''
  const text = [
    describeApplication(application, school),
    `${word(school, state)}${ended}`,
    ...(reason === undefined ? [] : [`${word(school, 'reason')}: ${reason}`]),
  ].join('\n')
  await editNotices(engine, aboutApplication(application), text)
}

/** `operator`, or an account: told by the name of who it is in the school. */
export async function nameOf(
  { store }: Pick<Engine, 'store'>,
  school: School,
  by: string,
): Promise<string> {
  if (by === 'operator' || by === 'roster') return word(school, by)
  const persons = await store.accounts.personsOf(by as UserId)
  const person = school.people.find((one) => persons.includes(one.id))
  return person === undefined ? by : fullName(person, school.info.language)
}

type HasId = Pick<Application, 'id'>

function aboutApplication({ id }: HasId): NoticeAbout {
  return { kind: 'application', subject: id }
}

/** With the application: of another account the same people are asked anew, and an old answer is none to that. */
export function aboutPupil(school: SchoolId, pupil: PersonId, { id }: HasId): NoticeAbout {
  return { kind: 'confirmation', subject: subjectOf(school, pupil, id) }
}

/** With the account: another one that stands for the same parent is told of again. */
export function aboutGuardian(
  school: SchoolId,
  guardian: PersonId,
  child: PersonId,
  user: UserId,
): NoticeAbout {
  return { kind: 'guardian', subject: subjectOf(school, guardian, child, user) }
}

/** An id may hold a slash. */
function subjectOf(...ids: readonly string[]): string {
  return ids.map(encodeURIComponent).join('/')
}

/** `school/pupil/application`. */
export function readConfirmation({ subject }: NoticeAbout) {
  const [school = '', pupil = '', application = ''] = subject.split('/').map(decodeURIComponent)
  return { school: schoolId(school), pupil: personId(pupil), application }
}

/** `school/guardian/child/account`. */
export function readGuardianship({ subject }: NoticeAbout) {
  const [school = '', guardian = '', child = ''] = subject.split('/').map(decodeURIComponent)
  return { school: schoolId(school), guardian: personId(guardian), child: personId(child) }
}
