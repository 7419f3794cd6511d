/**
 * Refuses a suspicious plan. The accident to fear is a truncated export: it looks like a roster from which most people
 * were removed. Judged against what is stored, whether those people have entered or not (DESIGN §1).
 */
import type { SchoolChange } from '../school/changes.ts'
import type { IdMap } from '../school/external-ids.ts'
import type { School } from '../school/people.ts'
import type { Spoken } from '../school/scope.ts'

export interface SafetyLimits {
  /** More than this share removed is refused ... */
  readonly maxRemovePercent: number
  /** ... where at least this many exist. */
  readonly minExisting: number
}

export interface SafetyInput {
  /** What is stored before the change, all sources together; undefined for a new school. */
  readonly stored: School | undefined
  /** What would be stored after it. */
  readonly next: School
  readonly changes: readonly SchoolChange[]
  /** What the set speaks for; a list of one class is judged against that class. */
  readonly spoken?: Spoken | undefined
  /** Managed rooms now, and how many of them the plan would archive. */
  readonly rooms: { readonly existing: number; readonly archived: number }
}

export interface SafetyProblem {
  readonly what:
    | 'school'
    | 'people'
    | 'rooms'
    | 'class-places'
    | 'guardianships'
    | 'last-administrator'
    | 'listed-places'
    | 'listed-guardianships'
    | 'changed-ids'
  readonly removed: number
  readonly existing: number
  readonly message: string
}

export function checkPlanSafety(
  input: SafetyInput,
  limits: SafetyLimits,
): readonly SafetyProblem[] {
  const { stored, next, changes, rooms, spoken } = input
  if (stored === undefined) return []
  const removed = (kind: SchoolChange['kind']) =>
    changes.filter((change) => change.kind === kind).length
  const shares = [
    share('people', removed('remove-person'), stored.people.length, 'people'),
    share('rooms', rooms.archived, rooms.existing, 'rooms'),
    share('class-places', removed('remove-class-place'), stored.places.length, 'class places'),
    share(
      'guardianships',
      removed('remove-guardianship'),
      stored.guardianships.length,
      'guardian relations',
    ),
  ]
  const places = share(
    'listed-places',
    removed('remove-class-place'),
    spoken?.places.length ?? 0,
    'class places that the list is about',
  )
  const relations = share(
    'listed-guardianships',
    removed('remove-guardianship'),
    spoken?.guardianships.length ?? 0,
    'guardian relations that the list is about',
  )
  // Of a whole school the shares above say the same.
  if (spoken !== undefined && spoken.places.length < stored.places.length) shares.push(places)
  if (spoken !== undefined && spoken.guardianships.length < stored.guardianships.length) {
    shares.push(relations)
  }
  const suspicious = shares.filter(({ removed: gone, existing }) => {
    return existing >= limits.minExisting && gone * 100 > existing * limits.maxRemovePercent
  })
  return [...suspicious, ...checkAdministrators(stored, next)]
}

/** Somebody known who comes back as a stranger is removed and added: never without a look at it. */
export function checkMatches(
  { people, classes }: IdMap,
  spoken: Spoken | undefined,
): readonly SafetyProblem[] {
  if (people.size + classes.size === 0) return []
  const known = new Set(spoken?.places.map((one) => one.person)).size
  return [
    {
      what: 'changed-ids',
      removed: people.size + classes.size,
      existing: Math.max(known, people.size + classes.size),
      message: `${people.size} people and ${classes.size} classes that are known have other ids in this roster`,
    },
  ]
}

function share(
  what: SafetyProblem['what'],
  removed: number,
  existing: number,
  noun: string,
): SafetyProblem {
  const percent = existing === 0 ? 0 : Math.round((removed * 100) / existing)
  return {
    what,
    removed,
    existing,
    message: `${removed} of ${existing} ${noun} (${percent} %) would be removed`,
  }
}

function checkAdministrators(stored: School, next: School): readonly SafetyProblem[] {
  const before = administrators(stored)
  if (before === 0 || administrators(next) > 0) return []
  return [
    {
      what: 'last-administrator',
      removed: before,
      existing: before,
      message: `the last administrator of the school would be removed`,
    },
  ]
}

function administrators(school: School): number {
  return school.staff.filter((place) => place.role === 'administrator').length
}
