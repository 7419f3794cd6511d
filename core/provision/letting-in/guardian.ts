/**
 * A parent's first entry is told to the class teachers of the children: a new account made with a parent's slip cannot be
 * told from the parent, so whoever knows the family hears of it at once and can end it in one step.
 */
import type { PersonId, SchoolId } from '../../school/ids.ts'
import { fullName } from '../../school/people.ts'
import type { NoticeAbout } from '../../store/notice-ports.ts'
import type { Engine } from '../engine.ts'
import { tellAll } from '../notices.ts'
import { administrationOf, classesOfPupil, classTeachersOf, usersOf } from './audience.ts'
import { isConfirmed } from './confirmation.ts'
import { aboutGuardian, readSubject } from './tell.ts'
import { word } from './texts.ts'

/** After the parent has entered, by whatever way. May be repeated: it is told once. */
export async function guardianEntered(
  engine: Engine,
  school: SchoolId,
  guardian: PersonId,
): Promise<void> {
  const { store, now, log } = engine
  const stored = await store.schools.load(school)
  const children = (stored?.guardianships ?? [])
    .filter((one) => one.guardian === guardian)
    .map((one) => one.child)
  for (const child of children) {
    const about = aboutGuardian(school, guardian, child)
    if ((await store.notices.about(about)).length > 0) continue
    await store.notices.owe(about, now().toISOString())
    await tellGuardian(engine, about).catch((err: unknown) => {
      log.warn({ ...about, err }, 'parent not told of yet')
    })
  }
  // Children who wait for a parent's word: this parent is asked too.
  for (const application of await store.applications.undone()) {
    const { school: where, state, person } = application
    const isOwn = person !== undefined && children.includes(person)
    if (where === school && state === 'accepted' && isOwn) {
      await isConfirmed(engine, application, person)
    }
  }
}

/** False when somebody could not be told yet. Where no class teacher has entered, the administration is told. */
export async function tellGuardian(engine: Engine, about: NoticeAbout): Promise<boolean> {
  const { store } = engine
  const { school: id, people } = readSubject(about)
  const [guardian, child] = people
  const school = await store.schools.load(id)
  const nameOf = (person: PersonId | undefined) => {
    const found = school?.people.find((one) => one.id === person)
    return found && fullName(found, school?.info.language ?? 'ru')
  }
  const names = [nameOf(guardian), nameOf(child)]
  if (school === undefined || names.includes(undefined)) {
    await store.notices.told(about)
    return true
  }
  const users = await usersOf(engine, id)
  const heads = classTeachersOf(school, classesOfPupil(school, child), users)
  const audience =
    heads.length > 0 ? { rooms: [], users: heads } : await administrationOf(engine, school, users)
  const text = [
    `${word(school, 'guardian')}: ${names[0]} (${word(school, 'child')}: ${names[1]}). ${school.info.name}.`,
    word(school, 'guardianHowTo'),
  ].join('\n')
  const isTold = await tellAll(engine, about, audience, text)
  if (isTold) await store.notices.told(about)
  return isTold
}
