/**
 * Who is in which class, as what. Where a school has homerooms they are its classes, and the scheduled ones tell which
 * subjects somebody teaches whom; where it has none, each scheduled class is a class.
 */
import type { ClassPlace } from '@lyceum/core/school/people.ts'

import type { Draft, DraftClass, DraftTeacher, DraftUser } from './draft.ts'
import type { Problems } from './problems.ts'

interface DraftPlace {
  readonly user: DraftUser
  readonly group: DraftClass
  role: ClassPlace['role']
  readonly subjects: Set<string>
}

export interface SchoolPlaces {
  readonly classes: readonly DraftClass[]
  /** One a person and class. */
  readonly places: readonly DraftPlace[]
}

type Places = Map<DraftClass, Map<DraftUser, DraftPlace>>

/** `groups` are all classes of one school that are not removed. */
export function placePeople(
  draft: Draft,
  groups: readonly DraftClass[],
  problems: Problems,
): SchoolPlaces {
  const homerooms = groups.filter((group) => group.homeroom)
  const classes = homerooms.length > 0 ? homerooms : groups
  const places: Places = new Map(classes.map((group) => [group, new Map()]))
  for (const group of classes) {
    for (const user of group.pupils) place(places, user, group, 'pupil')
  }
  for (const group of classes) placeTeachers(draft, places, group, problems)
  if (homerooms.length > 0) {
    reportSeveralHomerooms(draft, places, problems)
    const homeroomsOf = homeroomsByPupil(homerooms)
    for (const group of groups) {
      if (!group.homeroom) placeBySubject(draft, places, group, homeroomsOf, problems)
    }
  }
  return { classes, places: classes.flatMap((group) => [...(places.get(group)?.values() ?? [])]) }
}

/** Class teacher: who is primary in the homeroom, else its only teacher, else nobody, with a warning. */
function placeTeachers(draft: Draft, places: Places, group: DraftClass, problems: Problems): void {
  const where = { file: draft.files.classes, line: group.line }
  const primary = new Set(group.teachers.filter((entry) => entry.primary).map(({ user }) => user))
  const all = new Set(group.teachers.map(({ user }) => user))
  const heads = primary.size > 0 ? primary : all.size === 1 ? all : new Set<DraftUser>()
  if (heads.size === 0) {
    problems.warning(
      where,
      `The class "${group.id}" has ${all.size === 0 ? 'no teacher' : 'several teachers'} and no class teacher.`,
      `Enrol the class teacher in ${draft.files.enrollments} with role teacher and primary true.`,
    )
  } else if (heads.size > 1) {
    const message = `The class "${group.id}" has ${heads.size} primary teachers; all are class teachers.`
    problems.warning(where, message, 'Leave primary true at one of them if that is not meant.')
  }
  for (const entry of group.teachers) {
    const role = heads.has(entry.user) ? 'class-teacher' : 'teacher'
    const placed = placeTeacher(draft, places, entry, group, role, problems)
    if (placed && !group.homeroom)
      for (const subject of group.subjects) placed.subjects.add(subject)
  }
}

/** A subject's lessons belong to the homeroom that more than half of their pupils are of. */
function placeBySubject(
  draft: Draft,
  places: Places,
  group: DraftClass,
  homeroomsOf: ReadonlyMap<DraftUser, readonly DraftClass[]>,
  problems: Problems,
): void {
  if (group.teachers.length === 0) return
  const pupils = new Set(group.pupils)
  const counts = new Map<DraftClass, number>()
  for (const user of pupils) {
    for (const home of homeroomsOf.get(user) ?? []) counts.set(home, (counts.get(home) ?? 0) + 1)
  }
  const mostly = [...counts].filter(([, count]) => count * 2 > pupils.size)
  const home = mostly.toSorted(([a, x], [b, y]) => y - x || (a.id < b.id ? -1 : 1))[0]?.[0]
  if (home === undefined) {
    problems.warning(
      { file: draft.files.classes, line: group.line },
      pupils.size === 0
        ? `The lessons "${group.id}" have no pupils: their teachers get no class by them.`
        : `The pupils of the lessons "${group.id}" come from several classes, from none more than half: their teachers get no class by them.`,
      `Enrol the teachers in their classes (homerooms) too, in ${draft.files.enrollments}.`,
    )
    return
  }
  for (const entry of group.teachers) {
    const placed = placeTeacher(draft, places, entry, home, 'teacher', problems)
    if (placed) for (const subject of group.subjects) placed.subjects.add(subject)
  }
}

function placeTeacher(
  draft: Draft,
  places: Places,
  { user, line }: DraftTeacher,
  group: DraftClass,
  role: 'teacher' | 'class-teacher',
  problems: Problems,
): DraftPlace | undefined {
  const placed = place(places, user, group, role)
  if (placed?.role !== 'pupil') return placed
  const where = { file: draft.files.enrollments, line, column: 'role' }
  const message = `A pupil of the class "${group.id}" is its teacher too; stays a pupil.`
  problems.warning(where, message, 'Take out the row that is wrong.')
  return undefined
}

/** The person's place in the class: the one that is there already, or a new one. */
function place(
  places: Places,
  user: DraftUser,
  group: DraftClass,
  role: ClassPlace['role'],
): DraftPlace | undefined {
  const ofClass = places.get(group)
  const found = ofClass?.get(user)
  if (found !== undefined) return found
  const made: DraftPlace = { user, group, role, subjects: new Set() }
  ofClass?.set(user, made)
  return made
}

function homeroomsByPupil(homerooms: readonly DraftClass[]): Map<DraftUser, DraftClass[]> {
  const found = new Map<DraftUser, DraftClass[]>()
  for (const group of homerooms) {
    for (const user of new Set(group.pupils)) {
      const homes = found.get(user)
      if (homes === undefined) found.set(user, [group])
      else homes.push(group)
    }
  }
  return found
}

function reportSeveralHomerooms(draft: Draft, places: Places, problems: Problems): void {
  const first = new Map<DraftUser, DraftClass>()
  for (const [group, ofClass] of places) {
    for (const { user, role } of ofClass.values()) {
      if (role !== 'pupil') continue
      const other = first.get(user)
      if (other === undefined) first.set(user, group)
      else {
        problems.warning(
          { file: draft.files.users, line: user.line },
          `This pupil is in two classes, "${other.id}" and "${group.id}", and will see both.`,
          `If the child has moved, take the old enrolment out of ${draft.files.enrollments}.`,
        )
      }
    }
  }
}
