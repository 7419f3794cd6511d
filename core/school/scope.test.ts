import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitrarySchool } from '../testing/arbitrary-school.ts'
import { applyChanges } from './apply-changes.ts'
import { diffSchool } from './diff-school.ts'
import { classId, type ClassId } from './ids.ts'
import { roles, type School } from './people.ts'
import type { RosterScope } from './roster.ts'

/** What a list of one class says of a school. */
function listOf(school: School, cls: ClassId): School {
  const places = school.places.filter((one) => one.class === cls)
  const pupils = new Set(places.filter((one) => one.role === 'pupil').map((one) => one.person))
  const guardianships = school.guardianships.filter((one) => pupils.has(one.child))
  const people = new Set([
    ...places.map((one) => one.person),
    ...guardianships.map((one) => one.guardian),
  ])
  return {
    info: school.info,
    classes: school.classes.filter((one) => one.id === cls),
    people: school.people.filter((one) => people.has(one.id)),
    staff: [],
    places,
    guardianships,
    committee: [],
  }
}

function inOtherClasses(school: School, cls: ClassId) {
  const places = school.places.filter((one) => one.class !== cls)
  const known = new Set(places.map((one) => one.person))
  return {
    classes: school.classes.filter((one) => one.id !== cls),
    staff: school.staff,
    places,
    people: school.people.filter((one) => known.has(one.id)).map((one) => one.id),
  }
}

function sorted(value: Record<string, readonly unknown[]>) {
  const entries = Object.entries(value)
  return Object.fromEntries(
    entries.map(([key, list]) => [key, list.map((one) => JSON.stringify(one)).toSorted()]),
  )
}

describe('a list of one class', () => {
  const scope: RosterScope = { kind: 'classes', classes: [classId('C0')], roles, staff: false }

  it('changes no other class, whatever it holds', () => {
    fc.assert(
      fc.property(arbitrarySchool(), arbitrarySchool(), (stored, other) => {
        const roster = listOf(other, classId('C0'))
        const changes = diffSchool({ stored, roster, scope, archived: [] })
        const reached = applyChanges(stored, changes)
        expect(sorted(inOtherClasses(reached, classId('C0')))).toEqual(
          sorted(inOtherClasses(stored, classId('C0'))),
        )
      }),
    )
  })

  it('is what the class holds afterwards, and then changes nothing more', () => {
    fc.assert(
      fc.property(arbitrarySchool(), arbitrarySchool(), (stored, other) => {
        const roster = listOf(other, classId('C0'))
        fc.pre(roster.classes.length > 0)
        const reached = applyChanges(stored, diffSchool({ stored, roster, scope, archived: [] }))
        const places = (school: School) => school.places.filter((one) => one.class === 'C0')
        expect(sorted({ places: places(reached) })).toEqual(sorted({ places: roster.places }))
        expect(diffSchool({ stored: reached, roster, scope, archived: [] })).toEqual([])
      }),
    )
  })

  it('takes nothing of a role that it does not speak for', () => {
    fc.assert(
      fc.property(arbitrarySchool(), arbitrarySchool(), (stored, other) => {
        const roster = listOf(other, classId('C0'))
        const pupils: RosterScope = { ...scope, roles: ['pupil'] }
        const changes = diffSchool({ stored, roster, scope: pupils, archived: [] })
        const teaching = new Set(
          stored.places.filter((one) => one.role !== 'pupil').map((one) => one.person),
        )
        for (const change of changes) {
          if (change.kind === 'remove-class-place' || change.kind === 'remove-person') {
            expect(teaching.has(change.person)).toBe(false)
          }
        }
      }),
    )
  })
})

describe('what another source brought', () => {
  it('is in no difference: neither changed nor removed', () => {
    fc.assert(
      fc.property(arbitrarySchool(), arbitrarySchool(), (all, roster) => {
        const own: School = {
          ...all,
          classes: [],
          people: [],
          staff: [],
          places: [],
          guardianships: [],
          committee: [],
        }
        const changes = diffSchool({ stored: own, all, roster, ownsInfo: false, archived: [] })
        expect(changes.filter((one) => !one.kind.startsWith('add-'))).toEqual([])
        const reached = applyChanges(all, changes)
        for (const place of all.places) expect(reached.places).toContainEqual(place)
      }),
    )
  })
})

describe('a delta', () => {
  it('leads to the same school as the full set that it was made of', () => {
    fc.assert(
      fc.property(arbitrarySchool(), arbitrarySchool(), (before, after) => {
        const full = withoutOrphans(after)
        const stored = withoutOrphans(before)
        const { roster, scope } = deltaOf(stored, full)
        const reached = applyChanges(stored, diffSchool({ stored, roster, scope, archived: [] }))
        expect(diffSchool({ stored: reached, roster: full, archived: [] })).toEqual([])
      }),
    )
  })

  it('of nothing changes nothing', () => {
    fc.assert(
      fc.property(arbitrarySchool(), (stored) => {
        const { roster, scope } = deltaOf(stored, stored)
        expect(diffSchool({ stored, roster, scope, archived: [] })).toEqual([])
      }),
    )
  })
})

/** A delta has no committees, and joins subjects to those known; a full set imports nobody without a place. */
function withoutOrphans(school: School): School {
  const places = school.places.map((one) => ({ ...one, subjects: [] }))
  const staff = school.staff.map((one) => ({ ...one, subjects: [] }))
  const pupils = new Set(places.filter((one) => one.role === 'pupil').map((one) => one.person))
  const guardianships = school.guardianships.filter((one) => pupils.has(one.child))
  const kept = new Set([
    ...[...places, ...staff].map((one) => one.person),
    ...guardianships.map((one) => one.guardian),
  ])
  const people = school.people.filter((one) => kept.has(one.id))
  return { ...school, people, staff, places, guardianships, committee: [] }
}

function deltaOf(from: School, to: School): { roster: School; scope: RosterScope } {
  const key = (item: unknown) => JSON.stringify(item)
  const news = <Item>(before: readonly Item[], after: readonly Item[]) => {
    const known = new Set(before.map(key))
    return after.filter((one) => !known.has(key(one)))
  }
  const gone = <Item>(
    before: readonly Item[],
    after: readonly Item[],
    id: (item: Item) => string,
  ) => {
    const kept = new Set(after.map(id))
    return before.filter((one) => !kept.has(id(one)))
  }
  return {
    roster: {
      info: from.info,
      classes: news(from.classes, to.classes),
      people: news(from.people, to.people),
      staff: news(from.staff, to.staff),
      places: news(from.places, to.places),
      guardianships: news(from.guardianships, to.guardianships),
      committee: [],
    },
    scope: {
      kind: 'rows',
      removed: {
        people: gone(from.people, to.people, (one) => one.id).map((one) => one.id),
        classes: gone(from.classes, to.classes, (one) => one.id).map((one) => one.id),
        places: gone(from.places, to.places, (one) => `${one.person} ${one.class}`),
        staff: gone(from.staff, to.staff, (one) => `${one.person} ${one.role}`),
        guardianships: gone(from.guardianships, to.guardianships, key),
      },
    },
  }
}
