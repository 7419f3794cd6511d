/**
 * What was ended by hand (by an administrator, a class teacher, a court) stays ended: the roster may list it for weeks to
 * come, and must not bring it back. In stored ids, so that it holds whatever a source calls people.
 */
import type { SchoolChange } from './changes.ts'
import type { ClassId, PersonId, SchoolId } from './ids.ts'
import type { Role } from './people.ts'

export type EndingOf =
  /** All of the person in the school. */
  | { readonly kind: 'person'; readonly person: PersonId }
  /** The role, wherever in the school: of a teacher every class, of a parent every child, later ones too. */
  | { readonly kind: 'role'; readonly person: PersonId; readonly role: Role }
  /** The place in the class. */
  | { readonly kind: 'class'; readonly person: PersonId; readonly class: ClassId }
  /** The guardianship of the child. */
  | { readonly kind: 'child'; readonly person: PersonId; readonly child: PersonId }

export type Ending = EndingOf & {
  readonly school: SchoolId
  readonly at: string
  /** Matrix id, or `operator`. */
  readonly by: string
}

export interface WithoutEnded {
  readonly changes: readonly SchoolChange[]
  /** Those that held something back. */
  readonly held: readonly Ending[]
}

/** The changes without what would bring back something that was ended; pure. */
export function leaveOutEnded(
  changes: readonly SchoolChange[],
  endings: readonly Ending[],
): WithoutEnded {
  if (endings.length === 0) return { changes, held: [] }
  const ofPerson = Map.groupBy(endings, (one) => one.person)
  const held = new Set<Ending>()
  const kept = changes.filter((change) => {
    const named = peopleBroughtBy(change)
    const found = named
      .flatMap((person) => ofPerson.get(person) ?? [])
      .find((ending) => holdsBack(ending, change))
    if (found !== undefined) held.add(found)
    return found === undefined
  })
  return { changes: kept, held: [...held] }
}

function peopleBroughtBy(change: SchoolChange): readonly PersonId[] {
  switch (change.kind) {
    case 'add-person':
      return [change.person.id]
    case 'add-staff-place':
    case 'add-class-place':
    case 'update-class-place':
    case 'add-committee-place':
      return [change.place.person]
    case 'add-guardianship':
      return [change.guardianship.guardian, change.guardianship.child]
    default:
      return []
  }
}

function holdsBack(ending: Ending, change: SchoolChange): boolean {
  // A change within a class that makes a teacher of a pupil is the same place in another role.
  const isPlace = change.kind === 'add-class-place' || change.kind === 'update-class-place'
  switch (ending.kind) {
    case 'person':
      return change.kind !== 'update-class-place'
    case 'role':
      return bringsRole(ending.role, ending.person, change)
    case 'class':
      return isPlace && change.place.class === ending.class
    case 'child':
      return (
        change.kind === 'add-guardianship' &&
        change.guardianship.guardian === ending.person &&
        change.guardianship.child === ending.child
      )
  }
}

function bringsRole(role: Role, person: PersonId, change: SchoolChange): boolean {
  switch (change.kind) {
    case 'add-staff-place':
      return change.place.role === role
    case 'add-class-place':
    case 'update-class-place':
      return role === (change.place.role === 'pupil' ? 'pupil' : 'teacher')
    case 'add-guardianship':
      return role === 'parent' && change.guardianship.guardian === person
    case 'add-committee-place':
      return role === 'parent'
    default:
      return false
  }
}
