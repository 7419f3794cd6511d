/** Whether a pupil's account must be confirmed before it is the pupil's, by whom, and who is told that it waits. */
import type { Application } from '../../school/application.ts'
import type { PersonId } from '../../school/ids.ts'
import type { LettingInSettings } from '../../school/letting-in-settings.ts'
import { fullName, type School } from '../../school/people.ts'
import type { Confirmation } from '../../store/letting-in-ports.ts'
import type { Engine } from '../engine.ts'
import { editNotices, tellAll } from '../notices.ts'
import { administrationOf, classesOfPupil, classTeachersOf, usersOf } from './audience.ts'
import { aboutPupil, nameOf } from './tell.ts'
import { word } from './texts.ts'

export type ConfirmedBy = 'none' | 'teacher' | 'parent'

/** For a link that many use, accepting is the teacher's confirmation already. */
export function confirmedBy(settings: LettingInSettings, application: Application): ConfirmedBy {
  const { kind, role, link } = application
  if (kind !== 'join' || role !== 'pupil') return 'none'
  if (link === undefined) return settings.confirmPupils.personal
  return settings.confirmPupils.shared === 'parent' ? 'parent' : 'none'
}

/** Asks for it where it is needed, and tells those who may give it; who was told is not told again. */
export async function isConfirmed(
  engine: Engine,
  application: Application,
  pupil: PersonId,
): Promise<boolean> {
  const by = confirmedBy(engine.lettingIn, application)
  if (by === 'none') return true
  const { store, now } = engine
  const { school, decidedAt } = application
  const before = await store.confirmations.find(school, pupil)
  // Of another account, long ago.
  if (before !== undefined && before.askedAt < (decidedAt ?? '')) {
    await store.confirmations.forget(school, pupil)
  }
  const asked = await store.confirmations.ask(school, pupil, now().toISOString())
  if (asked.state === 'waiting') await tellConfirmation(engine, application, asked, by)
  return asked.state === 'confirmed'
}

/** The class teacher may, in a parent's stead, when no parent answers or one has said: not my child. */
export async function isTeachersTurn(
  { store, now, lettingIn }: Pick<Engine, 'store' | 'now' | 'lettingIn'>,
  { school, pupil, askedAt }: Confirmation,
  by: ConfirmedBy,
): Promise<boolean> {
  if (by === 'teacher') return true
  const days = lettingIn.parentAnswersWithinDays
  if (now().getTime() - Date.parse(askedAt) >= days * 86_400_000) return true
  return (await store.confirmations.deniers(school, pupil)).size > 0
}

async function tellConfirmation(
  engine: Engine,
  application: Application,
  confirmation: Confirmation,
  by: ConfirmedBy,
): Promise<void> {
  const { store } = engine
  const { school: id, pupil } = confirmation
  const school = await store.schools.load(id)
  const child = school?.people.find((one) => one.id === pupil)
  if (school === undefined || child === undefined) return
  const users = await usersOf(engine, id)
  const about = aboutPupil(id, pupil, application)
  const classes = classesOfPupil(school, pupil)
  const who = describePupil(school, pupil, application)
  const denied = await store.confirmations.deniers(id, pupil)
  if (by === 'parent') {
    const parents = school.guardianships
      .filter((one) => one.child === pupil)
      .flatMap(({ guardian }) => users.get(guardian) ?? [])
      .filter((user) => user !== application.user && !denied.has(user))
    const text = [who, `${word(school, 'isYourChild')} ${word(school, 'parentHowTo')}`].join('\n')
    await tellAll(engine, about, { rooms: [], users: parents }, text)
  }
  if (!(await isTeachersTurn(engine, confirmation, by))) return
  const administration = await administrationOf(engine, school, users)
  const heads = classTeachersOf(school, classes, users)
  const text = [
    who,
    ...(denied.size === 0 ? [] : [word(school, 'denied')]),
    `${word(school, 'isThePupil')} ${word(school, 'teacherHowTo')}`,
  ].join('\n')
  const audience = { ...administration, users: [...administration.users, ...heads] }
  await tellAll(engine, about, audience, text)
}

/** Who was asked sees how it ended. */
export async function showConfirmation(
  engine: Engine,
  application: Application,
  pupil: PersonId,
): Promise<void> {
  const { store } = engine
  const { school: id } = application
  const ended = await store.confirmations.find(id, pupil)
  const school = await store.schools.load(id)
  if (school === undefined || ended === undefined || ended.state === 'waiting') return
  const { state, decidedBy = 'engine' } = ended
  const outcome =
    decidedBy === 'engine'
      ? word(school, 'expired')
      : `${word(school, state === 'confirmed' ? 'confirmed' : 'declined')}: ${await nameOf(engine, school, decidedBy)}`
  const text = `${describePupil(school, pupil, application)}\n${outcome}`
  await editNotices(engine, aboutPupil(id, pupil, application), text)
}

function describePupil(school: School, pupil: PersonId, { user }: Application): string {
  const person = school.people.find((one) => one.id === pupil)
  const name = person === undefined ? pupil : fullName(person, school.info.language)
  const labels = classesOfPupil(school, pupil)
    .map((id) => school.classes.find((one) => one.id === id)?.label ?? id)
    .join(', ')
  return `${word(school, 'entersAs')}: ${name}, ${word(school, 'class')} ${labels} (${word(school, 'login')} ${user}). ${school.info.name}.`
}
