/** What is wrong with the school that a set would leave behind: names of nobody, and labels that mean two classes. */
import type { SchoolChange } from '../school/changes.ts'
import type { School } from '../school/people.ts'
import type { RosterProblem } from '../school/roster.ts'

/** Only what the changes bring about is told. */
export function checkNext(
  next: School,
  changes: readonly SchoolChange[],
  source: string,
): readonly RosterProblem[] {
  return [...unknownNames(next, changes, source), ...sharedLabels(next, changes, source)]
}

function unknownNames(
  next: School,
  changes: readonly SchoolChange[],
  file: string,
): readonly RosterProblem[] {
  const people = new Set<string>(next.people.map((one) => one.id))
  const classes = new Set<string>(next.classes.map((one) => one.id))
  const missing = new Set<string>()
  for (const change of changes) {
    const named = namedBy(change)
    for (const id of named.people) if (!people.has(id)) missing.add(`person ${id}`)
    for (const id of named.classes) if (!classes.has(id)) missing.add(`class ${id}`)
  }
  return [...missing].map((what) => ({
    severity: 'error',
    file,
    message: `A row names ${what}, and neither this set nor school ${next.info.id} has it.`,
    hint: 'Bring the whole school first, or add the missing row.',
  }))
}

function namedBy(change: SchoolChange): {
  readonly people: readonly string[]
  readonly classes: readonly string[]
} {
  switch (change.kind) {
    case 'add-staff-place':
      return { people: [change.place.person], classes: [] }
    case 'add-class-place':
      return { people: [change.place.person], classes: [change.place.class] }
    case 'add-guardianship':
      return { people: [change.guardianship.guardian, change.guardianship.child], classes: [] }
    case 'add-committee-place': {
      const { person, class: cls } = change.place
      return { people: [person], classes: cls === undefined ? [] : [cls] }
    }
    default:
      return { people: [], classes: [] }
  }
}

function sharedLabels(
  next: School,
  changes: readonly SchoolChange[],
  file: string,
): readonly RosterProblem[] {
  const touched = new Set(
    changes.flatMap((one) => {
      return one.kind === 'add-class' || one.kind === 'rename-class' ? [one.class.label] : []
    }),
  )
  return [...Map.groupBy(next.classes, (one) => one.label)].flatMap(([label, list]) => {
    if (list.length < 2 || !touched.has(label)) return []
    const ids = list.map((one) => one.id).join(', ')
    return [
      {
        severity: 'warning',
        file,
        message: `School ${next.info.id} would have ${list.length} classes called ${label}: ${ids}. Each keeps its own people and rooms.`,
        hint: 'Rename one of them in the roster if they are not meant to share the name.',
      } satisfies RosterProblem,
    ]
  })
}
