import { readCsv } from '../csv.ts'
import type { DraftOrg, DraftRole, DraftUser } from '../draft.ts'
import { IdSet } from '../id-set.ts'
import type { Problems } from '../problems.ts'
import type { RosterFile } from '../source.ts'
import { isRemoved, readId, resolve, type Table } from './table.ts'

const columns = {
  required: ['sourcedId', 'userSourcedId', 'roleType', 'role', 'orgSourcedId'],
  optional: ['status', 'dateLastModified'],
  ignored: ['beginDate', 'endDate', 'userProfileSourcedId'],
} as const

/** OneRoster 1.2, RoleEnum, by what the person is for the school. */
const meanings: ReadonlyMap<string, DraftRole> = new Map([
  ['principal', 'administrator'],
  ['siteadministrator', 'administrator'],
  ['systemadministrator', 'administrator'],
  ['districtadministrator', 'administrator'],
  ['administrator', 'administrator'],
  ['teacher', 'teacher'],
  ['student', 'pupil'],
  ['parent', 'guardian'],
  ['guardian', 'guardian'],
  ['relative', 'guardian'],
])

/** Puts the roles to the users. True when the whole file was read. */
export async function readRoles(
  file: RosterFile,
  users: Table<DraftUser>,
  orgs: Table<DraftOrg>,
  problems: Problems,
): Promise<boolean> {
  const ids = new IdSet()
  return readCsv(file, columns, problems, (row) => {
    const removed = isRemoved(row, problems)
    readId(row, (id) => !ids.add(id), problems)
    const user = resolve(users, row, 'userSourcedId', problems)
    const org = resolve(orgs, row, 'orgSourcedId', problems)
    const role = meanings.get(row.text('role').toLowerCase())
    if (role === undefined && row.text('role') !== '') {
      problems.warning(
        row.place('role'),
        'This role has no place in the school’s rooms; the row is not imported.',
        'Known: principal, siteAdministrator, systemAdministrator, districtAdministrator, teacher, student, parent, guardian, relative.',
      )
    }
    if (user === undefined || org === undefined || removed) return
    user.roles.push({ role: role ?? 'other', org, line: row.line })
  })
}
