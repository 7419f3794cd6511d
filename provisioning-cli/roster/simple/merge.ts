/** Lines with the same id are one person with everything that the lines say, if they agree on the name. */
import type { Problems } from '../problems.ts'
import { foldWord } from '../text.ts'
import type { PersonEntry } from './entries.ts'

/** In the order of the first lines. */
export function mergePeople(
  lines: readonly PersonEntry[],
  problems: Problems,
): readonly PersonEntry[] {
  const people: PersonEntry[] = []
  const positions = new Map<string, number>()
  for (const line of lines) {
    const position = line.id === undefined ? undefined : positions.get(line.id)
    const before = position === undefined ? undefined : people[position]
    if (position === undefined || before === undefined) {
      if (line.id !== undefined) positions.set(line.id, people.length)
      people.push(line)
    } else if (nameOf(before) === nameOf(line)) {
      people[position] = mergeTwo(before, line)
    } else {
      problems.error(
        line.place,
        `The id "${line.id}" is there twice, with different names (line ${before.place.line}).`,
        'Give each person an id of its own.',
      )
    }
  }
  return people
}

function mergeTwo(a: PersonEntry, b: PersonEntry): PersonEntry {
  const teacher = a.teacher || b.teacher ? [...(a.teacher || []), ...(b.teacher || [])] : undefined
  const administrator = a.administrator ?? b.administrator
  const account = a.account ?? b.account
  return {
    ...a,
    ...(account === undefined ? {} : { account }),
    ...(teacher === undefined ? {} : { teacher: [...new Set(teacher)] }),
    ...(administrator === undefined ? {} : { administrator }),
    pupilOf: [...a.pupilOf, ...b.pupilOf],
    teacherOf: [...a.teacherOf, ...b.teacherOf],
    classTeacherOf: [...a.classTeacherOf, ...b.classTeacherOf],
    children: [...a.children, ...b.children],
  }
}

function nameOf({ familyName, givenName, middleName }: PersonEntry): string {
  return foldWord([familyName, givenName, middleName ?? ''].join(' '))
}
