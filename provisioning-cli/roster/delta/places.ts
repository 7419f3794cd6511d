/** Places in classes that the rows of a delta bring. */
import { classId, personId } from '@lyceum/core/school/ids.ts'
import type { ClassPlace, School } from '@lyceum/core/school/people.ts'

import type { Draft, DraftClass } from '../draft.ts'
import type { Problems } from '../problems.ts'

export function placesInChanges(
  groups: readonly DraftClass[],
  before: School,
  draft: Draft,
  problems: Problems,
): readonly ClassPlace[] {
  return groups.flatMap((group) => placesOf(group, before, draft, problems))
}

/**
 * A teacher is the class teacher if the row says primary or the class has no other; who has a place already keeps it,
 * with its subjects, unless the row says more.
 */
function placesOf(
  group: DraftClass,
  before: School,
  draft: Draft,
  problems: Problems,
): readonly ClassPlace[] {
  const stored = before.places.filter((place) => place.class === group.id)
  const found = new Map<string, ClassPlace>()
  for (const { id } of group.pupils) {
    const place = { person: personId(id), class: classId(group.id), role: 'pupil', subjects: [] }
    found.set(id, place as ClassPlace)
  }
  const others = new Set<string>([
    ...group.teachers.map(({ user }) => user.id),
    ...stored.filter((place) => place.role !== 'pupil').map((place) => place.person),
  ])
  for (const { user, primary, line } of group.teachers) {
    if (found.get(user.id)?.role === 'pupil') {
      problems.warning(
        { file: draft.files.enrollments, line, column: 'role' },
        `A pupil of the class "${group.id}" is its teacher too; stays a pupil.`,
        'Take out the row that is wrong.',
      )
      continue
    }
    const own = stored.find((place) => place.person === user.id && place.role !== 'pupil')
    const role = primary || others.size === 1 ? 'class-teacher' : (own?.role ?? 'teacher')
    const subjects = own?.subjects ?? (group.homeroom ? [] : group.subjects)
    found.set(user.id, { person: personId(user.id), class: classId(group.id), role, subjects })
  }
  return [...found.values()]
}
