/**
 * Who an account is, for judging who may reach whom. One account may stand for several persons in several schools (a
 * teacher who is a parent, a parent of children in two schools): a standing is their union, school by school.
 */
import type { ClassId, PersonId, SchoolId, UserId } from '../ids.ts'
import type { Role, School } from '../people.ts'

/** What the persons of one account are in one school. An administrator or teacher without a class has empty sets. */
export interface SchoolStanding {
  readonly school: SchoolId
  readonly persons: ReadonlySet<PersonId>
  readonly roles: ReadonlySet<Role>
  /** Classes by the role in which the account stands in them; of a parent, the own children's classes. */
  readonly pupilOf: ReadonlySet<ClassId>
  readonly teaches: ReadonlySet<ClassId>
  readonly headOf: ReadonlySet<ClassId>
  readonly parentIn: ReadonlySet<ClassId>
  /** Own children. */
  readonly children: ReadonlySet<PersonId>
}

/** Of an account whose last role ended, or that no roster and no accepted application knows, there is none. */
export interface Standing {
  readonly user: UserId
  /** At least one, unless `region`. */
  readonly schools: readonly SchoolStanding[]
  /** Named as region staff in the configuration. */
  readonly region: boolean
}

type Growing = {
  -readonly [Key in keyof SchoolStanding]: SchoolStanding[Key] extends ReadonlySet<infer Item>
    ? Set<Item>
    : SchoolStanding[Key]
}

/** `accounts`: only accounts that have not ended. People without a role of any kind have no standing. */
export function standingsIn(
  school: School,
  accounts: ReadonlyMap<PersonId, UserId>,
): ReadonlyMap<UserId, SchoolStanding> {
  const standings = new Map<UserId, Growing>()
  const at = (person: PersonId): Growing | undefined => {
    const user = accounts.get(person)
    if (user === undefined) return undefined
    const standing = standings.get(user) ?? empty(school.info.id)
    standings.set(user, standing)
    standing.persons.add(person)
    return standing
  }
  for (const { person, role } of school.staff) at(person)?.roles.add(role)
  for (const { person, role, class: cls } of school.places) {
    const standing = at(person)
    standing?.roles.add(role === 'pupil' ? 'pupil' : 'teacher')
    if (role === 'pupil') standing?.pupilOf.add(cls)
    else standing?.teaches.add(cls)
    if (role === 'class-teacher') standing?.headOf.add(cls)
  }
  const classesOf = Map.groupBy(
    school.places.filter((place) => place.role === 'pupil'),
    (place) => place.person,
  )
  for (const { guardian, child } of school.guardianships) {
    const standing = at(guardian)
    standing?.roles.add('parent')
    standing?.children.add(child)
    for (const place of classesOf.get(child) ?? []) standing?.parentIn.add(place.class)
  }
  return standings
}

function empty(school: SchoolStanding['school']): Growing {
  return {
    school,
    persons: new Set(),
    roles: new Set(),
    pupilOf: new Set(),
    teaches: new Set(),
    headOf: new Set(),
    parentIn: new Set(),
    children: new Set(),
  }
}
