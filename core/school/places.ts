/** What everybody in a school is, told from the school's data as the lists and the invitations tell it. */
import { compareLabels } from './blueprint.ts'
import type { ClassId, PersonId } from './ids.ts'
import { roles, type Role, type School } from './people.ts'

/** One role of a person: of the school (`class` undefined) or of one class. */
export interface Place {
  readonly role: Role
  readonly class: ClassId | undefined
  readonly className: string | undefined
  readonly subjects: readonly string[]
}

/** Each person's places, the most important role first, and in it by class label; people without any have an empty list. */
export function placesOf(school: School): ReadonlyMap<PersonId, readonly Place[]> {
  const places = new Map<PersonId, Place[]>(school.people.map(({ id }) => [id, []]))
  const labels = new Map(school.classes.map(({ id, label }) => [id, label]))
  const add = (person: PersonId, role: Role, cls?: ClassId, subjects: readonly string[] = []) => {
    const className = cls === undefined ? undefined : labels.get(cls)
    places.get(person)?.push({ role, class: cls, className, subjects })
  }
  for (const { person, role, subjects } of school.staff) add(person, role, undefined, subjects)
  for (const { person, role, class: cls, subjects } of school.places) {
    add(person, role === 'pupil' ? 'pupil' : 'teacher', cls, subjects)
  }
  for (const [guardian, classes] of classesOfChildren(school)) {
    for (const cls of classes) add(guardian, 'parent', cls)
    if (classes.size === 0) add(guardian, 'parent')
  }
  for (const list of places.values()) list.sort(byImportance)
  return places
}

/** A slip names the class of the day on which it was issued; here is where its person is by now. */
export function classByNow(
  places: readonly Place[],
  { role, class: cls }: Pick<Place, 'role' | 'class'>,
): ClassId | undefined {
  const same = places.filter((place) => place.role === role)
  const [first] = same
  return first === undefined || same.some((place) => place.class === cls) ? cls : first.class
}

function classesOfChildren(school: School): ReadonlyMap<PersonId, ReadonlySet<ClassId>> {
  const classes = new Map<PersonId, ClassId[]>()
  for (const { person, class: cls, role } of school.places) {
    if (role === 'pupil') classes.set(person, [...(classes.get(person) ?? []), cls])
  }
  const found = new Map<PersonId, Set<ClassId>>()
  for (const { guardian, child } of school.guardianships) {
    const known = found.get(guardian) ?? new Set()
    for (const cls of classes.get(child) ?? []) known.add(cls)
    found.set(guardian, known)
  }
  return found
}

function byImportance(left: Place, right: Place): number {
  const difference = roles.indexOf(left.role) - roles.indexOf(right.role)
  if (difference !== 0) return difference
  return compareLabels(left.className ?? '', right.className ?? '')
}

/** How many people have each role; who has two is counted in both. */
export function countRoles(school: School): Record<Role, number> {
  const counts: Record<Role, number> = { administrator: 0, teacher: 0, pupil: 0, parent: 0 }
  for (const places of placesOf(school).values()) {
    for (const role of new Set(places.map((place) => place.role))) counts[role] += 1
  }
  return counts
}
