import type { CsvRow } from '../csv.ts'
import { readName } from '../names.ts'
import { isPlainId } from '../plain-id.ts'
import type { Problems } from '../problems.ts'
import { cleanText } from '../text.ts'
import { isNo, isYes, roleOf, type Column, type SimpleRole } from './csv-words.ts'
import type { ClassReference, PersonEntry } from './entries.ts'

/** One line. Cells with several values separate them by commas, or by semicolons inside quotation marks. */
export function personEntry(row: CsvRow<Column>, problems: Problems): PersonEntry {
  const roles = rolesOf(row, problems)
  const id = idOf(row, problems)
  const middleName = readName(row.text('middleName'), row.place('middleName'), problems)
  const subjects = listOf(row.text('subjects'))
  const classes = listOf(row.text('class'))
  const isTeacher = roles.has('teacher') && !roles.has('pupil')
  const classPlace = row.place('class')
  // In a parent's line the class is the child's, and tells namesakes apart.
  const childClass = isTeacher || classes.length !== 1 ? undefined : classes[0]
  return {
    ...(id === undefined ? {} : { id }),
    givenName: readName(row.text('givenName'), row.place('givenName'), problems),
    familyName: readName(row.text('familyName'), row.place('familyName'), problems),
    ...(middleName === '' ? {} : { middleName }),
    ...(roles.has('administrator') ? { administrator: [] } : {}),
    ...(isTeacher ? { teacher: subjects } : {}),
    pupilOf: roles.has('pupil')
      ? classes.map((ref) => ({ ref, subjects: [], place: classPlace }))
      : [],
    teacherOf: isTeacher ? classes.map((ref) => ({ ref, subjects, place: classPlace })) : [],
    classTeacherOf: isTeacher ? classTeacherOf(row, classes, problems) : [],
    children: listOf(row.text('children')).map((ref) => ({
      ref,
      ...(childClass === undefined ? {} : { class: childClass }),
      place: row.place('children'),
    })),
    committee: false,
    committeeOf: [],
    place: row.place(),
  }
}

function rolesOf(row: CsvRow<Column>, problems: Problems): ReadonlySet<SimpleRole> {
  const roles = new Set<SimpleRole>()
  for (const word of listOf(row.text('role'))) {
    const role = roleOf(word)
    if (role !== undefined) roles.add(role)
    else {
      problems.warning(
        row.place('role'),
        'This role is not known; it gives nothing.',
        'Known: администратор, учитель, ученик, родитель (administrator, teacher, pupil, parent).',
      )
    }
  }
  if (roles.has('pupil') && (roles.has('teacher') || roles.has('administrator'))) {
    problems.error(row.place('role'), 'A pupil cannot be teacher or administrator too.')
  }
  return roles
}

/** A label, or "да" (yes) where the line names exactly one class. */
function classTeacherOf(
  row: CsvRow<Column>,
  classes: readonly string[],
  problems: Problems,
): readonly ClassReference[] {
  const cell = row.text('classTeacher')
  const place = row.place('classTeacher')
  if (isNo(cell)) return []
  if (!isYes(cell)) return listOf(cell).map((ref) => ({ ref, subjects: [], place }))
  const only = classes[0]
  if (only !== undefined && classes.length === 1) return [{ ref: only, subjects: [], place }]
  const hint = 'Write the label of the class in this cell.'
  problems.error(place, 'It is not clear of which class this is the class teacher.', hint)
  return []
}

function idOf(row: CsvRow<Column>, problems: Problems): string | undefined {
  const id = row.text('id')
  if (id === '') return undefined
  if (isPlainId(id)) return id
  problems.error(row.place('id'), 'The id is too long or has spaces or invisible characters in it.')
  return undefined
}

function listOf(cell: string): readonly string[] {
  const entries = cell.split(/[,;\n]/).map((entry) => cleanText(entry).text)
  return [...new Set(entries.filter((entry) => entry !== ''))]
}
