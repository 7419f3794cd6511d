/**
 * Who leaves by what a set no longer has. From a whole school: everybody its source brought and no longer names. From a
 * list or a delta: who is named as gone, and who has lost the last place there, with the relations that rested on it.
 * Who still has a place that another source brought stays, and so does a class with such places.
 */
import { applyChanges } from './apply-changes.ts'
import type { SchoolChange } from './changes.ts'
import type { ClassId, PersonId } from './ids.ts'
import type { CommitteePlace, Guardianship, School } from './people.ts'
import type { RosterScope } from './roster.ts'
import type { Spoken } from './scope.ts'

export interface LeaversInput {
  readonly own: School
  readonly roster: School
  readonly scope: RosterScope
  /** The school with everything that the set adds. */
  readonly after: School
  readonly missing: Spoken
}

export interface Leavers extends Spoken {
  readonly people: readonly PersonId[]
  readonly classes: readonly ClassId[]
}

export function leavers(input: LeaversInput): Leavers {
  const { own, roster, scope, missing } = input
  const named = new Set(roster.people.map((one) => one.id))
  const mine = own.people.map((one) => one.id).filter((one) => !named.has(one))
  const guardianships = new Set(missing.guardianships)
  const committee = new Set(missing.committee)
  const rest = remaining(input.after, missing)
  const gone = new Set<PersonId>()
  let candidates: readonly PersonId[] = scope.kind === 'school' ? mine : whoLost(input, mine)
  while (candidates.length > 0) {
    const leaving = candidates.filter((one) => !gone.has(one) && hasNothing(one))
    for (const one of leaving) gone.add(one)
    const relations = own.guardianships.filter((one) => leaving.includes(one.child))
    for (const one of relations) guardianships.add(one)
    for (const one of own.committee) if (leaving.includes(one.person)) committee.add(one)
    const guardians = new Set(relations.map((one) => one.guardian))
    candidates = leaving.length === 0 ? [] : mine.filter((one) => guardians.has(one))
  }
  const closing = classesGone(input)
  return {
    staff: missing.staff,
    places: missing.places,
    guardianships: [...guardianships],
    committee: [...committee],
    people: mine.filter((one) => gone.has(one)),
    classes: closing.filter((one) => !rest.places.some((place) => place.class === one)),
  }

  function hasNothing(person: PersonId): boolean {
    const isOwnSeat = (seat: CommitteePlace) => {
      return own.committee.some((one) => one.person === seat.person && one.class === seat.class)
    }
    const isOwn = (relation: Guardianship) => {
      return own.guardianships.some((one) => {
        return one.guardian === relation.guardian && one.child === relation.child
      })
    }
    return !(
      rest.staff.some((one) => one.person === person) ||
      rest.places.some((one) => one.person === person) ||
      rest.committee.some((one) => one.person === person && !isOwnSeat(one)) ||
      rest.guardianships.some((one) => {
        if (one.child === person) return !isOwn(one)
        return one.guardian === person && !(gone.has(one.child) && isOwn(one))
      })
    )
  }
}

function remaining(after: School, missing: Spoken): School {
  return applyChanges(after, [
    ...missing.committee.map((place): SchoolChange => ({ kind: 'remove-committee-place', place })),
    ...missing.guardianships.map((one): SchoolChange => {
      return { kind: 'remove-guardianship', guardianship: one }
    }),
    ...missing.places.map((one): SchoolChange => {
      return { kind: 'remove-class-place', person: one.person, class: one.class }
    }),
    ...missing.staff.map((one): SchoolChange => {
      return { kind: 'remove-staff-place', person: one.person, role: one.role }
    }),
  ])
}

function whoLost({ scope, missing }: LeaversInput, mine: readonly PersonId[]): readonly PersonId[] {
  const lost = new Set<PersonId>([
    ...(scope.kind === 'rows' ? scope.removed.people : []),
    ...missing.staff.map((one) => one.person),
    ...missing.places.map((one) => one.person),
    ...missing.guardianships.map((one) => one.guardian),
  ])
  return mine.filter((one) => lost.has(one))
}

function classesGone({ own, roster, scope }: LeaversInput): readonly ClassId[] {
  if (scope.kind === 'classes') return []
  const present = new Set(roster.classes.map((one) => one.id))
  const mine = own.classes.map((one) => one.id).filter((one) => !present.has(one))
  return scope.kind === 'school' ? mine : mine.filter((one) => scope.removed.classes.includes(one))
}
