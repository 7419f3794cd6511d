/** The simple CSV format (docs/roster.md): one line a person, as a school's own lists have it. */
import { schoolId } from '@lyceum/core/school/ids.ts'
import type { School } from '@lyceum/core/school/people.ts'

import { readCsv, type CsvRow } from '../csv.ts'
import type { RosterOptions } from '../options.ts'
import { isPlainId } from '../plain-id.ts'
import type { Place, Problems } from '../problems.ts'
import type { RosterFile } from '../source.ts'
import { classKey, cleanText, languageOfNames } from '../text.ts'
import { buildSchool } from './build.ts'
import { personEntry } from './csv-person.ts'
import { columns, spellings, type Column } from './csv-words.ts'
import type { ClassEntry, PersonEntry } from './entries.ts'
import { makeId } from './made-ids.ts'
import { mergePeople } from './merge.ts'

interface SchoolLines {
  readonly id: string
  readonly name: string
  readonly people: PersonEntry[]
  readonly place: Place
}

export async function readSimpleCsv(
  file: RosterFile,
  options: RosterOptions,
  problems: Problems,
): Promise<readonly School[]> {
  const schools = new Map<string, SchoolLines>()
  const required = ['familyName', 'givenName', 'role'] as const
  const optional = columns.filter((column) => !required.some((name) => name === column))
  await readCsv(file, { required, optional, spellings }, problems, (row) => {
    const school = schoolOf(row, schools, options, problems)
    if (school !== undefined) school.people.push(personEntry(row, problems))
  })
  return [...schools.values()].map((lines) => {
    const people = mergePeople(lines.people, problems)
    const classes = classEntries(people, options)
    const school = buildSchool({ ...lines, people, classes }, options, problems)
    reportEmptyClasses(school, classes, problems)
    return school
  })
}

/** The school of the line: by its columns, else the one that was given with the file. */
function schoolOf(
  row: CsvRow<Column>,
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
    const hint = 'Add a column "Школа" (School), or name the school with --school.'
    problems.error(row.place('school'), 'The line does not say which school it is of.', hint)
    return undefined
  }
  if (known !== undefined) {
    problems.error(row.place('school'), 'Another line gives this school’s id another name.')
    return known
  }
  const id = schoolId(given === '' ? makeId('school', name) : given)
  const lines = schools.get(id) ?? { id, name, people: [], place: row.place() }
  schools.set(id, lines)
  return lines
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

/** A teacher's class that has no pupil is probably a slip in the label. */
function reportEmptyClasses(
  school: School,
  classes: readonly ClassEntry[],
  problems: Problems,
): void {
  const filled = new Set(
    school.places.filter((place) => place.role === 'pupil').map((place) => place.class),
  )
  for (const [index, { id }] of school.classes.entries()) {
    const place = classes[index]?.place
    if (place === undefined || filled.has(id)) continue
    const hint = 'Is the label spelt as in the pupils’ lines?'
    problems.warning(place, 'No pupil is in this class.', hint)
  }
}
