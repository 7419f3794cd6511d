/** What somebody is given by hand: a role of the school, a class, a child. */
import { exitCodes, LyceumError } from '../errors.ts'
import type { SchoolChange } from '../school/changes.ts'
import type { EndingOf } from '../school/endings.ts'
import type { ClassId, PersonId } from '../school/ids.ts'
import type { Role, School } from '../school/people.ts'
import { findClass } from './classes.ts'

export interface WantedPlace {
  readonly role: Role
  readonly class?: ClassId | undefined
  /** Of a parent. */
  readonly child?: PersonId | undefined
  /** Of a teacher. */
  readonly subjects?: readonly string[] | undefined
}

class WrongPlace extends LyceumError {
  readonly field: 'class' | 'child'

  constructor(field: WrongPlace['field'], message: string, hint: string) {
    super('wrong-place', message, { hint, exitCode: exitCodes.usage })
    this.field = field
  }
}

/** Throws `wrong-place` with the field, `unknown-class`, `unknown-person`. */
export function placeOf(school: School, person: PersonId, given: WantedPlace): SchoolChange {
  const { role, class: cls, child, subjects = [] } = given
  if (child !== undefined && role !== 'parent') {
    throw new WrongPlace('child', 'Only a parent has a child.', 'Leave --child out.')
  }
  switch (role) {
    case 'administrator':
      if (cls !== undefined) {
        const message = 'An administrator is of the school, not of a class.'
        throw new WrongPlace('class', message, 'Leave --class out.')
      }
      return { kind: 'add-staff-place', place: { person, role, subjects: [] } }
    case 'teacher':
      if (cls === undefined) return { kind: 'add-staff-place', place: { person, role, subjects } }
      return {
        kind: 'add-class-place',
        place: { person, role, class: findClass(school, cls).id, subjects },
      }
    case 'pupil':
      if (cls === undefined) {
        throw new WrongPlace('class', 'A pupil is added to a class.', 'Give --class.')
      }
      return {
        kind: 'add-class-place',
        place: { person, role, class: findClass(school, cls).id, subjects: [] },
      }
    case 'parent':
      if (child === undefined) {
        const hint = 'Give --child to `lyceum person add`.'
        throw new WrongPlace('child', 'A parent is known by the relation to a child.', hint)
      }
      if (cls !== undefined) {
        const message = 'A parent is in the class of the child.'
        throw new WrongPlace('class', message, 'Leave --class out.')
      }
      checkPupil(school, child)
      return { kind: 'add-guardianship', guardianship: { guardian: person, child } }
  }
}

function checkPupil(school: School, child: PersonId): void {
  if (isPupilOf(school, child)) return
  throw new LyceumError('unknown-person', `There is no person ${child} who is a pupil.`, {
    hint: 'lyceum person list --role pupil shows them with their ids.',
  })
}

export function isPupilOf({ places }: School, person: PersonId): boolean {
  return places.some((one) => one.person === person && one.role === 'pupil')
}

/** Throws `already-there`, and `pupil-or-not` for who would be a pupil and something else, which no account is. */
export function checkAnotherPlace(school: School, person: PersonId, change: SchoolChange): void {
  const hint = `lyceum person show ${person} tells what the person is where.`
  if (isThere(school, change)) {
    throw new LyceumError('already-there', `Person ${person} is that already.`, { hint })
  }
  const isPupil = isPupilOf(school, person)
  const isOther =
    school.places.some((one) => one.person === person && one.role !== 'pupil') ||
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
