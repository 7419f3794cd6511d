import type { Roster } from '@lyceum/core/school/roster.ts'
import type { School } from '@lyceum/core/school/people.ts'
import { describe, expect, test } from 'vitest'

import { EditableSet } from '../testing/editable-set.ts'

async function schoolOf(set: EditableSet): Promise<School> {
  const { schools, problems } = await set.read()
  expect(problems.filter((problem) => problem.severity === 'error')).toEqual([])
  const school = schools[0]
  if (school === undefined) throw new Error('There is no school')
  return school
}

function placesOf(school: School): string[] {
  return school.places
    .map(({ person, class: group, role, subjects }) => [person, group, role, ...subjects].join(' '))
    .toSorted()
}

function remarks({ problems }: Roster): string[] {
  return problems.map(({ severity, file, line }) => `${severity} ${file}:${line ?? ''}`)
}

test('a right set is read without a remark', async () => {
  const { schools, problems } = await new EditableSet().read()
  expect(problems).toEqual([])
  const school = schools[0] as School
  expect(school.info).toEqual({
    id: 'S',
    name: 'School',
    language: 'en',
    timeZone: 'Europe/Moscow',
  })
  expect(school.classes).toEqual([
    { id: 'A', label: '1A' },
    { id: 'B', label: '1B' },
  ])
  expect(school.people.map((person) => person.id).join(' ')).toBe('t1 t2 h1 s1 s2 s3 g1 g2')
  expect(placesOf(school)).toEqual([
    's1 A pupil',
    's2 A pupil',
    's3 B pupil',
    't1 A class-teacher',
    't2 A teacher Algebra',
    't2 B class-teacher',
  ])
  expect(school.committee).toEqual([])
})

describe('class teachers', () => {
  test('the primary teacher of the homeroom is, and the only teacher of one without a primary', async () => {
    const places = placesOf(await schoolOf(new EditableSet()))
    expect(places).toContain('t1 A class-teacher')
    expect(places).toContain('t2 B class-teacher')
  })

  test('a homeroom with two teachers and no primary has none, and that is said', async () => {
    const set = new EditableSet()
      .addLine('enrollments.csv', 'e9,,,B,S,t1,teacher,,,')
      .cell('enrollments.csv', 6, 'primary', '')
    const roster = await set.read()
    expect(remarks(roster)).toEqual(['warning classes.csv:3'])
    expect(
      roster.schools[0]?.places.filter((place) => place.role === 'class-teacher'),
    ).toHaveLength(1)
  })

  test('two primary teachers are both class teachers, and that is said', async () => {
    const set = new EditableSet().addLine('enrollments.csv', 'e9,,,A,S,t2,teacher,true,,')
    const roster = await set.read()
    expect(remarks(roster)).toEqual(['warning classes.csv:2'])
    expect(placesOf(roster.schools[0] as School)).toContain('t2 A class-teacher Algebra')
  })
})

describe('scheduled classes', () => {
  test('give their teacher the homeroom of most pupils, with the course as subject', async () => {
    expect(placesOf(await schoolOf(new EditableSet()))).toContain('t2 A teacher Algebra')
  })

  test('name the subject by the column subjects, where it is filled', async () => {
    const set = new EditableSet().cell('classes.csv', 4, 'subjects', 'Maths, Logic')
    expect(placesOf(await schoolOf(set))).toContain('t2 A teacher Logic Maths')
  })

  test('of pupils from several classes give nobody a class, and that is said', async () => {
    const set = new EditableSet().cell('enrollments.csv', 9, 'userSourcedId', 's3')
    const roster = await set.read()
    expect(remarks(roster)).toEqual(['warning classes.csv:4'])
    expect(placesOf(roster.schools[0] as School)).not.toContain('t2 A teacher Algebra')
  })

  test('are the classes where a school has no homeroom', async () => {
    const set = new EditableSet()
      .cell('classes.csv', 2, 'classType', 'scheduled')
      .cell('classes.csv', 3, 'classType', 'scheduled')
    const school = await schoolOf(set)
    expect(school.classes.map((group) => group.label)).toEqual(['1A', '1B', 'Algebra 1A'])
    expect(placesOf(school)).toContain('t2 A-alg class-teacher Algebra')
    expect(placesOf(school)).toContain('s1 A-alg pupil')
  })
})

