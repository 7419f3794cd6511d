import { readCsv, type CsvRow } from '../csv.ts'
import { DatedRows, periodOf } from '../dates.ts'
import { hasRole, type DraftClass, type DraftOrg, type DraftUser } from '../draft.ts'
import { IdSet } from '../id-set.ts'
import { unknownRoleHint } from '../role-words.ts'
import type { SetRules } from '../set-rules.ts'
import type { RosterFile } from '../source.ts'
import { enrollmentColumns, type EnrollmentColumn } from './columns.ts'
import { isRemoved, readId, resolve, type Table } from './table.ts'

type Row = CsvRow<EnrollmentColumn>

interface EnrollmentTables {
  readonly orgs: Table<DraftOrg>
  readonly users: Table<DraftUser>
  readonly classes: Table<DraftClass>
  /** Every row of the roles was read: a user without one then really has none. */
  readonly rolesComplete: boolean
  /** Of changes: organisations whose classes are homerooms; of their other classes nothing is stored. */
  readonly withHomerooms: ReadonlySet<string>
}

interface Enrollment {
  readonly group: DraftClass
  readonly user: DraftUser
  readonly role: 'pupil' | 'teacher'
  readonly primary: boolean
  readonly line: number
}

/** Puts pupils and teachers to their classes. */
export async function readEnrollments(
  file: RosterFile,
  tables: EnrollmentTables,
  rules: SetRules,
): Promise<void> {
  const { problems, removals, today } = rules
  const ids = new IdSet()
  const dated = new DatedRows<Enrollment>()
  await readCsv(file, enrollmentColumns[rules.format], problems, (row) => {
    const removed = isRemoved(row, rules)
    if (rules.format !== 'sds-2.1') readId(row, (id) => !ids.add(id), problems)
    const period = periodOf(row, ['beginDate', 'endDate'], today, problems)
    if (removals !== undefined && (removed || period === 'ended')) {
      const [user, group] = [row.text('userSourcedId'), row.text('classSourcedId')]
      removals.places.push({ user, group })
      return
    }
    const group = classOf(row, tables, rules)
    const user = resolve(tables.users, row, 'userSourcedId', problems)
    const primary = isPrimary(row, rules)
    if (group === undefined || user === undefined || removed || group.removed || user.removed) {
      return
    }
    const role = roleOf(row, user, tables, rules)
    if (role === undefined) return
    if (period !== 'now') {
      dated.hold(group.org, { group, user, role, primary, line: row.line }, row.place())
      return
    }
    dated.noteCurrent(group.org)
    enroll(group, user, role, primary, row.line)
  })
  for (const { group, user, role, primary, line } of dated.settle(
    problems,
    removals !== undefined,
  )) {
    enroll(group, user, role, primary, line)
  }
}

function enroll(
  group: DraftClass,
  user: DraftUser,
  role: 'pupil' | 'teacher',
  primary: boolean,
  line: number,
): void {
  if (role === 'pupil') group.pupils.push(user)
  else group.teachers.push({ user, primary, line })
}

function classOf(row: Row, tables: EnrollmentTables, rules: SetRules): DraftClass | undefined {
  const { problems } = rules
  const school = row.text('schoolSourcedId')
  if (rules.removals !== undefined && tables.withHomerooms.has(school)) {
    const id = row.text('classSourcedId')
    if (id !== '' && tables.classes.get(id) === undefined && !tables.classes.has(id)) {
      problems.warning(
        row.place('classSourcedId'),
        'The class is neither in the set nor known from an earlier roster; the row is not imported.',
        'Right if these are a subject’s lessons: the school has classes of its own (homerooms).',
      )
      return undefined
    }
  }
  const group = resolve(tables.classes, row, 'classSourcedId', problems)
  const org =
    rules.removals === undefined
      ? resolve(tables.orgs, row, 'schoolSourcedId', problems)
      : tables.orgs.get(school)
  if (group !== undefined && org !== undefined && org !== group.org) {
    const message = 'The school of this row is not the school of its class; the class counts.'
    problems.warning(row.place('schoolSourcedId'), message)
  }
  return group
}

/**
 * An enrolment must agree with the person's role: a parent enrolled as a pupil, or a pupil as a teacher, would get into
 * rooms of children or write in their channel by a slip of the keyboard.
 */
function roleOf(
  row: Row,
  user: DraftUser,
  { rolesComplete }: EnrollmentTables,
  rules: SetRules,
): 'pupil' | 'teacher' | undefined {
  const { problems, meanings, rolesFile } = rules
  const word = row.text('role').toLowerCase()
  const role = meanings.get(word)
  if (role !== 'pupil' && role !== 'teacher') {
    if (word !== '' && role !== 'other') {
      const hint = role === undefined ? unknownRoleHint : 'Known here: student and teacher.'
      problems.warning(row.place('role'), 'This role is not imported for classes.', hint)
    }
    return undefined
  }
  if (user.roles.length === 0) {
    if (!rolesComplete) return undefined
    problems.missing(
      row.place('userSourcedId'),
      `The user "${user.id}" is in a class and has no row in ${rolesFile}.`,
      'Export the roles again: the set is not complete.',
    )
    return undefined
  }
  const agrees =
    role === 'pupil' ? hasRole(user, 'pupil') : hasRole(user, 'teacher', 'administrator')
  if (agrees) return role
  problems.warning(
    row.place('role'),
    `Enrolled as ${role === 'pupil' ? 'student' : 'teacher'}, but ${rolesFile} does not say so of this user; not imported.`,
    `Add that role to ${rolesFile} if it is right.`,
  )
  return undefined
}

function isPrimary(row: Row, { problems }: SetRules): boolean {
  const text = row.text('primary').toLowerCase()
  if (text === 'true' || text === '1' || text === 'yes') return true
  if (text !== '' && text !== 'false' && text !== '0' && text !== 'no') {
    problems.error(row.place('primary'), 'primary is neither true nor false.')
  }
  return false
}
