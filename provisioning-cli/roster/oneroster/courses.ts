import { readCsv } from '../csv.ts'
import type { DraftOrg } from '../draft.ts'
import type { Place, Problems } from '../problems.ts'
import type { RosterFile } from '../source.ts'
import { cleanText } from '../text.ts'
import { isRemoved, listOf, readId, resolve, resolveId, Table } from './table.ts'

export interface Course {
  readonly title: string
  readonly subjects: readonly string[]
}

const sessionColumns = {
  required: ['sourcedId', 'title', 'type', 'startDate', 'endDate', 'schoolYear'],
  optional: ['status', 'dateLastModified', 'parentSourcedId'],
} as const

/** Terms and years: only that they are there, so that references to them can be checked. */
export async function readSessions(file: RosterFile, problems: Problems): Promise<Table<true>> {
  const table = new Table<true>(file.name)
  const parents: { id: string; place: () => Place }[] = []
  table.complete = await readCsv(file, sessionColumns, problems, (row) => {
    isRemoved(row, problems)
    const id = readId(row, (taken) => table.has(taken), problems)
    const parent = row.text('parentSourcedId')
    if (parent !== '') parents.push({ id: parent, place: () => row.place('parentSourcedId') })
    if (id !== undefined) table.add(id, true)
  })
  for (const { id, place } of parents) resolveId(table, id, place, problems)
  return table
}

const courseColumns = {
  required: ['sourcedId', 'title', 'orgSourcedId'],
  optional: ['status', 'dateLastModified', 'schoolYearSourcedId', 'subjects'],
  ignored: ['courseCode', 'grades', 'subjectCodes'],
} as const

export async function readCourses(
  file: RosterFile,
  orgs: Table<DraftOrg>,
  sessions: Table<true>,
  problems: Problems,
): Promise<Table<Course>> {
  const table = new Table<Course>(file.name)
  table.complete = await readCsv(file, courseColumns, problems, (row) => {
    isRemoved(row, problems)
    const id = readId(row, (taken) => table.has(taken), problems)
    resolve(orgs, row, 'orgSourcedId', problems)
    resolve(sessions, row, 'schoolYearSourcedId', problems)
    if (id === undefined) return
    const subjects = listOf(row.text('subjects')).map((subject) => cleanText(subject).text)
    table.add(id, { title: cleanText(row.text('title')).text, subjects })
  })
  return table
}
