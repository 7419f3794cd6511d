import { readCsv } from '../csv.ts'
import type { DraftOrg } from '../draft.ts'
import type { Place } from '../problems.ts'
import type { RosterFile } from '../source.ts'
import type { SetRules } from '../set-rules.ts'
import { cleanText } from '../text.ts'
import { courseColumns, sessionColumns } from './columns.ts'
import { isRemoved, listOf, readId, resolve, resolveId, type Table } from './table.ts'

export interface Course {
  readonly title: string
  readonly subjects: readonly string[]
}

/** Terms and years: only that they are there, so that references to them can be checked. */
export async function readSessions(
  file: RosterFile,
  table: Table<true>,
  rules: SetRules,
): Promise<void> {
  const { problems } = rules
  const parents: { id: string; place: () => Place }[] = []
  table.complete = await readCsv(file, sessionColumns[rules.format], problems, (row) => {
    isRemoved(row, rules)
    const id = readId(row, (taken) => table.has(taken), problems)
    const parent = row.text('parentSourcedId')
    if (parent !== '') parents.push({ id: parent, place: () => row.place('parentSourcedId') })
    if (id !== undefined) table.add(id, true)
  })
  settle(table, rules)
  for (const { id, place } of parents) resolveId(table, id, place, problems)
}

export async function readCourses(
  file: RosterFile,
  table: Table<Course>,
  { orgs, sessions }: { readonly orgs: Table<DraftOrg>; readonly sessions: Table<true> },
  rules: SetRules,
): Promise<void> {
  const { problems } = rules
  table.complete = await readCsv(file, courseColumns[rules.format], problems, (row) => {
    isRemoved(row, rules)
    const id = readId(row, (taken) => table.has(taken), problems)
    if (rules.removals === undefined) resolve(orgs, row, 'orgSourcedId', problems)
    resolve(sessions, row, 'schoolYearSourcedId', problems)
    if (id === undefined) return
    const subjects = listOf(row.text('subjects')).map((subject) => cleanText(subject).text)
    table.add(id, { title: cleanText(row.text('title')).text, subjects })
  })
  settle(table, rules)
}

/** Terms and courses are not stored: of changes nobody can say that one is missing. */
function settle(table: Table<unknown>, { removals }: SetRules): void {
  if (removals !== undefined) table.complete = false
}
