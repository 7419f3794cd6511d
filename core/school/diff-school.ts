/**
 * What a roster changes in what it brought before: `stored` is the part of the school that came from the same source, so
 * nothing that the console or another source added is ever in the difference.
 *
 * Order: what others rest on comes first when adding (classes, people, then places) and last when removing.
 */
import { sameValue } from './canonical.ts'
import type { SchoolChange } from './changes.ts'
import type { ClassId } from './ids.ts'
import type { CommitteePlace, Guardianship, School } from './people.ts'

export interface DiffInput {
  /** Undefined: the school is new. */
  readonly stored: School | undefined
  readonly roster: School
  /** Classes that were archived earlier: they come back instead of being added. */
  readonly archived: readonly ClassId[]
}

export function diffSchool({ stored, roster, archived }: DiffInput): readonly SchoolChange[] {
  const old: School = stored ?? { ...empty, info: roster.info }
  const info: SchoolChange[] =
    stored === undefined
      ? [{ kind: 'add-school', info: roster.info }]
      : sameValue(stored.info, roster.info)
        ? []
        : [{ kind: 'update-school', info: roster.info }]
  const classes = compare(old.classes, roster.classes, (one) => one.id)
  const people = compare(old.people, roster.people, (one) => one.id)
  const staff = compare(old.staff, roster.staff, (one) => `${one.person} ${one.role}`)
  const places = compare(old.places, roster.places, (one) => `${one.person} ${one.class}`)
  const guardians = compare(old.guardianships, roster.guardianships, guardianshipKey)
  const committee = compare(old.committee, roster.committee, committeeKey)
  return [
    ...info,
    ...classes.added.map((one): SchoolChange => {
      return { kind: archived.includes(one.id) ? 'restore-class' : 'add-class', class: one }
    }),
    ...classes.changed.map((one): SchoolChange => ({ kind: 'rename-class', class: one })),
    ...people.added.map((person): SchoolChange => ({ kind: 'add-person', person })),
    ...people.changed.map((person): SchoolChange => ({ kind: 'update-person', person })),
    ...staff.added.map((place): SchoolChange => ({ kind: 'add-staff-place', place })),
    ...staff.changed.map((place): SchoolChange => ({ kind: 'update-staff-place', place })),
    ...places.added.map((place): SchoolChange => ({ kind: 'add-class-place', place })),
    ...places.changed.map((place): SchoolChange => ({ kind: 'update-class-place', place })),
    ...guardians.added.map((one): SchoolChange => ({
      kind: 'add-guardianship',
      guardianship: one,
    })),
    ...committee.added.map((place): SchoolChange => ({ kind: 'add-committee-place', place })),
    ...committee.removed.map((place): SchoolChange => ({ kind: 'remove-committee-place', place })),
    ...guardians.removed.map((one): SchoolChange => ({
      kind: 'remove-guardianship',
      guardianship: one,
    })),
    ...places.removed.map((one): SchoolChange => {
      return { kind: 'remove-class-place', person: one.person, class: one.class }
    }),
    ...staff.removed.map((one): SchoolChange => {
      return { kind: 'remove-staff-place', person: one.person, role: one.role }
    }),
    ...people.removed.map((one): SchoolChange => ({ kind: 'remove-person', person: one.id })),
    ...classes.removed.map((one): SchoolChange => ({ kind: 'archive-class', class: one.id })),
  ]
}

const empty = { classes: [], people: [], staff: [], places: [], guardianships: [], committee: [] }

function compare<Item>(
  stored: readonly Item[],
  roster: readonly Item[],
  keyOf: (item: Item) => string,
) {
  const before = new Map(stored.map((item) => [keyOf(item), item]))
  const after = new Map(roster.map((item) => [keyOf(item), item]))
  const kept = [...after].filter(([key]) => before.has(key))
  return {
    added: [...after].filter(([key]) => !before.has(key)).map(([, item]) => item),
    changed: kept
      .filter(([key, item]) => !sameValue(before.get(key), item))
      .map(([, item]) => item),
    removed: [...before].filter(([key]) => !after.has(key)).map(([, item]) => item),
  }
}

function guardianshipKey(one: Guardianship): string {
  return `${one.guardian} ${one.child}`
}

function committeeKey(one: CommitteePlace): string {
  return `${one.person} ${one.class ?? ''}`
}
