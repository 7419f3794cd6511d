/** What somebody is given by hand: a role of the school, a class, a child. */
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import type { SchoolChange } from '@lyceum/core/school/changes.ts'
import type { EndingOf } from '@lyceum/core/school/endings.ts'
import { classId, personId, type ClassId, type PersonId } from '@lyceum/core/school/ids.ts'
import type { Person, Role, School } from '@lyceum/core/school/people.ts'
import { unknown } from './selection.ts'

interface WantedPlace {
  readonly class: string | undefined
  readonly role: Role | undefined
  readonly child?: string | undefined
  readonly subjects?: readonly string[] | undefined
}

export function placeOf(school: School, person: PersonId, given: WantedPlace): SchoolChange {
  const { role, class: cls, child, subjects = [] } = given
  if (child !== undefined && role !== 'parent') {
    throw unfit('Only a parent has a child.', 'Leave --child out.')
  }
  switch (role) {
    case 'administrator':
      if (cls !== undefined) {
        throw unfit('An administrator is of the school, not of a class.', 'Leave --class out.')
      }
      return { kind: 'add-staff-place', place: { person, role, subjects: [] } }
    case 'teacher':
      return cls === undefined
        ? { kind: 'add-staff-place', place: { person, role, subjects } }
        : {
            kind: 'add-class-place',
            place: { person, role, class: inSchool(school, cls), subjects },
          }
    case 'pupil':
      if (cls === undefined) throw needs('--class', 'A pupil is added to a class.')
      return {
        kind: 'add-class-place',
        place: { person, role, class: inSchool(school, cls), subjects: [] },
      }
    case 'parent':
      if (child === undefined) {
        throw needs(
          '--child to `lyceum person add`',
          'A parent is known by the relation to a child.',
        )
      }
      if (cls !== undefined) {
        throw unfit('A parent is in the class of the child.', 'Leave --class out.')
      }
      return {
        kind: 'add-guardianship',
        guardianship: { guardian: person, child: pupilOf(school, child) },
      }
    case undefined:
      throw needs('--role', 'A person is added with a role.')
  }
}

function pupilOf(school: School, id: string): PersonId {
  const pupils = new Set(school.places.flatMap((one) => (one.role === 'pupil' ? one.person : [])))
  const child = personId(id)
  if (pupils.has(child)) return child
  throw unknown(
    'person',
    id,
    school.people.filter((one) => pupils.has(one.id)),
  )
}

function inSchool(school: School, id: string): ClassId {
  if (!school.classes.some((cls) => cls.id === id)) throw unknown('class', id, school.classes)
  return classId(id)
}

export function needs(what: string, message: string): LyceumError {
  return unfit(message, `Give ${what}.`)
}

function unfit(message: string, hint: string): LyceumError {
  return new LyceumError('usage', message, { hint, exitCode: exitCodes.usage })
}

export function personIn(school: School, id: string): Person {
  const found = school.people.find((one) => one.id === id)
  if (found === undefined) throw unknown('person', id, school.people)
  return found
}

/** Throws where the person has it already, or would be a pupil and something else, which no account is. */
export function checkAnotherPlace(school: School, person: PersonId, change: SchoolChange): void {
  const hint = `lyceum person show ${person} tells what the person is where.`
  if (isThere(school, change)) {
    throw new LyceumError('already-there', `Person ${person} is that already.`, { hint })
  }
  const places = school.places.filter((one) => one.person === person)
  const isPupil = places.some((one) => one.role === 'pupil')
  const isOther =
    places.some((one) => one.role !== 'pupil') ||
    school.staff.some((one) => one.person === person) ||
    school.guardianships.some((one) => one.guardian === person)
  const becomesPupil = change.kind === 'add-class-place' && change.place.role === 'pupil'
  if (becomesPupil ? !isOther : !isPupil) return
  throw new LyceumError('pupil-or-not', `Person ${person} cannot be a pupil and something else.`, {
    hint,
  })
}

function isThere(school: School, change: SchoolChange): boolean {
  switch (change.kind) {
    case 'add-staff-place': {
      const { person, role } = change.place
      return school.staff.some((one) => one.person === person && one.role === role)
    }
    case 'add-class-place': {
      const { person, class: cls } = change.place
      return school.places.some((one) => one.person === person && one.class === cls)
    }
    case 'add-guardianship': {
      const { guardian, child } = change.guardianship
      return school.guardianships.some((one) => one.guardian === guardian && one.child === child)
    }
    default:
      return false
  }
}

/** A roster that names the same is no longer told that it was ended. */
export function endingsUndone(changes: readonly SchoolChange[]): readonly EndingOf[] {
  return changes.flatMap((change): readonly EndingOf[] => {
    switch (change.kind) {
      case 'add-staff-place': {
        const { person, role } = change.place
        return [{ kind: 'role', person, role }]
      }
      case 'add-class-place': {
        const { person, class: cls, role } = change.place
        const as = role === 'pupil' ? 'pupil' : 'teacher'
        return [
          { kind: 'class', person, class: cls },
          { kind: 'role', person, role: as },
        ]
      }
      case 'add-guardianship': {
        const { guardian: person, child } = change.guardianship
        return [
          { kind: 'child', person, child },
          { kind: 'role', person, role: 'parent' },
        ]
      }
      default:
        return []
    }
  })
}
