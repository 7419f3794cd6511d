/**
 * Where two sources speak of one person or class. The first one to bring it keeps it; the second adds what hangs on it
 * (places, relations) and changes and removes nothing of it. A person of the same id under another name is no second
 * description of one person but two people with one id: to go on would put one of them into the other's class.
 */
import type { Person, School } from './people.ts'
import type { ClassId, PersonId } from './ids.ts'
import type { RosterProblem } from './roster.ts'

export interface SourcesInput {
  readonly source: string
  readonly all: School
  readonly roster: School
  readonly people: ReadonlyMap<PersonId, string>
  readonly classes: ReadonlyMap<ClassId, string>
}

export interface SourcesFound {
  readonly problems: readonly RosterProblem[]
  /** What another source brought and keeps: reason -> how many. */
  readonly leftAlone: Readonly<Record<string, number>>
}

export function compareSources(input: SourcesInput): SourcesFound {
  const { source, all, roster, people, classes } = input
  const known = new Map(all.people.map((one) => [one.id, one]))
  const problems: RosterProblem[] = []
  const leftAlone: Record<string, number> = {}
  const leave = (what: string) => {
    leftAlone[what] = (leftAlone[what] ?? 0) + 1
  }
  for (const person of roster.people) {
    const other = people.get(person.id)
    const stored = known.get(person.id)
    if (other === undefined || other === source || stored === undefined) continue
    if (nameKey(stored) === nameKey(person)) leave('person-of-another-source')
    else {
      problems.push({
        severity: 'error',
        file: source,
        message: `Person ${person.id} of school ${roster.info.id} has another name here (source ${source}) than in what the source ${other} brought.`,
        hint: 'If they are two people, give one of them another id; if it is one, correct the name in one of the two.',
      })
    }
  }
  for (const { id } of roster.classes) {
    const other = classes.get(id)
    if (other === undefined || other === source) continue
    leave('class-of-another-source')
    problems.push({
      severity: 'warning',
      file: source,
      message: `Class ${id} of school ${roster.info.id} was brought by the source ${other}; ${source} adds to it and removes nothing that ${other} brought.`,
      hint: `If both files are one and the same list, give --source ${other}.`,
    })
  }
  return { problems, leftAlone }
}

/** Family and given name without what spelling leaves open: case, ё, spaces. Not every export has the patronymic. */
export function nameKey({
  familyName,
  givenName,
}: Pick<Person, 'familyName' | 'givenName'>): string {
  return `${familyName} ${givenName}`
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/\s+/g, ' ')
    .trim()
}
