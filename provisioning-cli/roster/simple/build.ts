/** From the entries of a simple file to a school: ids are made where there are none, references are found. */
import { classId, schoolId, type PersonId } from '@lyceum/core/school/ids.ts'
import type {
  ClassPlace,
  CommitteePlace,
  Guardianship,
  Language,
  Person,
  School,
  StaffPlace,
} from '@lyceum/core/school/people.ts'

import type { RosterOptions } from '../options.ts'
import type { Problems } from '../problems.ts'
import { reportAdministrators, reportClassTeachers } from '../remarks.ts'
import { languageOfNames } from '../text.ts'
import { ClassIndex } from './classes.ts'
import type { PersonEntry, SchoolEntry } from './entries.ts'
import { makeId } from './made-ids.ts'
import { PeopleIndex } from './people.ts'

export function buildSchool(
  entry: SchoolEntry,
  options: RosterOptions,
  problems: Problems,
): School {
  const id = entry.id ?? makeId('school', entry.name)
  const language = entry.language ?? options.language ?? languageOf(entry.people)
  const classes = new ClassIndex(id, entry, language, problems)
  const people = new PeopleIndex(id, entry, classes, problems)
  const parts = entry.people.map((one) => partOf(one, people, classes, problems))
  const school: School = {
    info: {
      id: schoolId(id),
      name: entry.name,
      language,
      timeZone: entry.timeZone ?? options.timeZone,
    },
    classes: classes.list(),
    people: entry.people.map((one) => personOf(one, people.idOf(one))),
    staff: parts.flatMap((part) => part.staff),
    places: parts.flatMap((part) => part.places),
    guardianships: parts.flatMap((part) => part.guardianships),
    committee: parts.flatMap((part) => part.committee),
  }
  // A list of pupils says nothing of the staff of a school that is there already.
  const isPart = entry.stored !== undefined && school.staff.length === 0
  if (!isPart) reportStaff(school, entry, problems)
  reportNobodies(school, entry, people, problems)
  return school
}

function reportStaff(school: School, entry: SchoolEntry, problems: Problems): void {
  if (entry.stored === undefined) reportAdministrators(school, entry.place, problems)
  reportClassTeachers(school, (index) => entry.classes[index]?.place ?? entry.place, problems)
}

function languageOf(people: readonly PersonEntry[]): Language {
  return languageOfNames(people.map((one) => one.familyName + one.givenName))
}

function personOf(entry: PersonEntry, id: PersonId): Person {
  const { givenName, familyName, middleName, account } = entry
  return {
    id,
    givenName,
    familyName,
    ...(middleName === undefined ? {} : { middleName }),
    ...(account === undefined ? {} : { account }),
  }
}

interface PersonPart {
  readonly staff: readonly StaffPlace[]
  readonly places: readonly ClassPlace[]
  readonly guardianships: readonly Guardianship[]
  readonly committee: readonly CommitteePlace[]
}

function partOf(
  entry: PersonEntry,
  people: PeopleIndex,
  classes: ClassIndex,
  problems: Problems,
): PersonPart {
  const person = people.idOf(entry)
  const places = classPlaces(entry, person, classes, problems)
  const children = new Set<PersonId>()
  for (const reference of entry.children) {
    const child = people.resolve(reference, problems)
    if (child === entry) problems.error(reference.place, 'A person is named as the own child.')
    else if (child !== undefined) children.add(people.idOf(child))
  }
  const committeeOf = entry.committeeOf.flatMap((reference) => {
    const found = classes.resolve(reference, problems)
    return found === undefined ? [] : [{ person, class: classId(found) }]
  })
  return {
    staff: staffPlaces(entry, person, places),
    places,
    guardianships: [...children].map((child) => ({ guardian: person, child })),
    committee: [...(entry.committee ? [{ person }] : []), ...committeeOf],
  }
}

function staffPlaces(
  entry: PersonEntry,
  person: PersonId,
  places: readonly ClassPlace[],
): readonly StaffPlace[] {
  const staff: StaffPlace[] = []
  if (entry.administrator !== undefined) {
    staff.push({ person, role: 'administrator', subjects: entry.administrator })
  }
  const taught = places.filter((place) => place.role !== 'pupil')
  if (entry.teacher !== undefined) {
    if (entry.teacher !== false) staff.push({ person, role: 'teacher', subjects: entry.teacher })
  } else if (taught.length > 0) {
    const subjects = new Set(taught.flatMap((place) => place.subjects))
    staff.push({ person, role: 'teacher', subjects: [...subjects].toSorted() })
  }
  return staff
}

/** One place a class: who is class teacher of a class and teaches it stands there once. */
function classPlaces(
  entry: PersonEntry,
  person: PersonId,
  classes: ClassIndex,
  problems: Problems,
): readonly ClassPlace[] {
  const places = new Map<string, ClassPlace>()
  const wanted = [
    ...entry.classTeacherOf.map((reference) => ({ reference, role: 'class-teacher' as const })),
    ...entry.teacherOf.map((reference) => ({ reference, role: 'teacher' as const })),
    ...entry.pupilOf.map((reference) => ({ reference, role: 'pupil' as const })),
  ]
  for (const { reference, role } of wanted) {
    const id = classes.resolve(reference, problems)
    if (id === undefined) continue
    const before = places.get(id)
    if (before !== undefined && (role === 'pupil') !== (before.role === 'pupil')) {
      problems.error(reference.place, 'A pupil of a class cannot be its teacher too.')
      continue
    }
    const subjects = before
      ? [...new Set([...before.subjects, ...reference.subjects])]
      : reference.subjects
    places.set(id, { person, class: classId(id), role: before?.role ?? role, subjects })
  }
  return [...places.values()]
}

/** People without any role: a pupil whose class was left out, a parent whose child was. */
function reportNobodies(
  school: School,
  entry: SchoolEntry,
  people: PeopleIndex,
  problems: Problems,
): void {
  const somebody = new Set<PersonId>([
    ...school.staff.map((place) => place.person),
    ...school.places.map((place) => place.person),
    ...school.guardianships.map((pair) => pair.guardian),
  ])
  for (const one of entry.people) {
    if (somebody.has(people.idOf(one))) continue
    problems.warning(
      one.place,
      'This person has no role: no class, no office, no child.',
      'A pupil needs a class, a parent a child.',
    )
  }
}
