/** The stored schools as rows that a set of changes may refer to. Their lines are 0: no file has them. */
import type { School } from '@lyceum/core/school/people.ts'

import type { DraftClass, DraftOrg, DraftRole, DraftUser } from '../draft.ts'
import type { Table } from '../oneroster/table.ts'

export interface StoredTables {
  readonly orgs: Table<DraftOrg>
  readonly users: Table<DraftUser>
  readonly classes: Table<DraftClass>
}

/** Gives the schools whose classes are homerooms. */
export function seedStored(tables: StoredTables, schools: readonly School[]): ReadonlySet<string> {
  for (const table of Object.values(tables)) {
    table.complete = true
    table.part = 'yes'
  }
  for (const school of schools) seedSchool(tables, school)
  return new Set(schools.filter(hasHomerooms).map((school) => school.info.id))
}

function seedSchool(tables: StoredTables, school: School): void {
  const { info } = school
  const org: DraftOrg = {
    id: info.id,
    name: info.name,
    type: 'school',
    line: 0,
    removed: false,
    language: info.language,
    timeZone: info.timeZone,
  }
  tables.orgs.addStored(org.id, org)
  for (const { id, label } of school.classes) {
    tables.classes.addStored(id, {
      id,
      title: label,
      homeroom: hasHomerooms(school),
      org,
      subjects: [],
      line: 0,
      removed: false,
      pupils: [],
      teachers: [],
    })
  }
  // A person of two schools is one row, with the roles of both.
  for (const person of school.people) {
    if (tables.users.stored(person.id) !== undefined) continue
    const { id, middleName } = person
    tables.users.addStored(id, { ...person, middleName, line: 0, removed: false, roles: [] })
  }
  const give = (id: string, role: DraftRole) =>
    tables.users.stored(id)?.roles.push({ role, org, line: 0 })
  for (const { person, role } of school.staff) give(person, role)
  for (const { person, role } of school.places) give(person, role === 'pupil' ? 'pupil' : 'teacher')
  for (const { guardian } of school.guardianships) give(guardian, 'guardian')
}

/** Where each lesson is a class, pupils are in many: in a school of homerooms nearly everybody is in one. */
export function hasHomerooms({ places }: Pick<School, 'places'>): boolean {
  const pupils = places.filter((place) => place.role === 'pupil')
  return pupils.length < 1.5 * new Set(pupils.map((place) => place.person)).size
}
