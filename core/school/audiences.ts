/** Who is a school's or a class's teacher, pupil, parent: the audiences that the blueprint's rules name. */
import type { Audience } from './blueprint-settings.ts'
import type { ClassId, PersonId } from './ids.ts'
import type { ClassPlace, School } from './people.ts'
import { levels } from './power-levels.ts'

type Members = ReadonlyMap<PersonId, number>
type People = ReadonlySet<PersonId>

export interface SchoolAudiences {
  readonly committee: People
  classCommittee(cls: ClassId): People
  /** Union of the audiences with the level in a school room; teachers stand above 0 only where `teachersWrite`. */
  members(audiences: readonly Audience[], teachersWrite: boolean): Members
  ofClass(cls: ClassId): ClassAudiences
}

export interface ClassAudiences {
  /** By their lower-case form, since two spellings are one subject; named as the first in the alphabet writes it. */
  readonly subjects: ReadonlyMap<string, string>
  /** Union of the audiences with the level in a room of the class. */
  members(audiences: readonly Audience[]): Members
  /** Pupils of the class and who teaches them the subject; by its lower-case form. */
  ofSubject(subject: string): Members
}

export function indexAudiences(school: School): SchoolAudiences {
  const placesOf = Map.groupBy(school.places, (place) => place.class)
  const guardiansOf = Map.groupBy(school.guardianships, (one) => one.child)
  const administrators = peopleOf(school.staff.filter((place) => place.role === 'administrator'))
  const teachers = peopleOf([
    ...school.staff.filter((place) => place.role === 'teacher'),
    ...school.places.filter(isTeaching),
  ])
  const pupils = peopleOf(school.places.filter((place) => place.role === 'pupil'))
  const committee = peopleOf(school.committee.filter((place) => place.class === undefined))
  const guardians = (people: People) => {
    return new Set(
      [...people].flatMap((child) => (guardiansOf.get(child) ?? []).map((one) => one.guardian)),
    )
  }
  const classTeachers = peopleOf(school.places.filter((place) => place.role === 'class-teacher'))
  const parents = guardians(pupils)
  const classCommittee = (cls: ClassId) =>
    peopleOf(school.committee.filter((one) => one.class === cls))

  return {
    committee,
    classCommittee,
    members(audiences, teachersWrite) {
      const named = {
        administrator: administrators,
        teacher: teachers,
        'class-teacher': classTeachers,
      }
      const all = { ...named, pupil: pupils, parent: parents, committee }
      return leveled(union(audiences, all), (person) => {
        if (administrators.has(person)) return levels.administrator
        return teachersWrite && teachers.has(person) ? levels.teacher : levels.everybody
      })
    },
    ofClass(cls) {
      const places = placesOf.get(cls) ?? []
      const own = peopleOf(places.filter((place) => place.role === 'pupil'))
      const teaching = places.filter(isTeaching)
      const heads = peopleOf(teaching.filter((place) => place.role === 'class-teacher'))
      const teachersOf = peopleOf(teaching)
      const levelOf = (person: PersonId) => {
        if (administrators.has(person)) return levels.administrator
        if (heads.has(person)) return levels.classTeacher
        return teachersOf.has(person) ? levels.teacher : levels.everybody
      }
      const all = {
        administrator: administrators,
        teacher: teachersOf,
        'class-teacher': heads,
        pupil: own,
        parent: guardians(own),
        committee: classCommittee(cls),
      }
      return {
        subjects: spellings(teaching.flatMap((place) => place.subjects)),
        members: (audiences) => leveled(union(audiences, all), levelOf),
        ofSubject(subject) {
          const teaches = (place: ClassPlace) =>
            place.subjects.some((one) => one.toLowerCase() === subject)
          const who = peopleOf(teaching.filter(teaches))
          return leveled(own.union(who), levelOf)
        },
      }
    },
  }
}

/** Lower-case form -> spelling. */
function spellings(subjects: readonly string[]): ReadonlyMap<string, string> {
  const last = subjects.toSorted().toReversed()
  return new Map(last.map((subject) => [subject.toLowerCase(), subject]))
}

function isTeaching(place: ClassPlace): boolean {
  return place.role !== 'pupil'
}

function peopleOf(places: readonly { readonly person: PersonId }[]): Set<PersonId> {
  return new Set(places.map((place) => place.person))
}

function union(audiences: readonly Audience[], all: Readonly<Record<Audience, People>>): People {
  return new Set(audiences.flatMap((one) => [...all[one]]))
}

function leveled(people: People, levelOf: (person: PersonId) => number): Members {
  return new Map([...people].map((person) => [person, levelOf(person)]))
}
