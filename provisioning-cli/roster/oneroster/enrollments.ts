import { readCsv, type CsvRow } from '../csv.ts'
import { hasRole, type DraftClass, type DraftOrg, type DraftUser } from '../draft.ts'
import { IdSet } from '../id-set.ts'
import type { Problems } from '../problems.ts'
import type { RosterFile } from '../source.ts'
import { isRemoved, readId, resolve, type Table } from './table.ts'

const columns = {
  required: ['sourcedId', 'classSourcedId', 'schoolSourcedId', 'userSourcedId', 'role'],
  optional: ['status', 'dateLastModified', 'primary'],
  expected: ['primary'],
  ignored: ['beginDate', 'endDate'],
} as const

type Row = CsvRow<(typeof columns.required)[number] | (typeof columns.optional)[number]>

export interface EnrollmentTables {
  readonly orgs: Table<DraftOrg>
  readonly users: Table<DraftUser>
  readonly classes: Table<DraftClass>
  /** Every row of the roles was read: a user without one then really has none. */
  readonly rolesComplete: boolean
}

/** Puts pupils and teachers to their classes. */
export async function readEnrollments(
  file: RosterFile,
  tables: EnrollmentTables,
  problems: Problems,
): Promise<void> {
  const ids = new IdSet()
  await readCsv(file, columns, problems, (row) => {
    const removed = isRemoved(row, problems)
    readId(row, (id) => !ids.add(id), problems)
    const school = resolve(tables.orgs, row, 'schoolSourcedId', problems)
    const group = resolve(tables.classes, row, 'classSourcedId', problems)
    const user = resolve(tables.users, row, 'userSourcedId', problems)
    const primary = isPrimary(row, problems)
    if (group === undefined || user === undefined) return
    if (school !== undefined && school !== group.org) {
      const message = 'The school of this row is not the school of its class; the class counts.'
      problems.warning(row.place('schoolSourcedId'), message)
    }
    if (removed || group.removed || user.removed) return
    enroll(row, group, user, primary, tables.rolesComplete, problems)
  })
}

/**
 * An enrolment must agree with the person's role: a parent enrolled as a pupil, or a pupil as a teacher, would get into
 * rooms of children or write in their channel by a slip of the keyboard.
 */
function enroll(
  row: Row,
  group: DraftClass,
  user: DraftUser,
  primary: boolean,
  rolesComplete: boolean,
  problems: Problems,
): void {
  const role = row.text('role').toLowerCase()
  if (role !== 'student' && role !== 'teacher') {
    if (role === '') return
    const hint = 'Known here: student and teacher.'
    problems.warning(row.place('role'), 'This role is not imported for classes.', hint)
    return
  }
  if (user.roles.length === 0) {
    if (!rolesComplete) return
    const message = `The user "${user.id}" is in a class and has no row in roles.csv.`
    problems.missing(
      row.place('userSourcedId'),
      message,
      'Export the roles again: the set is not complete.',
    )
  } else if (role === 'student') {
    if (hasRole(user, 'pupil')) group.pupils.push(user)
    else refuse(row, 'student', problems)
  } else if (hasRole(user, 'teacher', 'administrator')) {
    group.teachers.push({ user, primary, line: row.line })
  } else {
    refuse(row, 'teacher', problems)
  }
}

function refuse(row: Row, role: string, problems: Problems): void {
  const message = `Enrolled as ${role}, but roles.csv does not say so of this user; not imported.`
  problems.warning(row.place('role'), message, `Add the role ${role} to roles.csv if it is right.`)
}

function isPrimary(row: Row, problems: Problems): boolean {
  const text = row.text('primary').toLowerCase()
  if (text === 'true' || text === '1' || text === 'yes') return true
  if (text !== '' && text !== 'false' && text !== '0' && text !== 'no') {
    problems.error(row.place('primary'), 'primary is neither true nor false.')
  }
  return false
}
