import { readCsv } from '../csv.ts'
import type { DraftClass, DraftOrg } from '../draft.ts'
import type { Problems } from '../problems.ts'
import type { RosterFile } from '../source.ts'
import { cleanText } from '../text.ts'
import type { Course } from './courses.ts'
import { isRemoved, listOf, readId, resolve, resolveId, Table } from './table.ts'

const columns = {
  required: [
    'sourcedId',
    'title',
    'courseSourcedId',
    'classType',
    'schoolSourcedId',
    'termSourcedIds',
  ],
  optional: ['status', 'dateLastModified', 'subjects'],
  ignored: ['grades', 'classCode', 'location', 'subjectCodes', 'periods'],
} as const

export async function readClasses(
  file: RosterFile,
  tables: {
    readonly orgs: Table<DraftOrg>
    readonly courses: Table<Course>
    readonly sessions: Table<true>
  },
  problems: Problems,
): Promise<Table<DraftClass>> {
  const table = new Table<DraftClass>(file.name)
  table.complete = await readCsv(file, columns, problems, (row) => {
    const removed = isRemoved(row, problems)
    const id = readId(row, (taken) => table.has(taken), problems)
    const org = resolve(tables.orgs, row, 'schoolSourcedId', problems)
    const course = resolve(tables.courses, row, 'courseSourcedId', problems)
    for (const term of listOf(row.text('termSourcedIds'))) {
      resolveId(tables.sessions, term, () => row.place('termSourcedIds'), problems)
    }
    const type = row.text('classType').toLowerCase()
    if (type !== 'homeroom' && type !== 'scheduled' && type !== '') {
      const hint = 'A class of children is "homeroom" (1А), a subject’s lessons are "scheduled".'
      problems.error(row.place('classType'), 'classType is neither homeroom nor scheduled.', hint)
    }
    if (id === undefined) return
    if (org === undefined) return table.addSpoilt(id)
    const title = cleanText(row.text('title')).text
    table.add(id, {
      id,
      title,
      homeroom: type === 'homeroom',
      org,
      subjects: subjectsOf(row.text('subjects'), course, title),
      line: row.line,
      removed,
      pupils: [],
      teachers: [],
    })
  })
  return table
}

function subjectsOf(cell: string, course: Course | undefined, title: string): readonly string[] {
  const named = listOf(cell).map((subject) => cleanText(subject).text)
  if (named.length > 0) return named
  if (course === undefined) return [title]
  return course.subjects.length > 0 ? course.subjects : [course.title]
}
