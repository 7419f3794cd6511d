/** Lists of people (docs/roster.md): one line a person, in a CSV file or in the sheets of a workbook. */
import { classId, schoolId, type SchoolId } from '@lyceum/core/school/ids.ts'
import { roles, type Role, type School } from '@lyceum/core/school/people.ts'
import type { Roster, RosterScope } from '@lyceum/core/school/roster.ts'

import type { RosterOptions } from '../options.ts'
import { isPlainId } from '../plain-id.ts'
import type { Place, Problems } from '../problems.ts'
import { type ListRow, readListRows } from '../tables/list-rows.ts'
import type { Table } from '../tables/table.ts'
import { type List, understandTable } from '../tables/understand.ts'
import { classKey, cleanText, languageOfNames } from '../text.ts'
import { buildSchool } from './build.ts'
import type { ClassEntry, PersonEntry } from './entries.ts'
import { parentEntries } from './list-parents.ts'
import { personEntry } from './list-person.ts'
import { makeId } from './made-ids.ts'
import { mergePeople } from './merge.ts'

interface SchoolLines {
  readonly id: string
  readonly name: string
  readonly people: PersonEntry[]
  readonly place: Place
}

/** All tables together: a sheet of parents may name the pupils of another one. */
export async function readLists(
  tables: readonly Table[],
  options: RosterOptions,
  problems: Problems,
): Promise<Pick<Roster, 'schools' | 'scopes' | 'source'>> {
  const lists: List[] = []
  for (const table of tables) {
    const list = await understandTable(table, options, problems)
    if (list !== undefined) lists.push(list)
  }
  if (lists.length === 0 && tables.length > 1 && problems.errorCount === 0) {
    const [table] = tables
    const message = 'No sheet of the workbook has the header of a list.'
    problems.error(
      { file: table?.file ?? '' },
      message,
      'Write Фамилия, Имя, Класс above the columns.',
    )
  }
  const schools = new Map<string, SchoolLines>()
  for (const list of lists) {
    for (const row of readListRows(list, problems)) {
      const school = schoolOf(row, schools, options, problems)
      if (school === undefined) continue
      const person = personEntry(row, options, problems)
      school.people.push(person, ...parentEntries(row, person, problems))
    }
  }
  const built = [...schools.values()].map((lines) => schoolFrom(lines, options, problems))
  const scopes = new Map(built.map((school) => [school.info.id, scopeOf(school)]))
  return { schools: built, scopes, source: 'list' }
}

function schoolFrom(lines: SchoolLines, options: RosterOptions, problems: Problems): School {
  const stored = options.school?.id === lines.id ? options.school.stored : undefined
  const people = mergePeople(lines.people, problems)
  const language = stored?.info.language ?? options.language
  const classes = classEntries(people, {
    ...options,
    ...(language === undefined ? {} : { language }),
  })
  const entry = {
    ...lines,
    people,
    classes,
    ...(stored === undefined
      ? {}
      : { language: stored.info.language, timeZone: stored.info.timeZone, stored }),
  }
  const school = buildSchool(entry, options, problems)
  reportEmptyClasses(school, classes, problems)
  return school
}

/**
 * A list speaks for the roles in it of the classes in it. Of the staff of the whole school it speaks only if it names an
 * administrator: a list of one class has teachers in it too, and must not make the others leave.
 */
function scopeOf(school: School): RosterScope {
  const found = new Set<Role>(school.staff.map((place) => place.role))
  for (const { role } of school.places) found.add(role === 'pupil' ? 'pupil' : 'teacher')
  if (school.guardianships.length > 0) found.add('parent')
  return {
    kind: 'classes',
    classes: school.classes.map(({ id }) => classId(id)),
    roles: roles.filter((role) => found.has(role)),
    staff: school.staff.some((place) => place.role === 'administrator'),
  }
}

/** The school of the line: by its columns, else the one that was given with the file. */
function schoolOf(
  row: ListRow,
  schools: Map<string, SchoolLines>,
  options: RosterOptions,
  problems: Problems,
): SchoolLines | undefined {
  const name = cleanText(row.text('school')).text || (options.school?.name ?? '')
  const given =
    row.text('schoolId') || (row.text('school') === '' ? (options.school?.id ?? '') : '')
  if (given !== '' && !isPlainId(given)) {
    problems.error(row.place('schoolId'), 'The school’s id has spaces or invisible characters.')
    return undefined
  }
  const known = given === '' ? undefined : schools.get(given)
  if (known !== undefined && (name === '' || name === known.name)) return known
  if (name === '') {
    if (row.has('school') || problems.once(`school ${row.list.table.file}`)) {
      reportNoSchool(row, options, problems)
    }
    return undefined
  }
  if (known !== undefined) {
    problems.error(row.place('school'), 'Another line gives this school’s id another name.')
    return known
  }
  const id: SchoolId = schoolId(given === '' ? makeId('school', name) : given)
  const lines = schools.get(id) ?? { id, name, people: [], place: row.place() }
  schools.set(id, lines)
  return lines
}

function reportNoSchool(row: ListRow, { storedSchools }: RosterOptions, problems: Problems): void {
  const stored = storedSchools === undefined || storedSchools.length === 0
  const which = stored ? '--school "NAME"' : `--school ID (stored: ${storedSchools.join(', ')})`
  problems.error(
    row.place('school'),
    'The line does not say which school it is of.',
    `Say it with ${which}, or add a column "Школа" (School).`,
  )
}

/** Each label once, in the order of the file, at the first line that names it. */
function classEntries(
  people: readonly PersonEntry[],
  options: RosterOptions,
): readonly ClassEntry[] {
  const language =
    options.language ?? languageOfNames(people.map((one) => one.familyName + one.givenName))
  const found = new Map<string, ClassEntry>()
  for (const one of people) {
    for (const { ref, place } of [...one.pupilOf, ...one.teacherOf, ...one.classTeacherOf]) {
      const key = classKey(ref, language)
      if (!found.has(key)) found.set(key, { label: ref, place })
    }
  }
  return [...found.values()]
}

/** A teacher's class that has no pupil is probably a slip in the label, unless the list has no pupils at all. */
function reportEmptyClasses(
  school: School,
  classes: readonly ClassEntry[],
  problems: Problems,
): void {
  const filled = new Set(
    school.places.filter((place) => place.role === 'pupil').map((place) => place.class),
  )
  if (filled.size === 0) return
  for (const [index, { id }] of school.classes.entries()) {
    const place = classes[index]?.place
    if (place === undefined || filled.has(id)) continue
    const hint = 'Is the label spelt as in the pupils’ lines?'
    problems.warning(place, 'No pupil is in this class.', hint)
  }
}
