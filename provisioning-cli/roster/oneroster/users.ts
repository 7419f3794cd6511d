import { readCsv, type CsvRow } from '../csv.ts'
import type { DraftOrg, DraftUser } from '../draft.ts'
import { readName } from '../names.ts'
import type { Problems } from '../problems.ts'
import type { SetRules } from '../set-rules.ts'
import type { RosterFile } from '../source.ts'
import { userColumns, type UserColumn } from './columns.ts'
import { giveRole } from './roles.ts'
import { isRemoved, listOf, readId, resolve, resolveId, type Table } from './table.ts'

/** As the file has it: which of the two is the child is decided later, by their roles. */
export interface AgentReference {
  readonly user: DraftUser
  readonly agent: string
}

/** Fills the table; in OneRoster 1.1 the row says the role too. */
export async function readUsers(
  file: RosterFile,
  table: Table<DraftUser>,
  orgs: Table<DraftOrg>,
  rules: SetRules,
): Promise<readonly AgentReference[]> {
  const { problems, removals } = rules
  const agents: AgentReference[] = []
  table.complete = await readCsv(file, userColumns[rules.format], problems, (row) => {
    const removed = isRemoved(row, rules) || !isEnabled(row, problems)
    const id = readId(row, (taken) => table.has(taken), problems)
    reportPassword(row, problems)
    if (id !== undefined && removed && removals !== undefined) {
      removals.people.add(id)
      return table.addSpoilt(id)
    }
    if (removals === undefined) resolve(orgs, row, 'primaryOrgSourcedId', problems)
    if (id === undefined) return
    const stored = table.stored(id)
    const account = row.text('metadata.matrixId')
    const user: DraftUser = {
      id,
      givenName: readName(row.text('givenName'), row.place('givenName'), problems),
      familyName: readName(row.text('familyName'), row.place('familyName'), problems),
      middleName: readName(row.text('middleName'), row.place('middleName'), problems) || undefined,
      ...(account === '' ? {} : { account }),
      line: row.line,
      removed,
      // In a delta of 1.2 the roles stand elsewhere and may be unchanged; in 1.1 they stand here.
      roles: rules.format === 'oneroster-1.2' ? [...(stored?.roles ?? [])] : [],
    }
    table.add(id, user)
    if (rules.format === 'oneroster-1.1') readRole(row, user, orgs, rules)
    for (const agent of listOf(row.text('agentSourcedIds'))) agents.push({ user, agent })
  })
  return agents
}

function readRole(
  row: CsvRow<UserColumn>,
  user: DraftUser,
  orgs: Table<DraftOrg>,
  rules: SetRules,
): void {
  for (const id of listOf(row.text('orgSourcedIds'))) {
    const org = orgs.get(id)
    if (org === undefined && rules.removals === undefined) {
      resolveId(orgs, id, () => row.place('orgSourcedIds'), rules.problems)
    }
    if (org !== undefined) giveRole(row, user, org, rules)
  }
}

/** A user who is not enabled is no longer (or not yet) at the school. */
function isEnabled(row: CsvRow<UserColumn>, problems: Problems): boolean {
  const text = row.text('enabledUser').toLowerCase()
  if (text === 'false' || text === '0' || text === 'no') return false
  if (text !== 'true' && text !== '1' && text !== 'yes' && text !== '') {
    problems.error(row.place('enabledUser'), 'enabledUser is neither true nor false.')
  }
  return true
}

/** Only whether the cell is filled; its text goes nowhere. */
function reportPassword(row: CsvRow<UserColumn>, problems: Problems): void {
  if (row.text('password') === '') return
  problems.warnOnce(
    'password',
    row.place('password'),
    'There are passwords in the set. They are never imported.',
    'Leave them out of the export: everybody chooses a password when entering.',
  )
}
