/**
 * From the rows of a delta to what they change: of each school only what the set holds, and by name what goes. What is
 * stored and not in the set is repeated only where a row refers to it, as it is stored.
 */
import { classId, personId, schoolId, type SchoolId } from '@lyceum/core/school/ids.ts'
import type { ClassPlace, Guardianship, School, StaffPlace } from '@lyceum/core/school/people.ts'
import type { RosterScope } from '@lyceum/core/school/roster.ts'

import { personOf } from '../assemble-school.ts'
import { hasRole, type Draft, type DraftClass, type DraftOrg } from '../draft.ts'
import type { RosterOptions } from '../options.ts'
import type { Problems } from '../problems.ts'
import { normalizeLabel } from '../text.ts'
import { placesInChanges } from './places.ts'
import type { Removals } from './removals.ts'
import { removedRows } from './removed-rows.ts'
import { hasHomerooms } from './stored.ts'

export interface Changes {
  readonly schools: readonly School[]
  readonly scopes: ReadonlyMap<SchoolId, RosterScope>
}

interface ChangesOf {
  readonly draft: Draft
  readonly removals: Removals
  readonly stored: readonly School[]
}

export function assembleChanges(
  { draft, removals, stored }: ChangesOf,
  options: RosterOptions,
  problems: Problems,
): Changes {
  const schools: School[] = []
  const scopes = new Map<SchoolId, RosterScope>()
  for (const org of draft.orgs) {
    const before = stored.find((school) => school.info.id === org.id) ?? emptySchool(org, options)
    const isStored = before.people.length > 0 || stored.some((one) => one.info.id === org.id)
    const school = schoolOf(org, before, isStored, draft, problems)
    const removed = removedRows(before, draft, removals)
    const gone = Object.values(removed).some((rows: readonly unknown[]) => rows.length > 0)
    if (!gone && !isTouched(school) && !(isStored && org.line > 0)) continue
    schools.push(school)
    scopes.set(school.info.id, { kind: 'rows', removed })
  }
  return { schools, scopes }
}

function schoolOf(
  org: DraftOrg,
  before: School,
  isStored: boolean,
  draft: Draft,
  problems: Problems,
): School {
  const info = { ...before.info, name: org.name }
  const groups = classesOf(org, before, isStored, draft, problems)
  const places = placesInChanges(groups, before, draft, problems)
  const staff = staffOf(org, before, places, draft)
  const guardianships = guardianshipsOf(before, places, draft)
  const ids = new Set<string>([
    ...places.map((place) => place.person),
    ...staff.map((place) => place.person),
    ...guardianships.flatMap(({ guardian, child }) => [guardian, child]),
    ...before.people.map((person) => person.id),
  ])
  const inSet = draft.users.filter((user) => ids.has(user.id) && !user.removed)
  const named = new Set<string>([
    ...places.map((place) => place.person),
    ...guardianships.flatMap(({ guardian, child }) => [guardian, child]),
  ])
  return {
    info,
    classes: groups
      .filter((group) => group.line > 0 || group.pupils.length + group.teachers.length > 0)
      .map(({ id, title }) => ({ id: classId(id), label: normalizeLabel(title, info.language) })),
    people: inSet.filter((user) => user.line > 0 || named.has(user.id)).map(personOf),
    staff,
    places,
    guardianships,
    committee: [],
  }
}

/** Classes of the school that the set holds or refers to; lessons are none where the school has homerooms. */
function classesOf(
  org: DraftOrg,
  before: School,
  isStored: boolean,
  draft: Draft,
  problems: Problems,
): readonly DraftClass[] {
  const groups = draft.classes.filter((group) => group.org.id === org.id && !group.removed)
  const known = new Set<string>(before.classes.map((one) => one.id))
  const byHomeroom =
    groups.some((group) => group.homeroom && group.line > 0) || (isStored && hasHomerooms(before))
  if (!byHomeroom) return groups
  const classes = groups.filter((group) => group.homeroom || known.has(group.id))
  for (const group of groups) {
    if (classes.includes(group)) continue
    problems.warning(
      { file: draft.files.classes, line: group.line },
      `The lessons "${group.id}" are no class here: the school has classes of its own (homerooms). What their teachers teach comes with the next full set.`,
      'If this is a class of children, its classType is homeroom.',
    )
  }
  return classes
}

/** Roles in the set, and who teaches a class by it. Subjects stay as they are stored. */
function staffOf(
  org: DraftOrg,
  before: School,
  places: readonly ClassPlace[],
  draft: Draft,
): readonly StaffPlace[] {
  const found = new Map<string, StaffPlace>()
  const add = (id: string, role: StaffPlace['role']) => {
    const stored = before.staff.find((place) => place.person === id && place.role === role)
    found.set(`${role} ${id}`, stored ?? { person: personId(id), role, subjects: [] })
  }
  for (const user of draft.users) {
    if (user.removed) continue
    for (const { role, org: at, line } of user.roles) {
      if (at.id !== org.id || line === 0) continue
      if (role === 'administrator' || role === 'teacher') add(user.id, role)
    }
  }
  for (const { person, role } of places) if (role !== 'pupil') add(person, 'teacher')
  return [...found.values()]
}

function guardianshipsOf(
  before: School,
  places: readonly ClassPlace[],
  draft: Draft,
): readonly Guardianship[] {
  const pupils = new Set<string>(
    [...before.places, ...places].filter((one) => one.role === 'pupil').map((one) => one.person),
  )
  return draft.guardianships
    .filter(({ child }) => pupils.has(child.id) && hasRole(child, 'pupil'))
    .map(({ guardian, child }) => ({ guardian: personId(guardian.id), child: personId(child.id) }))
}

function isTouched({ people, classes, staff, places, guardianships }: School): boolean {
  return [people, classes, staff, places, guardianships].some((list) => list.length > 0)
}

function emptySchool(org: DraftOrg, options: RosterOptions): School {
  return {
    info: {
      id: schoolId(org.id),
      name: org.name,
      language: org.language ?? options.language ?? 'ru',
      timeZone: org.timeZone ?? options.timeZone,
    },
    classes: [],
    people: [],
    staff: [],
    places: [],
    guardianships: [],
    committee: [],
  }
}
