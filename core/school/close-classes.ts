/**
 * What ends when classes are closed for good. Pupils who are in no other class leave the school, and with them parents who
 * are nobody else in it, as when a roster no longer names them. A teacher stays one of the school.
 */
import type { SchoolChange } from './changes.ts'
import type { ClassId, PersonId } from './ids.ts'
import type { School } from './people.ts'

export interface ClosedClasses {
  /** In the order in which the store takes them. */
  readonly changes: readonly SchoolChange[]
  /** Who leaves the school: pupils before parents. */
  readonly leaving: readonly PersonId[]
}

export function closeClasses(school: School, closing: ReadonlySet<ClassId>): ClosedClasses {
  const { staff, places, guardianships, committee } = school
  const [ended, kept] = partition(places, (one) => closing.has(one.class))
  const hasPlace = new Set([...staff, ...kept].map((one) => one.person))
  const guardians = new Set(guardianships.map((one) => one.guardian))
  const pupils = new Set(
    ended
      .filter((one) => one.role === 'pupil')
      .map((one) => one.person)
      .filter((one) => !hasPlace.has(one) && !guardians.has(one)),
  )
  const teachers = new Set(
    ended
      .filter((one) => one.role !== 'pupil')
      .map((one) => one.person)
      .filter((one) => !hasPlace.has(one)),
  )
  const [over, lasting] = partition(guardianships, (one) => pupils.has(one.child))
  const stillGuardian = new Set(lasting.map((one) => one.guardian))
  const parents = new Set(
    over
      .map((one) => one.guardian)
      .filter((one) => !hasPlace.has(one) && !teachers.has(one) && !stillGuardian.has(one)),
  )
  const leaving = [...pupils, ...parents]
  const isOver = (person: PersonId) => pupils.has(person) || parents.has(person)
  const changes: readonly SchoolChange[] = [
    ...[...teachers].map((person): SchoolChange => {
      return { kind: 'add-staff-place', place: { person, role: 'teacher', subjects: [] } }
    }),
    ...committee
      .filter((one) => isOver(one.person) || (one.class !== undefined && closing.has(one.class)))
      .map((place): SchoolChange => ({ kind: 'remove-committee-place', place })),
    ...over.map((one): SchoolChange => ({ kind: 'remove-guardianship', guardianship: one })),
    ...ended.map((one): SchoolChange => {
      return { kind: 'remove-class-place', person: one.person, class: one.class }
    }),
    ...leaving.map((person): SchoolChange => ({ kind: 'remove-person', person })),
    ...[...closing].map((cls): SchoolChange => ({ kind: 'archive-class', class: cls })),
  ]
  return { changes, leaving }
}

function partition<Item>(items: readonly Item[], isFirst: (item: Item) => boolean) {
  return [items.filter(isFirst), items.filter((one) => !isFirst(one))] as const
}
