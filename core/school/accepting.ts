/**
 * What accepting an application does to the school's data, who may decide it, and who of the roster the applicant seems to
 * be. All as data: the store writes the changes and the engine follows.
 */
import type { Application, ApplicantName } from './application.ts'
import type { SchoolChange } from './changes.ts'
import { personId, type ClassId, type PersonId } from './ids.ts'
import type { ClassPlace, Person, School } from './people.ts'
import type { RightsTarget } from './rights/may.ts'
import type { RightsAction } from './rights/table.ts'
import { nameKey } from './sources.ts'

/** Why an application cannot be accepted as it is; the remedy is to correct it first. */
export type AcceptProblem =
  | 'class-missing'
  | 'class-gone'
  | 'child-missing'
  | 'child-unknown'
  | 'chat-gone'
  /** Whoever is chosen for the applicant is not of the school. */
  | 'person-unknown'
  /** ... has entered by another account, or is about to. */
  | 'person-entered'
  /** ... is not in the school as what is applied for. */
  | 'person-differs'
  /** No account is a pupil and something else. */
  | 'account-is-pupil'
  | 'account-is-not-pupil'

/** Every one of these rights is needed to decide it. */
export function rightsToDecide(
  application: Application,
  school: School,
): readonly (readonly [RightsAction, RightsTarget])[] {
  const { role, class: cls, chat, child } = application
  const at = (one: ClassId | undefined): RightsTarget => ({ school: school.info.id, class: one })
  if (role === 'administrator' || role === 'teacher') return [['decide-staff', at(undefined)]]
  const classes = [cls ?? chatClass(school, chat), ...application.classes].filter(
    (one) => one !== undefined,
  )
  if (role === 'pupil') {
    return classes.length === 0
      ? [['decide-pupil', at(undefined)]]
      : classes.map((one) => ['decide-pupil', at(one)] as const)
  }
  // The link's class says who may decide, and the child's: nobody is made the parent of another class's child.
  const ofChild = school.places.filter((one) => one.person === child && one.role === 'pupil')
  const where = new Set([...classes, ...ofChild.map((one) => one.class)])
  return where.size === 0
    ? [['decide-parent', at(undefined)]]
    : [...where].map((one) => ['decide-parent', at(one)] as const)
}

/** Whom an applicant becomes who is nobody of the school yet. */
export function newPersonOf({ id }: Pick<Application, 'id'>): PersonId {
  return personId(`lyceum-${id}`)
}

/** Who is found to be a person of the roster gets all that the person is: also what the application does not ask for. */
export function rightsToBecome(
  person: PersonId,
  school: School,
): readonly (readonly [RightsAction, RightsTarget])[] {
  const at = (cls: ClassId | undefined): RightsTarget => ({ school: school.info.id, class: cls })
  const isStaff =
    school.staff.some((one) => one.person === person) ||
    school.places.some((one) => one.person === person && one.role !== 'pupil')
  const children = school.guardianships.filter((one) => one.guardian === person)
  return [
    ...(isStaff ? [['decide-staff', at(undefined)] as const] : []),
    ...children.flatMap(({ child }) => {
      const classes = school.places.filter((one) => one.person === child && one.role === 'pupil')
      const where = classes.length === 0 ? [undefined] : classes.map((one) => one.class)
      return where.map((cls) => ['decide-parent', at(cls)] as const)
    }),
  ]
}

/** Somebody of the school gets one more class or chat only as what they are still. */
export function mayHaveMore(
  { role }: Pick<Application, 'role'>,
  school: School,
  person: PersonId,
): boolean {
  const stands = (as: Application['role']) =>
    standsAs(school, person, { role: as, class: undefined })
  return stands(role) || (role === 'teacher' && stands('administrator'))
}

export function checkAcceptable(
  application: Application,
  school: School,
): AcceptProblem | undefined {
  const { kind, role, class: cls, classes, child, chat } = application
  if (kind === 'chat') {
    return school.chats?.some((one) => one.id === chat) === true ? undefined : 'chat-gone'
  }
  if (role === 'pupil' && cls === undefined) return 'class-missing'
  const known = new Set(school.classes.map((one) => one.id))
  if ([cls, ...classes].some((one) => one !== undefined && !known.has(one))) return 'class-gone'
  if (role !== 'parent') return undefined
  if (child === undefined) return 'child-missing'
  const isPupil = school.places.some((one) => one.person === child && one.role === 'pupil')
  return isPupil ? undefined : 'child-unknown'
}

