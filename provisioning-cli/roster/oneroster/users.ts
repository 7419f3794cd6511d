import { readCsv, type CsvRow } from '../csv.ts'
import type { DraftOrg, DraftUser } from '../draft.ts'
import { readName } from '../names.ts'
import type { Problems } from '../problems.ts'
import type { RosterFile } from '../source.ts'
import { isRemoved, listOf, readId, resolve, Table } from './table.ts'

const columns = {
  required: ['sourcedId', 'enabledUser', 'username', 'givenName', 'familyName'],
  optional: [
    'status',
    'dateLastModified',
    'middleName',
    'agentSourcedIds',
    'primaryOrgSourcedId',
    'password',
  ],
  expected: ['agentSourcedIds'],
  // Minors' data: what is not needed is not read.
  ignored: `userIds identifier email sms phone grades userMasterIdentifier resourceSourcedIds
    preferredGivenName preferredMiddleName preferredFamilyName pronouns`.split(/\s+/),
} as const

type UserColumn = (typeof columns.required)[number] | (typeof columns.optional)[number]

/** As the file has it: which of the two is the child is decided later, by their roles. */
interface AgentReference {
  readonly user: DraftUser
  readonly agent: string
}

export interface Users {
  readonly table: Table<DraftUser>
  readonly agents: readonly AgentReference[]
}

export async function readUsers(
  file: RosterFile,
  orgs: Table<DraftOrg>,
  problems: Problems,
): Promise<Users> {
  const table = new Table<DraftUser>(file.name)
  const agents: AgentReference[] = []
  table.complete = await readCsv(file, columns, problems, (row) => {
    const removed = isRemoved(row, problems)
    const enabled = isEnabled(row, problems)
    const id = readId(row, (taken) => table.has(taken), problems)
    resolve(orgs, row, 'primaryOrgSourcedId', problems)
    reportPassword(row, problems)
    if (id === undefined) return
    const user: DraftUser = {
      id,
      givenName: readName(row.text('givenName'), row.place('givenName'), problems),
      familyName: readName(row.text('familyName'), row.place('familyName'), problems),
      middleName: readName(row.text('middleName'), row.place('middleName'), problems) || undefined,
      line: row.line,
      removed: removed || !enabled,
      roles: [],
    }
    table.add(id, user)
    for (const agent of listOf(row.text('agentSourcedIds'))) agents.push({ user, agent })
  })
  return { table, agents }
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
