/**
 * A parent's first entry is told to the class teachers of the children: a new account made with a parent's slip cannot be
 * told from the parent, so whoever knows the family hears of it at once and can end it in one step.
 */
import type { PersonId, SchoolId } from '../../school/ids.ts'
import { fullName, type School } from '../../school/people.ts'
import type { NoticeAbout } from '../../store/notice-ports.ts'
import { isOver } from '../../store/account-state.ts'
import { end } from '../ends.ts'
import type { Engine } from '../engine.ts'
import { editNotices, tellAll } from '../notices.ts'
import { administrationOf, classesOfPupil, classTeachersOf, usersOf } from './audience.ts'
import { isConfirmed } from './confirmation.ts'
import { aboutGuardian, nameOf, readGuardianship } from './tell.ts'
import { word } from './texts.ts'

/** After the parent has entered, by whatever way. May be repeated: it is told once. */
export async function guardianEntered(
  engine: Engine,
  school: SchoolId,
  guardian: PersonId,
): Promise<void> {
  const { store, log } = engine
  for (const about of await oweOfGuardian(engine, school, guardian)) {
    await tellGuardian(engine, about).catch((err: unknown) => {
      log.warn({ ...about, err }, 'parent not told of yet')
    })
  }
  // Children who wait for a parent's word: this parent is asked too.
  const children = await childrenOf(engine, school, guardian)
  for (const application of await store.applications.undone()) {
    const { school: where, state, person } = application
    const isOwn = person !== undefined && children.includes(person)
    if (where === school && state === 'accepted' && isOwn) {
      await isConfirmed(engine, application, person)
    }
  }
}

/** Before somebody enters: whoever dies before it is told leaves it to the next look. Nothing for who is no parent. */
export async function oweOfParent(engine: Engine, person: PersonId): Promise<void> {
  for (const school of await engine.store.accounts.schoolsOf(person)) {
    await oweOfGuardian(engine, school, person)
  }
}

/** What nobody was told of yet. */
async function oweOfGuardian(
  engine: Engine,
  school: SchoolId,
  guardian: PersonId,
): Promise<readonly NoticeAbout[]> {
  const { store, now } = engine
  const account = await store.accounts.ofPerson(guardian)
  if (account === undefined || isOver(account.state)) return []
  const owed: NoticeAbout[] = []
  for (const child of await childrenOf(engine, school, guardian)) {
    const about = aboutGuardian(school, guardian, child, account.userId)
    if ((await store.notices.about(about)).length > 0) continue
    await store.notices.owe(about, now().toISOString())
    owed.push(about)
  }
  return owed
}

async function childrenOf(
  { store }: Pick<Engine, 'store'>,
  school: SchoolId,
  guardian: PersonId,
): Promise<readonly PersonId[]> {
  const { guardianships = [] } = (await store.schools.load(school)) ?? {}
  return guardianships.filter((one) => one.guardian === guardian).map((one) => one.child)
}

/**
 * The one step: the guardianship ends as every one does, and whoever was told sees it. Throws as `end`: `nothing-to-end` and
 * `unknown-person` where it has ended before.
 */
export async function endGuardian(engine: Engine, about: NoticeAbout, by: string): Promise<void> {
  const { school: id, guardian, child } = readGuardianship(about)
  const school = await engine.store.schools.load(id)
  if (school === undefined) return
  await end(engine, id, { kind: 'child', person: guardian, child }, by)
  const who = await nameOf(engine, school, by)
  const text = `${describeGuardian(school, guardian, child)}\n${word(school, 'ended')}: ${who}`
  await editNotices(engine, about, text)
}

function describeGuardian(school: School, guardian: PersonId, child: PersonId): string {
  const named = (id: PersonId) => {
    const found = school.people.find((one) => one.id === id)
    return found === undefined ? id : fullName(found, school.info.language)
  }
  const ofChild = `${word(school, 'child')}: ${named(child)}`
  return `${word(school, 'guardian')}: ${named(guardian)} (${ofChild}). ${school.info.name}.`
}

/** False when somebody could not be told yet. Where no class teacher has entered, the administration is told. */
export async function tellGuardian(engine: Engine, about: NoticeAbout): Promise<boolean> {
  const { store } = engine
  const { school: id, guardian, child } = readGuardianship(about)
  const school = await store.schools.load(id)
  const isHere = (person: PersonId) => school?.people.some((one) => one.id === person) === true
  if (school === undefined || ![guardian, child].every(isHere)) {
    await store.notices.told(about)
    return true
  }
  const users = await usersOf(engine, id)
  const heads = classTeachersOf(school, classesOfPupil(school, child), users)
  const audience =
    heads.length > 0 ? { rooms: [], users: heads } : await administrationOf(engine, school, users)
  const text = [describeGuardian(school, guardian, child), word(school, 'guardianHowTo')].join('\n')
  const isTold = await tellAll(engine, about, audience, text)
  if (isTold) await store.notices.told(about)
  return isTold
}
