/**
 * Refuses a suspicious plan. The accident to fear is a truncated export: it looks like a roster from which most people
 * were removed. Judged against what is stored, whether those people have entered or not (DESIGN §1).
 */
import type { SchoolChange } from '../school/changes.ts'
import type { School } from '../school/people.ts'

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
  readonly removed: number
  readonly existing: number
  readonly message: string
}

export function checkPlanSafety(
  input: SafetyInput,
  limits: SafetyLimits,
): readonly SafetyProblem[] {
  const { stored, next, changes, rooms } = input
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
  const suspicious = shares.filter(({ removed: gone, existing }) => {
    return existing >= limits.minExisting && gone * 100 > existing * limits.maxRemovePercent
  })
  return [...suspicious, ...checkAdministrators(stored, next)]
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
