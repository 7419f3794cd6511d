/** Who an announcement is from. */
import { LyceumError } from '@lyceum/core/errors.ts'
import type { Signature } from '@lyceum/core/school/announcement.ts'
import type { ClassId } from '@lyceum/core/school/ids.ts'
import { fullName, type School } from '@lyceum/core/school/people.ts'
import { unknown } from './selection.ts'

/** Without a person it is from the school's administration. Throws for somebody who could not say it oneself. */
export function signatureFor(
  school: School,
  classes: readonly ClassId[],
  id: string | undefined,
): Signature {
  if (id === undefined) return { name: undefined, role: undefined }
  const person = school.people.find((one) => one.id === id)
  if (person === undefined) throw unknown('person', id, school.people)
  const name = fullName(person, school.info.language)
  const isAdministrator = school.staff.some((place) => {
    return place.person === id && place.role === 'administrator'
  })
  if (isAdministrator) return { name, role: 'administrator' }
  const leads = (cls: ClassId) =>
    school.places.some((place) => {
      return place.person === id && place.class === cls && place.role === 'class-teacher'
    })
  if (classes.length > 0 && classes.every(leads)) return { name, role: 'class-teacher' }
  throw new LyceumError('not-theirs', `Person ${id} could not announce this.`, {
    hint: 'Administrators speak to the whole school, class teachers to their own class.',
  })
}
