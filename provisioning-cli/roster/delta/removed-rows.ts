/** What a delta takes from one stored school. */
import { classId, personId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'
import type { RemovedRows } from '@lyceum/core/school/roster.ts'

import type { Draft, DraftUser } from '../draft.ts'
import type { Removals } from './removals.ts'

export function removedRows(before: School, draft: Draft, removals: Removals): RemovedRows {
  const rows = new Map(draft.users.filter((user) => user.line > 0).map((user) => [user.id, user]))
  const people = before.people.filter((person) => removals.people.has(person.id))
  const inSchool = new Set<string>(before.people.map((person) => person.id))
  const classes = new Set<string>(before.classes.map((group) => group.id))
  return {
    people: people.map((person) => person.id),
    classes: before.classes.filter((one) => removals.classes.has(one.id)).map((one) => one.id),
    places: removals.places
      .filter(({ user, group }) => classes.has(group) && !isEnrolledAgain(draft, user, group))
      .map(({ user, group }) => ({ person: personId(user), class: classId(group) })),
    staff: [
      ...removals.staff
        .filter(({ user, org }) => org === before.info.id && inSchool.has(user))
        .map(({ user, role }) => ({ person: personId(user), role })),
      ...before.staff
        .filter(({ person, role }) => lostRole(rows.get(person), role))
        .map(({ person, role }) => ({ person, role })),
    ],
    guardianships: before.guardianships.filter(({ guardian, child }) =>
      isNoLongerNamed(draft, rows, guardian, child),
    ),
  }
}

/** A row that ends and a new one for the same class (moved within it, another role): the person stays. */
function isEnrolledAgain(draft: Draft, user: string, group: string): boolean {
  const found = draft.classes.find((one) => one.id === group)
  if (found === undefined) return false
  return [...found.pupils, ...found.teachers.map((entry) => entry.user)].some(
    (one) => one.id === user,
  )
}

/** In OneRoster 1.1 the person's row says the role: what it no longer says is gone. */
function lostRole(user: DraftUser | undefined, role: 'administrator' | 'teacher'): boolean {
  if (user === undefined) return false
  if (role === 'teacher' && user.roles.some((entry) => entry.role === 'administrator')) return false
  return !user.roles.some((entry) => entry.role === role)
}

/**
 * The child's row names its guardians anew: one that it leaves out is none any more, unless the guardian's row names
 * the child. A row that names nobody says nothing, since the relation may stand on the other side, which is not here.
 */
function isNoLongerNamed(
  draft: Draft,
  rows: ReadonlyMap<string, DraftUser>,
  guardian: string,
  child: string,
): boolean {
  if (!rows.has(child)) return false
  const named = draft.guardianships.filter((pair) => pair.child.id === child)
  return named.length > 0 && !named.some((pair) => pair.guardian.id === guardian)
}
