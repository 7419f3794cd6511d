/** A roster in the ids that are stored: what its source calls by another id now is the person or class it was before. */
import type { ClassId, PersonId } from './ids.ts'
import type { School } from './people.ts'
import type { RosterScope } from './roster.ts'

/** The source's id -> the stored one. */
export interface IdMap {
  readonly people: ReadonlyMap<PersonId, PersonId>
  readonly classes: ReadonlyMap<ClassId, ClassId>
}

export function isEmptyMap({ people, classes }: IdMap): boolean {
  return people.size + classes.size === 0
}

/** An id that would meet another one of the same roster is left as it is: two people never become one by this. */
export function inStoredIds(roster: School, ids: IdMap): School {
  const { person, cls } = translators(roster, ids)
  return {
    ...roster,
    classes: roster.classes.map((one) => ({ ...one, id: cls(one.id) })),
    people: roster.people.map((one) => ({ ...one, id: person(one.id) })),
    staff: roster.staff.map((one) => ({ ...one, person: person(one.person) })),
    places: roster.places.map((one) => {
      return { ...one, person: person(one.person), class: cls(one.class) }
    }),
    guardianships: roster.guardianships.map((one) => {
      return { guardian: person(one.guardian), child: person(one.child) }
    }),
    committee: roster.committee.map((one) => {
      const seat = { ...one, person: person(one.person) }
      return one.class === undefined ? seat : { ...seat, class: cls(one.class) }
    }),
  }
}

export function scopeInStoredIds(scope: RosterScope, roster: School, ids: IdMap): RosterScope {
  const { person, cls } = translators(roster, ids)
  switch (scope.kind) {
    case 'school':
      return scope
    case 'classes':
      return { ...scope, classes: scope.classes.map(cls) }
    case 'rows': {
      const { removed } = scope
      return {
        kind: 'rows',
        removed: {
          people: removed.people.map(person),
          classes: removed.classes.map(cls),
          places: removed.places.map((one) => {
            return { person: person(one.person), class: cls(one.class) }
          }),
          staff: removed.staff.map((one) => ({ ...one, person: person(one.person) })),
          guardianships: removed.guardianships.map((one) => {
            return { guardian: person(one.guardian), child: person(one.child) }
          }),
        },
      }
    }
  }
}

function translators(roster: School, ids: IdMap) {
  return {
    person: translator(
      ids.people,
      roster.people.map((one) => one.id),
    ),
    cls: translator(
      ids.classes,
      roster.classes.map((one) => one.id),
    ),
  }
}

/** All at once, since names may change places: what was `1a` is called `2a`, and another class `1a`. */
function translator<Id>(map: ReadonlyMap<Id, Id>, present: readonly Id[]): (id: Id) => Id {
  if (map.size === 0) return (id) => id
  const reached = Map.groupBy(present, (id) => map.get(id) ?? id)
  const meets = (id: Id) => (reached.get(map.get(id) ?? id)?.length ?? 0) > 1
  return (id) => (meets(id) ? id : (map.get(id) ?? id))
}
