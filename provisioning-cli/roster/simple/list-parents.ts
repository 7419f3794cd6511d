/** Parents who stand in the child's line. */
import { readName } from '../names.ts'
import type { Problems } from '../problems.ts'
import type { ListRow } from '../tables/list-rows.ts'
import { cleanText } from '../text.ts'
import type { PersonEntry } from './entries.ts'
import { splitFullName } from './full-name.ts'
import { isNo } from './role-words.ts'

/** One a name; the child is the line's own person. */
export function parentEntries(
  row: ListRow,
  child: PersonEntry,
  problems: Problems,
): readonly PersonEntry[] {
  return row.all('parent').flatMap(({ text, place }) =>
    namesOf(text).flatMap((name) => {
      const parts = splitFullName(name, place, problems)
      if (parts === undefined) return []
      const { familyName, givenName, middleName } = parts
      const parent: PersonEntry = {
        familyName: readName(familyName, place, problems),
        givenName: readName(givenName, place, problems),
        ...(middleName === undefined ? {} : { middleName }),
        pupilOf: [],
        teacherOf: [],
        classTeacherOf: [],
        children: [{ ref: child.id ?? '', entry: child, place }],
        committee: false,
        committeeOf: [],
        place,
      }
      return [parent]
    }),
  )
}

const telephone =
  /(?:(?<!\p{L})(?:телефон|тел|моб|сот|т|phone|tel|mob)[\s.:]*)?[+\d][\d\s()-]{4,}\d/giu

/** Several by semicolon, line or comma; telephones and remarks beside a name are not of it. */
function namesOf(cell: string): readonly string[] {
  const bare = cell
    .replaceAll(telephone, ' ')
    .replaceAll(/\([^)]*\)/g, ' ')
    .replaceAll(/\S+@\S+/g, ' ')
  return bare
    .split(/[;/\n]/)
    .flatMap(byCommas)
    .map((name) => cleanText(name.replaceAll(/[\s,.:–-]+$|^[\s,.:–-]+/g, '')).text)
    .filter((name) => !isNo(name))
}

/** `Smith, John` is one name; `Иванова Мария, Иванов Пётр` are two. */
function byCommas(text: string): readonly string[] {
  const parts = text.split(',').filter((part) => part.trim() !== '')
  return parts.every((part) => part.trim().includes(' ')) ? parts : [parts.join(',')]
}
