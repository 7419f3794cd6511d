/**
 * What a set speaks for: the part of what its source brought before in which a missing record means a removal. People
 * are no part of it for a list or a delta: who loses the last place there leaves by that (`diff-school.ts`).
 */
import type {
  ClassPlace,
  CommitteePlace,
  Guardianship,
  Role,
  School,
  StaffPlace,
} from './people.ts'
import type { RosterScope } from './roster.ts'

export interface Spoken {
  readonly staff: readonly StaffPlace[]
  readonly places: readonly ClassPlace[]
  readonly guardianships: readonly Guardianship[]
  readonly committee: readonly CommitteePlace[]
}

export const wholeSchool: RosterScope = { kind: 'school' }

/** `own`: what the source brought before; `all`: the school with what everybody brought. */
export function spokenFor(own: School, all: School, roster: School, scope: RosterScope): Spoken {
  switch (scope.kind) {
    case 'school':
      return own
    case 'classes': {
      const classes = new Set(scope.classes)
      const speaks = (role: Role) => scope.roles.includes(role)
      // Of a child who is in another class too, that class's list may name the parents.
      const elsewhere = new Set(
        all.places.filter((one) => !classes.has(one.class)).map((one) => one.person),
      )
      const children = new Set(
        [...all.places, ...roster.places]
          .filter((one) => classes.has(one.class) && !elsewhere.has(one.person))
          .map((one) => one.person),
      )
      return {
        staff: own.staff.filter((one) => scope.staff && speaks(one.role)),
        places: own.places.filter((one) => classes.has(one.class) && speaks(roleOf(one))),
        guardianships: own.guardianships.filter(
          (one) => speaks('parent') && children.has(one.child),
        ),
        committee: [],
      }
    }
    case 'rows': {
      const { people, classes, places, staff, guardianships } = scope.removed
      const gone = new Set(people)
      const closed = new Set(classes)
      return {
        staff: own.staff.filter((one) => {
          return gone.has(one.person) || staff.some((row) => same(row, one, ['person', 'role']))
        }),
        places: own.places.filter((one) => {
          const named = places.some((row) => same(row, one, ['person', 'class']))
          return gone.has(one.person) || closed.has(one.class) || named
        }),
        guardianships: own.guardianships.filter((one) => {
          const named = guardianships.some((row) => same(row, one, ['guardian', 'child']))
          return gone.has(one.guardian) || gone.has(one.child) || named
        }),
        committee: own.committee.filter((one) => {
          return gone.has(one.person) || (one.class !== undefined && closed.has(one.class))
        }),
      }
    }
  }
}

/** What a place makes of a person: the class teacher is a teacher. */
export function roleOf(place: ClassPlace): Role {
  return place.role === 'pupil' ? 'pupil' : 'teacher'
}

function same<Key extends string>(
  a: Readonly<Record<Key, unknown>>,
  b: Readonly<Record<Key, unknown>>,
  keys: readonly Key[],
): boolean {
  return keys.every((key) => a[key] === b[key])
}
