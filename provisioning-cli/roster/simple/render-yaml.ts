/** A whole school in the simple YAML format: reading it back gives the same school, id by id. */
import type { ClassPlace, Person, School, StaffPlace } from '@lyceum/core/school/people.ts'
import { Document, isScalar, visit } from 'yaml'

/** Several schools make one file. People stand in the order in which the school has them. */
export function renderSimpleYaml(...schools: readonly School[]): string {
  return render({ format: 1, schools: schools.map(schoolMap) })
}

/** As `renderSimpleYaml`; reading it back, its records are those that `source` brought. */
export function renderSourceYaml(source: string, school: School): string {
  return render({ format: 1, source, schools: [schoolMap(school)] })
}

function render(content: object): string {
  const document = new Document(
    content,
    // Lists that are one object in memory would become anchors, which the reader refuses.
    { aliasDuplicateObjects: false },
  )
  visit(document, {
    // A list of words on one line: a thousand people stay readable, and a change is one line in a diff.
    Seq(_, node) {
      if (node.items.every(isScalar)) node.flow = node.items.length > 0
    },
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

type Value = string | number | boolean | readonly Value[] | ReadonlyMap<string, Value>
type Entry = ReadonlyMap<string, Value>

function schoolMap(school: School): Entry {
  const { info } = school
  const staff = Map.groupBy(school.staff, (place) => place.person)
  const places = Map.groupBy(school.places, (place) => place.person)
  const children = Map.groupBy(school.guardianships, (pair) => pair.guardian)
  const committee = Map.groupBy(school.committee, (place) => place.person)
  return new Map<string, Value>([
    ['id', info.id],
    ['name', info.name],
    ['language', info.language],
    ['time_zone', info.timeZone],
    [
      'classes',
      school.classes.map(
        ({ id, label }) =>
          new Map([
            ['id', id],
            ['label', label],
          ]),
      ),
    ],
    [
      'people',
      school.people.map((person) =>
        personMap(person, {
          staff: staff.get(person.id) ?? [],
          places: places.get(person.id) ?? [],
          children: (children.get(person.id) ?? []).map((pair) => pair.child),
          committee: (committee.get(person.id) ?? []).map((place) => place.class),
        }),
      ),
    ],
  ])
}

interface Belongings {
  readonly staff: readonly StaffPlace[]
  readonly places: readonly ClassPlace[]
  readonly children: readonly string[]
  /** Classes; undefined stands for the school. */
  readonly committee: readonly (string | undefined)[]
}

function personMap(person: Person, { staff, places, children, committee }: Belongings): Entry {
  const entry = new Map<string, Value>([
    ['id', person.id],
    ['family_name', person.familyName],
    ['given_name', person.givenName],
  ])
  if (person.middleName) entry.set('middle_name', person.middleName)
  for (const { role, subjects } of staff) entry.set(role, subjects.length > 0 ? subjects : true)
  const teaches = places.some((place) => place.role !== 'pupil')
  // Left out, it would follow from the classes.
  if (teaches && !entry.has('teacher')) entry.set('teacher', false)
  const roles = [
    ['pupil', 'pupil_of'],
    ['teacher', 'teacher_of'],
    ['class-teacher', 'class_teacher_of'],
  ] as const
  for (const [role, key] of roles) {
    const own = places.filter((place) => place.role === role)
    if (own.length > 0) entry.set(key, classesValue(own))
  }
  if (children.length > 0) entry.set('children', children)
  if (committee.includes(undefined)) entry.set('committee', true)
  const classes = committee.filter((group) => group !== undefined)
  if (classes.length > 0) entry.set('committee_of', classes)
  return entry
}

function classesValue(places: readonly ClassPlace[]): Value {
  if (places.every((place) => place.subjects.length === 0))
    return places.map((place) => place.class)
  return new Map(places.map((place) => [place.class, place.subjects]))
}
