/** Corrects somebody's names and subjects. What a roster brought is written again by the next one that says otherwise. */
import { LyceumError } from '../errors.ts'
import type { SchoolChange } from '../school/changes.ts'
import type { ClassId, PersonId } from '../school/ids.ts'
import type { Person, School } from '../school/people.ts'
import { changeSchool } from './change.ts'
import type { Engine } from './engine.ts'
import { oneByHand } from './one-by-hand.ts'

export interface PersonCorrection {
  readonly givenName?: string | undefined
  readonly familyName?: string | undefined
  /** Null takes it away. */
  readonly middleName?: string | null | undefined
  /** Where the subjects are taught; without it those of the school. */
  readonly class?: ClassId | undefined
  readonly subjects?: readonly string[] | undefined
}

/** Throws `unknown-person`, and `teaches-nothing` where the person has no such place. */
export async function correctPerson(
  engine: Engine,
  school: School,
  id: PersonId,
  correction: PersonCorrection,
  actor: string,
): Promise<void> {
  const person = school.people.find((one) => one.id === id)
  if (person === undefined) throw new LyceumError('unknown-person', `There is no person ${id}.`)
  const changes = [
    ...nameChanges(person, correction),
    ...subjectChanges(school, person, correction),
  ]
  if (changes.length === 0) return
  await changeSchool(engine, school.info.id, changes, { limits: oneByHand, actor })
  await engine.store.journal.append({
    at: engine.now().toISOString(),
    actor,
    action: 'person-corrected',
    school: school.info.id,
    details: { person: person.id },
  })
}

function nameChanges(
  person: Person,
  { givenName, familyName, middleName }: PersonCorrection,
): readonly SchoolChange[] {
  if (givenName === undefined && familyName === undefined && middleName === undefined) return []
  const middle = middleName === undefined ? person.middleName : (middleName ?? '')
  const corrected: Person = {
    id: person.id,
    givenName: givenName ?? person.givenName,
    familyName: familyName ?? person.familyName,
    ...(middle === undefined || middle === '' ? {} : { middleName: middle }),
  }
  return [{ kind: 'update-person', person: corrected }]
}

function subjectChanges(
  school: School,
  { id }: Person,
  { class: cls, subjects }: PersonCorrection,
): readonly SchoolChange[] {
  if (subjects === undefined) return []
  if (cls === undefined) {
    const place = school.staff.find((one) => one.person === id && one.role === 'teacher')
    if (place !== undefined) return [{ kind: 'update-staff-place', place: { ...place, subjects } }]
  } else {
    const place = school.places.find((one) => one.person === id && one.class === cls)
    if (place !== undefined && place.role !== 'pupil') {
      return [{ kind: 'update-class-place', place: { ...place, subjects } }]
    }
  }
  const where = cls === undefined ? `school ${school.info.id}` : `class ${cls}`
  throw new LyceumError('teaches-nothing', `Person ${id} teaches nothing in ${where}.`, {
    hint: `\`lyceum person show ${id}\` tells what the person is where.`,
  })
}
