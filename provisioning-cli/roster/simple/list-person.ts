import { readName } from '../names.ts'
import type { RosterOptions } from '../options.ts'
import { isPlainId } from '../plain-id.ts'
import type { Problems } from '../problems.ts'
import type { ListRow } from '../tables/list-rows.ts'
import { cleanText } from '../text.ts'
import type { ClassReference, PersonEntry } from './entries.ts'
import { splitFullName } from './full-name.ts'
import { isKindOfTeacher, isNo, isYes, roleOf, type SimpleRole } from './role-words.ts'

/** One line. Cells with several values separate them by commas, or by semicolons inside quotation marks. */
export function personEntry(
  row: ListRow,
  { roles: configured = {} }: Pick<RosterOptions, 'roles'>,
  problems: Problems,
): PersonEntry {
  const roles = rolesOf(row, configured, problems)
  const id = idOf(row, problems)
  const account = row.text('account')
  const subjects = listOf(row.text('subjects'))
  const classes = classesOf(row)
  const isTeacher = roles.has('teacher') && !roles.has('pupil')
  const classPlace = row.place(row.has('class') ? 'class' : 'grade')
  // In a parent's line the class is the child's, and tells namesakes apart.
  const childClass = isTeacher || classes.length !== 1 ? undefined : classes[0]
  return {
    ...(id === undefined ? {} : { id }),
    ...namesOf(row, problems),
    ...(account === '' ? {} : { account }),
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

function namesOf(
  row: ListRow,
  problems: Problems,
): Pick<PersonEntry, 'familyName' | 'givenName' | 'middleName'> {
  const read = (raw: string, place = row.place()) => readName(raw, place, problems)
  if (row.has('familyName') && row.has('givenName')) {
    const middleName = read(row.text('middleName'), row.place('middleName'))
    return {
      givenName: read(row.text('givenName'), row.place('givenName')),
      familyName: read(row.text('familyName'), row.place('familyName')),
      ...(middleName === '' ? {} : { middleName }),
    }
  }
  const place = row.place('fullName')
  const whole = read(row.text('fullName'), place)
  const parts = whole === '' ? undefined : splitFullName(whole, place, problems)
  return parts ?? { familyName: '', givenName: '' }
}

/** By the column, else of the whole list. */
function rolesOf(
  row: ListRow,
  configured: NonNullable<RosterOptions['roles']>,
  problems: Problems,
): ReadonlySet<SimpleRole> {
  const roles = new Set<SimpleRole>(row.list.role === undefined ? [] : [row.list.role])
  for (const word of row.list.role === undefined ? listOf(row.text('role')) : []) {
    const role = configured[word.toLowerCase()] ?? roleOf(word)
    if (role === 'none') continue
    if (role !== undefined) roles.add(role)
    else if (isKindOfTeacher(word)) {
      roles.add('teacher')
      const message = 'This office is taken as teacher; what it says besides is not read.'
      problems.warnOnce(`office ${row.place().file}`, row.place('role'), message)
    } else {
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

/** `5` and `А` in two columns are 5А; the sheet's name where there is no column. */
function classesOf(row: ListRow): readonly string[] {
  if (row.list.class !== undefined) return [row.list.class]
  const letter = row.text('letter')
  const classes = listOf(row.text('class'))
  if (classes.length === 0) return listOf(row.text('grade') + letter)
  const [only] = classes
  return classes.length === 1 && only !== undefined && /^\d+$/.test(only)
    ? [only + letter]
    : classes
}

/** A label, or "да" (yes) where the line names exactly one class. */
function classTeacherOf(
  row: ListRow,
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

function idOf(row: ListRow, problems: Problems): string | undefined {
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
