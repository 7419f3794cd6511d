/**
 * Schools as a OneRoster 1.2 bulk set (CSV binding, 1EdTech): homerooms for the classes, a scheduled class for what a
 * teacher teaches a class. Reading it back gives the same schools, but for the committee, which OneRoster cannot say.
 */
import type { ClassPlace, Person, School } from '@lyceum/core/school/people.ts'

const term = 'term-2026'
const year = 'year-2026'

type Row = readonly string[]

/** File name -> text, in the order of the standard. Lines end in CRLF (RFC 4180). */
export function renderOneRoster(schools: readonly School[]): ReadonlyMap<string, string> {
  const people = new Map(schools.flatMap((school) => school.people.map((one) => [one.id, one])))
  const tables: readonly (readonly [string, string, readonly Row[]])[] = [
    ['manifest', 'propertyName,value', manifestRows()],
    [
      'academicSessions',
      'sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear',
      [
        [year, '', '', '2026/27', 'schoolYear', '2026-09-01', '2027-06-30', '', '2027'],
        [term, '', '', '2026/27', 'term', '2026-09-01', '2027-06-30', year, '2027'],
      ],
    ],
    [
      'orgs',
      'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId',
      schools.map(({ info }) => [info.id, '', '', info.name, 'school', '', '']),
    ],
    [
      'courses',
      'sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes',
      schools.flatMap(courseRows),
    ],
    [
      'classes',
      'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods',
      schools.flatMap(classRows),
    ],
    [
      'users',
      'sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns',
      userRows(schools, people),
    ],
    [
      'roles',
      'sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId',
      schools.flatMap(roleRows),
    ],
    [
      'enrollments',
      'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate',
      schools.flatMap(enrollmentRows),
    ],
  ]
  return new Map(
    tables.map(([name, header, rows]) => [
      `${name}.csv`,
      [header, ...rows.map((row) => row.map(quoted).join(','))].join('\r\n') + '\r\n',
    ]),
  )
}

/** OneRoster 1.2 names every file that there can be. */
const allFiles =
  `academicSessions categories classes classResources courses courseResources demographics enrollments
  lineItemLearningObjectiveIds lineItems lineItemScoreScales orgs resources resultLearningObjectiveIds results
  resultScoreScales roles scoreScales userProfiles userResources users`.split(/\s+/)
const ourFiles = new Set('academicSessions classes courses enrollments orgs roles users'.split(' '))

function manifestRows(): readonly Row[] {
  return [
    ['manifest.version', '1.0'],
    ['oneroster.version', '1.2'],
    ...allFiles.map((name) => [`file.${name}`, ourFiles.has(name) ? 'bulk' : 'absent']),
    ['source.systemName', 'Lyceum examples/generate'],
  ]
}

function courseRows({ info, places }: School): readonly Row[] {
  const subjects = [...new Set(places.flatMap((place) => place.subjects))].toSorted()
  return [
    [homeroomCourse(info.id), '', '', year, 'Класс', '', '', info.id, '', ''],
    ...subjects.map((subject, index) => [
      `course-${info.id}-${index + 1}`,
      '',
      '',
      year,
      subject,
      '',
      '',
      info.id,
      subject,
      '',
    ]),
  ]
}

function homeroomCourse(school: string): string {
  return `course-${school}-homeroom`
}

function classRows(school: School): readonly Row[] {
  const { info, classes, places } = school
  const subjects = [...new Set(places.flatMap((place) => place.subjects))].toSorted()
  const labels = new Map(classes.map((group) => [group.id, group.label]))
  return [
    ...classes.map(({ id, label }) => {
      const grade = /^\d+/.exec(label)?.[0]?.padStart(2, '0') ?? ''
      return [
        id,
        '',
        '',
        label,
        grade,
        homeroomCourse(info.id),
        '',
        'homeroom',
        '',
        info.id,
        term,
        '',
        '',
        '',
      ]
    }),
    ...lessonsOf(school).map(({ id, place, subject }) => {
      const title = `${subject}, ${labels.get(place.class) ?? place.class}`
      const course = `course-${info.id}-${subjects.indexOf(subject) + 1}`
      return [id, '', '', title, '', course, '', 'scheduled', '', info.id, term, subject, '', '']
    }),
  ]
}

