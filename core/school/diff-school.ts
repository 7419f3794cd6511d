/**
 * What a roster changes in what its source brought before. Three things meet here: what is stored at all, the part of it
 * that came from the same source (nothing else is ever changed or removed), and what the set speaks for (nothing outside
 * of it is removed, however little the set holds).
 *
 * Order: what others rest on comes first when adding (classes, people, then places) and last when removing.
 */
import { applyChanges } from './apply-changes.ts'
import { sameValue } from './canonical.ts'
import type { SchoolChange } from './changes.ts'
import { leavers } from './leavers.ts'
import type { ClassId } from './ids.ts'
import type { CommitteePlace, Guardianship, Person, School } from './people.ts'
import type { RosterScope } from './roster.ts'
import { roleOf, spokenFor, wholeSchool } from './scope.ts'

export interface DiffInput {
  /** What the source brought before. Undefined: the school is new. */
  readonly stored: School | undefined
  /** What everybody brought; without it the source is the only one. */
  readonly all?: School
  /** Whether the school's own name and time zone are this source's to say. */
  readonly ownsInfo?: boolean
  readonly roster: School
  readonly scope?: RosterScope
  /** Classes that were archived earlier: they come back instead of being added. */
  readonly archived: readonly ClassId[]
}

export function diffSchool(input: DiffInput): readonly SchoolChange[] {
  const { stored, roster, archived, scope = wholeSchool } = input
  const own: School = stored ?? { ...empty, info: roster.info }
  const all = input.all ?? own
  const spoken = spokenFor(own, all, roster, scope)
  const lists = compareLists({ own, all, roster, scope })
  const { classes, people, staff, places } = lists
  const guardians = compare(
    own.guardianships,
    all.guardianships,
    roster.guardianships,
    guardianshipKey,
  )
  const committee = compare(own.committee, all.committee, roster.committee, committeeKey)
  const added: SchoolChange[] = [
    ...infoChanges(input, scope),
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
  ]
  const missing = {
    staff: without(spoken.staff, roster.staff, staffKey),
    places: without(spoken.places, roster.places, placeKey),
    guardianships: without(spoken.guardianships, roster.guardianships, guardianshipKey),
    committee: without(spoken.committee, roster.committee, committeeKey),
  }
  const left = leavers({ own, roster, scope, after: applyChanges(all, added), missing })
  return [
    ...added,
    ...left.committee.map((place): SchoolChange => ({ kind: 'remove-committee-place', place })),
    ...left.guardianships.map((one): SchoolChange => {
      return { kind: 'remove-guardianship', guardianship: one }
    }),
    ...left.places.map((one): SchoolChange => {
      return { kind: 'remove-class-place', person: one.person, class: one.class }
    }),
    ...left.staff.map((one): SchoolChange => {
      return { kind: 'remove-staff-place', person: one.person, role: one.role }
    }),
    ...left.people.map((person): SchoolChange => ({ kind: 'remove-person', person })),
    ...left.classes.map((one): SchoolChange => ({ kind: 'archive-class', class: one })),
  ]
}

const empty = { classes: [], people: [], staff: [], places: [], guardianships: [], committee: [] }

function infoChanges(
  { stored, roster, ownsInfo = true }: DiffInput,
  scope: RosterScope,
): readonly SchoolChange[] {
  if (stored === undefined) return [{ kind: 'add-school', info: roster.info }]
  const isSame = !ownsInfo || scope.kind !== 'school' || sameValue(stored.info, roster.info)
  return isSame ? [] : [{ kind: 'update-school', info: roster.info }]
}

interface Sides {
  readonly own: School
  readonly all: School
  readonly roster: School
  readonly scope: RosterScope
}

/** What a partial set says of subjects is not all: they are joined to those that are known. */
function compareLists({ own, all, roster, scope }: Sides) {
  const joinsStaff = scope.kind === 'rows' || (scope.kind === 'classes' && !scope.staff)
  const staff = roster.staff.map((one) => {
    return joinsStaff ? withSubjects(one, find(own.staff, one, staffKey)) : one
  })
  const places = roster.places.map((one) => {
    return scope.kind === 'rows' ? withSubjects(one, find(own.places, one, placeKey)) : one
  })
  const speaksOf = (role: string) =>
    scope.kind !== 'classes' || scope.roles.some((one) => one === role)
  const ownPlaces = own.places.filter((one) => speaksOf(roleOf(one)))
  return {
    classes: compare(own.classes, all.classes, roster.classes, (one) => one.id),
    people: compare(own.people, all.people, roster.people.map(withoutAccount), (one) => one.id),
    staff: compare(own.staff, all.staff, staff, staffKey),
    places: compare(ownPlaces, all.places, places, placeKey),
  }
}

function withoutAccount({ account: _, ...person }: Person): Person {
  return person
}

function withSubjects<Place extends { readonly subjects: readonly string[] }>(
  place: Place,
  known: Place | undefined,
): Place {
  const subjects = [...new Set([...(known?.subjects ?? []), ...place.subjects])].toSorted()
  return { ...place, subjects }
}

function find<Item>(list: readonly Item[], item: Item, keyOf: (item: Item) => string) {
  return list.find((one) => keyOf(one) === keyOf(item))
}

/** Added is what nobody brought yet; changed is the source's own. */
function compare<Item>(
  own: readonly Item[],
  all: readonly Item[],
  roster: readonly Item[],
  keyOf: (item: Item) => string,
) {
  const mine = new Map(own.map((item) => [keyOf(item), item]))
  const known = new Set(all.map(keyOf))
  const after = [...new Map(roster.map((item) => [keyOf(item), item]))]
  return {
    added: after.filter(([key]) => !known.has(key)).map(([, item]) => item),
    changed: after
      .filter(([key, item]) => mine.has(key) && !sameValue(mine.get(key), item))
      .map(([, item]) => item),
  }
}

function without<Item>(
  spoken: readonly Item[],
  roster: readonly Item[],
  keyOf: (item: Item) => string,
): readonly Item[] {
  const present = new Set(roster.map(keyOf))
  return spoken.filter((item) => !present.has(keyOf(item)))
}

function staffKey(one: { readonly person: string; readonly role: string }): string {
  return `${one.person} ${one.role}`
}

function placeKey(one: { readonly person: string; readonly class: string }): string {
  return `${one.person} ${one.class}`
}

function guardianshipKey(one: Guardianship): string {
  return `${one.guardian} ${one.child}`
}

function committeeKey(one: CommitteePlace): string {
  return `${one.person} ${one.class ?? ''}`
}
