import { readCsv } from '../csv.ts'
import type { DraftClass, DraftOrg } from '../draft.ts'
import type { Place } from '../problems.ts'
import type { SetRules } from '../set-rules.ts'
import type { RosterFile } from '../source.ts'
import { cleanText } from '../text.ts'
import { classColumns } from './columns.ts'
import type { Course } from './courses.ts'
import { isRemoved, listOf, readId, resolve, resolveId, type Table } from './table.ts'

export async function readClasses(
  file: RosterFile,
  table: Table<DraftClass>,
  tables: {
    readonly orgs: Table<DraftOrg>
    readonly courses: Table<Course>
    readonly sessions: Table<true>
  },
  rules: SetRules,
): Promise<void> {
  const { problems } = rules
  table.complete = await readCsv(file, classColumns[rules.format], problems, (row) => {
    const removed = isRemoved(row, rules)
    const id = readId(row, (taken) => table.has(taken), problems)
    if (removed && rules.removals !== undefined) {
      if (id !== undefined) {
        rules.removals.classes.add(id)
        table.addSpoilt(id)
      }
      return
    }
    const org = resolve(tables.orgs, row, 'schoolSourcedId', problems)
    const course = resolve(tables.courses, row, 'courseSourcedId', problems)
    for (const term of listOf(row.text('termSourcedIds'))) {
      resolveId(tables.sessions, term, () => row.place('termSourcedIds'), problems)
    }
    const homeroom = isHomeroom(row.text('classType'), row.place('classType'), rules)
    if (id === undefined) return
    if (org === undefined) return table.addSpoilt(id)
    const title = cleanText(row.text('title')).text
    table.add(id, {
      id,
      title,
      homeroom,
      org,
      subjects: subjectsOf(row.text('subjects'), course, title),
      line: row.line,
      removed,
      pupils: [],
      teachers: [],
    })
  })
}

function isHomeroom(text: string, place: Place, { problems }: SetRules): boolean {
  const type = text.toLowerCase()
  if (type !== 'homeroom' && type !== 'scheduled' && type !== '') {
    const hint = 'A class of children is "homeroom" (1А), a subject’s lessons are "scheduled".'
    problems.error(place, 'classType is neither homeroom nor scheduled.', hint)
  }
  return type === 'homeroom'
}

function subjectsOf(cell: string, course: Course | undefined, title: string): readonly string[] {
  const named = listOf(cell).map((subject) => cleanText(subject).text)
  if (named.length > 0) return named
  if (course === undefined) return [title]
  return course.subjects.length > 0 ? course.subjects : [course.title]
}
