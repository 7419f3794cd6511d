/** One school of the rows that belong to it. */
import { classId, personId, schoolId } from '@lyceum/core/school/ids.ts'
import type { Person, School, StaffPlace } from '@lyceum/core/school/people.ts'

import type { SchoolPlaces } from './assemble-places.ts'
import type { DraftGuardianship, DraftOrg, DraftUser } from './draft.ts'
import type { RosterOptions } from './options.ts'
import { languageOfNames, normalizeLabel } from './text.ts'

/** Administrators and teachers only. */
export interface RoleAt {
  readonly user: DraftUser
  readonly role: string
  readonly line: number
}

type ChildrenOf = ReadonlyMap<DraftUser, readonly DraftGuardianship[]>

export interface SchoolParts {
  readonly people: readonly DraftUser[]
  readonly places: SchoolPlaces
  readonly roles: readonly RoleAt[]
  /** All relations of the set, by child. */
  readonly childrenOf: ChildrenOf
}

/** Staff, who is in a class, and the guardians of its pupils; in the order of the file. */
export function peopleOf(
  { places }: SchoolPlaces,
  roles: readonly RoleAt[],
  childrenOf: ChildrenOf,
): readonly DraftUser[] {
  const people = new Set(roles.map((entry) => entry.user))
  for (const { user, role } of places) {
    people.add(user)
    if (role !== 'pupil') continue
    for (const { guardian } of childrenOf.get(user) ?? []) people.add(guardian)
  }
  return [...people].toSorted((a, b) => a.line - b.line)
}

export function assembleSchool(org: DraftOrg, parts: SchoolParts, options: RosterOptions): School {
  const { people, places, roles, childrenOf } = parts
  const pupils = new Set(
    places.places.filter((place) => place.role === 'pupil').map((place) => place.user),
  )
  const language =
    org.language ??
    options.language ??
    languageOfNames(people.map((user) => user.familyName + user.givenName))
  return {
    info: {
      id: schoolId(org.id),
      name: org.name,
      language,
      timeZone: org.timeZone ?? options.timeZone,
    },
    classes: places.classes.map((group) => ({
      id: classId(group.id),
      label: normalizeLabel(group.title, language),
    })),
    people: people.map(personOf),
    staff: staffPlaces(places, roles),
    places: places.places.map(({ user, group, role, subjects }) => ({
      person: personId(user.id),
      class: classId(group.id),
      role,
      subjects: [...subjects].toSorted(),
    })),
    guardianships: [...pupils].flatMap((child) =>
      (childrenOf.get(child) ?? []).map(({ guardian }) => ({
        guardian: personId(guardian.id),
        child: personId(child.id),
      })),
    ),
    committee: [],
  }
}

/** Administrators and teachers by role, and who teaches a class of this school by enrolment. */
function staffPlaces(places: SchoolPlaces, roles: readonly RoleAt[]): readonly StaffPlace[] {
  const administrators = new Set<DraftUser>()
  const teachers = new Map<DraftUser, Set<string>>()
  for (const { user, role } of roles) {
    if (role === 'administrator') administrators.add(user)
    else teachers.set(user, new Set())
  }
  for (const { user, role, subjects } of places.places) {
    if (role === 'pupil') continue
    const all = teachers.get(user) ?? new Set()
    for (const subject of subjects) all.add(subject)
    teachers.set(user, all)
  }
  return [
    ...[...administrators].map(({ id }): StaffPlace => ({
      person: personId(id),
      role: 'administrator',
      subjects: [],
    })),
    ...[...teachers].map(([{ id }, subjects]): StaffPlace => ({
      person: personId(id),
      role: 'teacher',
      subjects: [...subjects].toSorted(),
    })),
  ]
}

export function personOf(user: DraftUser): Person {
  const { id, givenName, familyName, middleName, account } = user
  return {
    id: personId(id),
    givenName,
    familyName,
    ...(middleName === undefined ? {} : { middleName }),
    ...(account === undefined ? {} : { account }),
  }
}