interface Lessons {
  readonly id: string
  readonly place: ClassPlace
  readonly subject: string
}

/** One scheduled class for each subject that somebody teaches a class. */
function lessonsOf({ places }: School): readonly Lessons[] {
  const counts = new Map<string, number>()
  return places
    .filter((place) => place.role !== 'pupil')
    .flatMap((place) => place.subjects.map((subject) => ({ place, subject })))
    .map(({ place, subject }) => {
      const count = (counts.get(place.class) ?? 0) + 1
      counts.set(place.class, count)
      return { id: `${place.class}-${String(count).padStart(2, '0')}`, place, subject }
    })
}

function userRows(schools: readonly School[], people: ReadonlyMap<string, Person>): readonly Row[] {
  const guardians = Map.groupBy(
    schools.flatMap((school) => school.guardianships),
    (pair) => pair.child,
  )
  const schoolOf = new Map(
    schools.flatMap((school) => school.people.map((one) => [one.id, school.info.id])),
  )
  return [...people.values()].map((one) => {
    const agents = new Set((guardians.get(one.id) ?? []).map((pair) => pair.guardian))
    const names = [one.givenName, one.familyName, one.middleName ?? '']
    const contact = ['', '', '', '']
    const rest = ['', '', '', '', '', '', '', schoolOf.get(one.id) ?? '', '']
    return [
      one.id,
      '',
      '',
      'true',
      one.id,
      '',
      ...names,
      ...contact,
      [...agents].join(','),
      ...rest,
    ]
  })
}

function roleRows(school: School): readonly Row[] {
  const pupils = new Set(
    school.places.filter((place) => place.role === 'pupil').map((place) => place.person),
  )
  const principal = school.staff.find((place) => place.role === 'administrator')?.person
  const roles = [
    ...school.staff.map((place) => ({
      user: place.person,
      role:
        place.role === 'teacher'
          ? 'teacher'
          : place.person === principal
            ? 'principal'
            : 'siteAdministrator',
    })),
    ...[...pupils].map((user) => ({ user, role: 'student' })),
    ...[...new Set(school.guardianships.map((pair) => pair.guardian))].map((user) => ({
      user,
      role: 'parent',
    })),
  ]
  const seen = new Set<string>()
  return roles.map(({ user, role }) => {
    const type = seen.has(user) ? 'secondary' : 'primary'
    seen.add(user)
    return [
      `role-${user}-${role}-${school.info.id}`,
      '',
      '',
      user,
      type,
      role,
      '',
      '',
      school.info.id,
      '',
    ]
  })
}

/** Class after class, as school systems export: a file that was cut short lacks whole classes. */
function enrollmentRows(school: School): readonly Row[] {
  const pupils = Map.groupBy(
    school.places.filter((place) => place.role === 'pupil'),
    (place) => place.class,
  )
  const lessons = Map.groupBy(lessonsOf(school), ({ place }) => place.class)
  return school.classes.flatMap((cls) => {
    const homeroom = school.places.filter(
      (place) =>
        place.class === cls.id && (place.role !== 'teacher' || place.subjects.length === 0),
    )
    return [
      ...homeroom.map((place) => enrollment(school, place.class, place)),
      ...(lessons.get(cls.id) ?? []).flatMap(({ id, place }) => [
        enrollment(school, id, { ...place, role: 'teacher' }),
        ...(pupils.get(cls.id) ?? []).map((pupil) => enrollment(school, id, pupil)),
      ]),
    ]
  })
}

function enrollment(school: School, group: string, place: ClassPlace): Row {
  const role = place.role === 'pupil' ? 'student' : 'teacher'
  const primary = role === 'student' ? '' : place.role === 'class-teacher' ? 'true' : 'false'
  return [
    `e-${group}-${place.person}`,
    '',
    '',
    group,
    school.info.id,
    place.person,
    role,
    primary,
    '',
    '',
  ]
}

function quoted(cell: string): string {
  return /[",;\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
