/** Corrects somebody's names and subjects. What a roster brought is written again by the next one that says otherwise. */
import { z } from 'zod'
import { LyceumError } from '@lyceum/core/errors.ts'
import { changeSchool } from '@lyceum/core/provision/change.ts'
import type { Engine } from '@lyceum/core/provision/engine.ts'
import { oneByHand } from '@lyceum/core/provision/one-by-hand.ts'
import type { SchoolChange } from '@lyceum/core/school/changes.ts'
import type { UserId } from '@lyceum/core/school/ids.ts'
import type { Person, School } from '@lyceum/core/school/people.ts'
import { wrongField } from '../http/parse-input.ts'
import { Refused } from '../http/problems.ts'
import { ClassIdText, SchoolIdText } from './inputs.ts'

const name = z
  .string()
  .trim()
  .max(100)
  .regex(/^\P{Cc}*$/u, 'A name is one line.')

export const PersonEdit = z.strictObject({
  school: SchoolIdText.optional(),
  given_name: name.min(1).optional(),
  family_name: name.optional(),
  middle_name: name.nullable().optional(),
  /** In the class; without one those of the school. */
  class: ClassIdText.optional(),
  subjects: z.array(z.string().trim().min(1).max(100)).max(50).optional(),
})
export type PersonEdit = z.infer<typeof PersonEdit>

export async function correctPerson(
  engine: Engine,
  school: School,
  id: string,
  edit: PersonEdit,
  actor: UserId,
): Promise<void> {
  const person = school.people.find((one) => one.id === id)
  if (person === undefined) throw new LyceumError('unknown-person', `No person ${id}.`)
  const changes = [...nameChanges(person, edit), ...subjectChanges(school, person, edit)]
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

function nameChanges(person: Person, edit: PersonEdit): readonly SchoolChange[] {
  const { given_name: givenName, family_name: familyName, middle_name: middleName } = edit
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
  { class: cls, subjects }: PersonEdit,
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
  throw new Refused(
    wrongField(cls === undefined ? 'subjects' : 'class', 'Teaches nothing there.', 422),
  )
}