describe('guardians', () => {
  test('are found from the child’s row and from their own', async () => {
    const { guardianships } = await schoolOf(new EditableSet())
    expect(guardianships.map((pair) => `${pair.guardian} ${pair.child}`).toSorted()).toEqual([
      'g1 s1',
      'g1 s3',
      'g2 s2',
    ])
  })

  test('named from both sides are one relation', async () => {
    const set = new EditableSet().cell('users.csv', 6, 'agentSourcedIds', 'g2')
    expect((await schoolOf(set)).guardianships).toHaveLength(3)
  })

  test('without a role row are parents', async () => {
    const set = new EditableSet().dropLine('roles.csv', 8)
    const roster = await set.read()
    expect(roster.problems).toEqual([])
    expect(roster.schools[0]?.guardianships).toHaveLength(3)
  })

  test('may be teachers of the school', async () => {
    const set = new EditableSet().cell('users.csv', 6, 'agentSourcedIds', 't1,g2')
    const { guardianships } = await schoolOf(set)
    expect(guardianships).toContainEqual({ guardian: 't1', child: 's2' })
  })

  test('are nobody’s where both are pupils', async () => {
    const set = new EditableSet().cell('users.csv', 6, 'agentSourcedIds', 's3')
    const roster = await set.read()
    expect(remarks(roster)).toEqual(['warning users.csv:6'])
    expect(roster.schools[0]?.guardianships).toHaveLength(3)
  })
})

describe('roles', () => {
  test.each([
    'principal',
    'siteAdministrator',
    'systemAdministrator',
    'districtAdministrator',
    'PRINCIPAL',
  ])('%s is an administrator', async (role) => {
    const { staff } = await schoolOf(new EditableSet().cell('roles.csv', 4, 'role', role))
    expect(staff).toContainEqual({ person: 'h1', role: 'administrator', subjects: [] })
  })

  test('a teacher’s subjects are those of all classes', async () => {
    const { staff } = await schoolOf(new EditableSet())
    expect(staff).toContainEqual({ person: 't2', role: 'teacher', subjects: ['Algebra'] })
  })

  test('one person may have several', async () => {
    const set = new EditableSet().addLine('roles.csv', 'r9,,,t1,secondary,principal,,,S,')
    const { staff, people } = await schoolOf(set)
    expect(staff.filter((place) => place.person === 't1')).toHaveLength(2)
    expect(people.filter((person) => person.id === 't1')).toHaveLength(1)
  })

  test('a school without an administrator is told how to get one', async () => {
    const set = new EditableSet().cell('roles.csv', 4, 'role', 'teacher')
    const { problems } = await set.read()
    expect(problems).toMatchInlineSnapshot(`
      [
        {
          "file": "orgs.csv",
          "hint": "Afterwards: lyceum invites create --role administrator --school S --name "..."",
          "line": 3,
          "message": "The school "S" has no administrator.",
          "severity": "warning",
        },
      ]
    `)
  })
})

describe('who is left out', () => {
  test.each([
    ['status', 'tobedeleted'],
    ['enabledUser', 'false'],
  ])('a user with %s %s, with places and relations', async (column, value) => {
    const school = await schoolOf(new EditableSet().cell('users.csv', 5, column, value))
    expect(JSON.stringify(school)).not.toContain('s1')
  })

  test('a class that is to be deleted', async () => {
    const set = new EditableSet().cell('classes.csv', 3, 'status', 'tobedeleted')
    const school = await schoolOf(set)
    expect(school.classes.map((group) => group.id)).toEqual(['A'])
  })

  test('an enrolment that is to be deleted', async () => {
    const set = new EditableSet().cell('enrollments.csv', 2, 'status', 'tobedeleted')
    expect(placesOf(await schoolOf(set))).not.toContain('s1 A pupil')
  })
})

