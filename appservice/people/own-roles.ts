/** What an account is, told for its own person: roles by school and class, and the persons behind them. */
import type { ClassId, PersonId, SchoolId } from '@lyceum/core/school/ids.ts'
import { fullName, type Role, type School } from '@lyceum/core/school/people.ts'
import type { SchoolStanding, Standing } from '@lyceum/core/school/policy/standing.ts'
import type { PeopleContext } from './context.ts'

interface OwnRole {
  readonly role: Role
  readonly school: SchoolId
  readonly school_name: string
  readonly class?: ClassId
  readonly class_name?: string
  /** Where the teacher leads the class. */
  readonly class_teacher?: true
}

interface OwnPerson {
  readonly id: PersonId
  readonly name: string
  readonly school: SchoolId
  readonly school_name: string
}

export interface OwnPlaces {
  readonly roles: readonly OwnRole[]
  readonly persons: readonly OwnPerson[]
}

export async function ownPlaces(
  { engine }: Pick<PeopleContext, 'engine'>,
  standing: Standing,
): Promise<OwnPlaces> {
  const loaded = await Promise.all(
    standing.schools.map(async (here) => {
      const school = await engine.store.schools.load(here.school)
      return school === undefined ? [] : [{ here, school }]
    }),
  )
  const all = loaded.flat()
  return {
    roles: all.flatMap(({ here, school }) => rolesIn(here, school)),
    persons: all.flatMap(({ here, school }) => personsIn(here, school)),
  }
}

function rolesIn(here: SchoolStanding, school: School): readonly OwnRole[] {
  const of = { school: school.info.id, school_name: school.info.name }
  const labels = new Map(school.classes.map((cls) => [cls.id, cls.label]))
  const inClasses = (role: Role, classes: ReadonlySet<ClassId>): OwnRole[] =>
    [...classes].map((cls) => {
      const leads = role === 'teacher' && here.headOf.has(cls)
      return {
        role,
        ...of,
        class: cls,
        class_name: labels.get(cls) ?? cls,
        ...(leads ? { class_teacher: true as const } : {}),
      }
    })
  const classesOf: Readonly<Record<Role, ReadonlySet<ClassId>>> = {
    administrator: new Set(),
    teacher: here.teaches.union(here.headOf),
    pupil: here.pupilOf,
    parent: here.parentIn,
  }
  return [...here.roles].flatMap((role) => {
    const classes = inClasses(role, classesOf[role])
    return classes.length === 0 ? [{ role, ...of }] : classes
  })
}

function personsIn(here: SchoolStanding, school: School): readonly OwnPerson[] {
  return school.people
    .filter((person) => here.persons.has(person.id))
    .map((person) => ({
      id: person.id,
      name: fullName(person, school.info.language),
      school: school.info.id,
      school_name: school.info.name,
    }))
}
