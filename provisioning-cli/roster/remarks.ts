/** What may be right, and should be looked at. */
import type { School } from '@lyceum/core/school/people.ts'

import type { Place, Problems } from './problems.ts'

export function reportAdministrators(school: School, place: Place, problems: Problems): void {
  if (school.staff.some((entry) => entry.role === 'administrator')) return
  problems.warning(
    place,
    `The school "${school.info.id}" has no administrator.`,
    `Afterwards: lyceum invites create --role administrator --school ${school.info.id} --name "..."`,
  )
}

/** `placeOf` is asked by the class's position in the school's list. */
export function reportClassTeachers(
  school: School,
  placeOf: (index: number) => Place,
  problems: Problems,
): void {
  const headed = new Set(
    school.places.filter((entry) => entry.role === 'class-teacher').map((entry) => entry.class),
  )
  for (const [index, { id }] of school.classes.entries()) {
    if (!headed.has(id)) {
      problems.warning(placeOf(index), 'This class has no class teacher.')
    }
  }
}