describe('several schools', () => {
  test('each have their people, and a parent may be in both', async () => {
    const set = new EditableSet()
      .addLine('orgs.csv', 'S2,,,Second,school,,D')
      .addLine('classes.csv', 'C,,,1C,01,CH,,homeroom,,S2,T,,,')
      .addLine('enrollments.csv', 'e9,,,C,S2,s4,student,,,')
      .addLine('users.csv', 's4,,,true,s4,,Ida,Newby,,,,,,g1,,,,,,,,S2,')
      .addLine('roles.csv', 'r9,,,s4,primary,student,,,S2,')
    const { schools } = await set.read()
    expect(schools.map((school) => school.info.id)).toEqual(['S', 'S2'])
    expect(schools[1]?.people.map((person) => person.id)).toEqual(['g1', 's4'])
    expect(schools[0]?.guardianships).toHaveLength(3)
  })

  test('an organisation of another type with classes is one', async () => {
    const set = new EditableSet().cell('orgs.csv', 3, 'type', 'department')
    expect((await schoolOf(set)).info.id).toBe('S')
  })
})

describe('language and labels', () => {
  const russian = () =>
    ['Иван', 'Пётр', 'Анна', 'Ольга', 'Юрий', 'Вера', 'Глеб', 'Яна'].reduce(
      (set, name, index) =>
        set
          .cell('users.csv', index + 2, 'givenName', name)
          .cell('users.csv', index + 2, 'familyName', 'Ким'),
      new EditableSet(),
    )

  test('most names in Cyrillic make a Russian school with Cyrillic labels', async () => {
    const school = await schoolOf(russian())
    expect(school.info.language).toBe('ru')
    expect(school.classes.map((group) => group.label)).toEqual(['1А', '1В'])
  })

  test('the set’s own word on language and time zone counts more', async () => {
    const set = russian()
      .addColumn('orgs.csv', 'metadata.language', 'en')
      .addColumn('orgs.csv', 'metadata.timeZone', 'Asia/Omsk')
    const { info } = await schoolOf(set)
    expect(info).toMatchObject({ language: 'en', timeZone: 'Asia/Omsk' })
  })
})

describe('names', () => {
  test('are trimmed, composed and cleaned, and the warning does not say them', async () => {
    const set = new EditableSet()
      .cell('users.csv', 5, 'givenName', ' Da\u202en\u0000\u200b  Lee ')
      .cell('users.csv', 5, 'familyName', 'Zoe\u0308')
    set.raw('users.csv', (text) => text.replace('\u0000', '\u0001'))
    const { schools, problems } = await set.read()
    const person = schools[0]?.people.find((one) => one.id === 's1')
    expect(person).toMatchObject({ givenName: 'Dan Lee', familyName: 'Zoë' })
    expect(problems).toHaveLength(1)
    expect(JSON.stringify(problems)).not.toMatch(/Dan|Lee|Zo/)
  })
})

describe('what is never read', () => {
  test('passwords are dropped, with one warning', async () => {
    const set = new EditableSet()
      .cell('users.csv', 2, 'password', 'hunter2')
      .cell('users.csv', 3, 'password', 'hunter3')
    const roster = await set.read()
    expect(remarks(roster)).toEqual(['warning users.csv:2'])
    expect(JSON.stringify(roster)).not.toContain('hunter')
  })

  test('demographics are not opened', async () => {
    const set = new EditableSet().raw('demographics.csv', () => 'sourcedId,birthDate\n"broken')
    const roster = await set.read()
    expect(remarks(roster)).toEqual(['warning demographics.csv:'])
  })
})
