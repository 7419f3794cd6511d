import { readCsv, type CsvRow } from '../csv.ts'
import { DatedRows, periodOf } from '../dates.ts'
import type { DraftOrg, DraftRole, DraftUser } from '../draft.ts'
import { IdSet } from '../id-set.ts'
import { unknownRoleHint } from '../role-words.ts'
import type { SetRules } from '../set-rules.ts'
import type { RosterFile } from '../source.ts'
import { roleColumns, type RoleColumn } from './columns.ts'
import { isRemoved, readId, resolve, type Table } from './table.ts'

interface RoleRow {
  readonly user: DraftUser
  readonly role: DraftRole
  readonly org: DraftOrg
  readonly line: number
}

/** `roles.csv` of OneRoster 1.2 and SDS: puts the roles to the users. True when the whole file was read. */
export async function readRoles(
  file: RosterFile,
  users: Table<DraftUser>,
  orgs: Table<DraftOrg>,
  rules: SetRules,
): Promise<boolean> {
  const { problems, removals, today } = rules
  const format = rules.format === 'sds-2.1' ? 'sds-2.1' : 'oneroster-1.2'
  const ids = new IdSet()
  const dated = new DatedRows<RoleRow>()
  const whole = await readCsv(file, roleColumns[format], problems, (row) => {
    const removed = isRemoved(row, rules)
    if (format === 'oneroster-1.2') readId(row, (id) => !ids.add(id), problems)
    const period = periodOf(row, ['beginDate', 'endDate'], today, problems)
    if (removals !== undefined && (removed || period === 'ended')) return takeAway(row, rules)
    const user = resolve(users, row, 'userSourcedId', problems)
    const org =
      removals === undefined
        ? resolve(orgs, row, 'orgSourcedId', problems)
        : knownOrg(row, orgs, rules)
    const role = meaningOf(row, rules)
    if (user === undefined || org === undefined || removed) return
    const entry = { user, role, org, line: row.line }
    if (period !== 'now') dated.hold(org, entry, row.place())
    else {
      dated.noteCurrent(org)
      give(entry)
    }
  })
  // Of changes the other rows of the school are not here: those that have not begun wait for their day.
  const late = dated.settle(problems, removals !== undefined)
  for (const entry of late) give(entry)
  return whole
}

/** The role of a user's row, at one organisation. */
export function giveRole(
  row: Pick<CsvRow<'role'>, 'text' | 'place' | 'line'>,
  user: DraftUser,
  org: DraftOrg,
  rules: SetRules,
): void {
  give({ user, role: meaningOf(row, rules), org, line: row.line })
}

function give({ user, role, org, line }: RoleRow): void {
  user.roles.push({ role, org, line })
}

function meaningOf(
  row: Pick<CsvRow<'role'>, 'text' | 'place'>,
  { meanings, problems }: SetRules,
): DraftRole {
  const word = row.text('role').toLowerCase()
  const role = meanings.get(word)
  if (role === undefined && word !== '') {
    problems.warning(
      row.place('role'),
      'This role has no place in the school’s rooms; the row is not imported.',
      unknownRoleHint,
    )
  }
  return role ?? 'other'
}

function takeAway(row: CsvRow<RoleColumn>, { meanings, removals }: SetRules): void {
  const role = meanings.get(row.text('role').toLowerCase())
  if (role !== 'administrator' && role !== 'teacher') return
  removals?.staff.push({ user: row.text('userSourcedId'), org: row.text('orgSourcedId'), role })
}

/** Of changes: districts are not stored, and a role there gives nothing by itself. */
function knownOrg(
  row: CsvRow<RoleColumn>,
  orgs: Table<DraftOrg>,
  { problems }: SetRules,
): DraftOrg | undefined {
  const org = orgs.get(row.text('orgSourcedId'))
  if (org === undefined && row.text('orgSourcedId') !== '') {
    problems.warning(
      row.place('orgSourcedId'),
      'The organisation is no school that is known here; the row is not imported.',
      'If it is a new school, give a full set (bulk) first.',
    )
  }
  return org
}