/**
 * What is written for the person who is let in. `person`: new, of the roster, or of the school already; then only what is
 * missing is added, and a name that a roster brought stays.
 */
export function acceptanceChanges(
  application: Application,
  school: School,
  person: PersonId,
): readonly SchoolChange[] {
  const known = school.people.some((one) => one.id === person)
  return [
    ...(known ? [] : [{ kind: 'add-person' as const, person: personOf(application.name, person) }]),
    ...placeChanges(application, school, person),
  ]
}

function placeChanges(
  application: Application,
  school: School,
  person: PersonId,
): readonly SchoolChange[] {
  const { kind, role, subjects, chat, child } = application
  if (kind === 'chat') {
    return chat === undefined ? [] : [{ kind: 'add-chat-place', place: { chat, person } }]
  }
  const classes = [application.class, ...application.classes].filter((one) => one !== undefined)
  switch (role) {
    case 'administrator':
      return hasStaffPlace(school, person, role)
        ? []
        : [{ kind: 'add-staff-place', place: { person, role, subjects: [] } }]
    case 'teacher': {
      const staff: readonly SchoolChange[] = hasStaffPlace(school, person, role)
        ? []
        : [{ kind: 'add-staff-place', place: { person, role, subjects } }]
      return [...staff, ...classPlaces(school, person, classes, 'teacher', subjects)]
    }
    case 'pupil':
      return classPlaces(school, person, classes, 'pupil', [])
    case 'parent': {
      if (child === undefined) return []
      const guardianship = { guardian: person, child }
      const known = school.guardianships.some(
        (one) => one.guardian === person && one.child === child,
      )
      return known ? [] : [{ kind: 'add-guardianship', guardianship }]
    }
  }
}

/** A place that is there (of a class teacher, of a roster) stays what it is. */
function classPlaces(
  school: School,
  person: PersonId,
  classes: readonly ClassId[],
  role: ClassPlace['role'],
  subjects: readonly string[],
): readonly SchoolChange[] {
  const own = school.places.filter((one) => one.person === person)
  const known = new Set(own.map((one) => one.class))
  return [...new Set(classes)]
    .filter((cls) => !known.has(cls))
    .map((cls) => ({ kind: 'add-class-place', place: { person, class: cls, role, subjects } }))
}

function hasStaffPlace(
  school: School,
  person: PersonId,
  role: 'administrator' | 'teacher',
): boolean {
  return school.staff.some((one) => one.person === person && one.role === role)
}

/**
 * Somebody of the school by the same name and in the same role who has not entered; undefined where there is none, or more
 * than one: then whoever decides must choose.
 */
export function proposePerson(
  application: Pick<Application, 'kind' | 'role' | 'class' | 'name'>,
  school: School,
  hasEntered: (person: PersonId) => boolean,
): PersonId | undefined {
  if (application.kind !== 'join') return undefined
  const wanted = nameKey(application.name)
  const found = school.people.filter((one) => {
    return nameKey(one) === wanted && !hasEntered(one.id) && standsAs(school, one.id, application)
  })
  return found.length === 1 ? found[0]?.id : undefined
}

/** Whether the person is in the school as what is applied for. */
export function standsAs(
  school: School,
  person: PersonId,
  { role, class: cls }: Pick<Application, 'role' | 'class'>,
): boolean {
  const places = school.places.filter((one) => one.person === person)
  switch (role) {
    case 'pupil':
      return places.some((one) => one.role === 'pupil' && (cls === undefined || one.class === cls))
    case 'teacher':
      return places.some((one) => one.role !== 'pupil') || hasStaffPlace(school, person, 'teacher')
    case 'administrator':
      return hasStaffPlace(school, person, 'administrator')
    case 'parent':
      return school.guardianships.some((one) => one.guardian === person)
  }
}

function personOf(name: ApplicantName, id: PersonId): Person {
  return { id, ...name }
}

function chatClass(school: School, chat: Application['chat']): ClassId | undefined {
  return school.chats?.find((one) => one.id === chat)?.class
}
