/** A district as a OneRoster set: 50 schools, 60,000 people, 520,000 enrolments. Invented, and the same each time. */
import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export const district = {
  schools: 50,
  classes: 40,
  pupils: 25,
  subjects: 9,
  teachers: 80,
  parents: 120,
} as const

const names = 'Анна Борис Вера Глеб Дарья Егор Жанна Захар Ирина Кирилл'.split(' ')

/** Writes the set into an empty folder; gives the number of enrolment rows. */
export async function writeDistrict(folder: string): Promise<number> {
  const files = 'academicSessions classes courses enrollments orgs roles users'.split(' ')
  await writeFile(
    join(folder, 'manifest.csv'),
    ['propertyName,value', 'manifest.version,1.0', 'oneroster.version,1.2']
      .concat(files.map((name) => `file.${name},bulk`))
      .join('\n'),
  )
  let enrollments = 0
  for (const name of files) {
    const rows = rowsOf[name as keyof typeof rowsOf]()
    await pipeline(
      Readable.from(
        (function* () {
          for (const row of rows) {
            if (name === 'enrollments') enrollments += 1
            yield `${row}\n`
          }
        })(),
      ),
      createWriteStream(join(folder, `${name}.csv`)),
    )
  }
  return enrollments - 1
}

const rowsOf = {
  *academicSessions() {
    yield 'sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear'
    yield 'Y,,,2026/27,schoolYear,2026-09-01,2027-06-30,,2027'
  },
  *orgs() {
    yield 'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId'
    for (const school of numbers(district.schools)) yield `S${school},,,Школа ${school},school,,`
  },
  *courses() {
    yield 'sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes'
    for (const school of numbers(district.schools)) {
      for (const subject of numbers(district.subjects + 1)) {
        yield `${courseOf(school, subject)},,,Y,Предмет ${subject},,,S${school},,`
      }
    }
  },
  *classes() {
    yield 'sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods'
    for (const { school, group, subject, id } of groups()) {
      const type = subject === 0 ? 'homeroom' : 'scheduled'
      yield `${id},,,${group} класс,,${courseOf(school, subject)},,${type},,S${school},Y,,,`
    }
  },
  *users() {
    yield 'sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,middleName,agentSourcedIds'
    for (const { id, index, parent } of people()) {
      yield `${id},,,true,${id},${names[index % 10]},Фамилия${index},,${parent ?? ''}`
    }
  },
  *roles() {
    yield 'sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId'
    for (const { id, school, role } of people()) {
      yield `role-${id},,,${id},primary,${role},2026-09-01,2027-06-30,S${school},`
    }
  },
  *enrollments() {
    yield 'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate'
    for (const { school, group, subject, id } of groups()) {
      const row = (user: string, role: string) =>
        `e-${id}-${user},,,${id},S${school},${user},${role},${role === 'teacher'},2026-09-01,2027-06-30`
      for (const pupil of numbers(district.pupils))
        yield row(pupilId(school, group, pupil), 'student')
      yield row(`t-${school}-${(group * 10 + subject) % district.teachers}`, 'teacher')
    }
  },
}

function* numbers(count: number) {
  for (let number = 0; number < count; number += 1) yield number
}

function* groups() {
  for (const school of numbers(district.schools)) {
    for (const group of numbers(district.classes)) {
      for (const subject of numbers(district.subjects + 1)) {
        yield { school, group, subject, id: `c-${school}-${group}-${subject}` }
      }
    }
  }
}

interface Somebody {
  readonly id: string
  readonly index: number
  readonly school: number
  readonly role: string
  readonly parent?: string
}

function* people(): Generator<Somebody> {
  for (const school of numbers(district.schools)) {
    yield { id: `h-${school}`, index: school, school, role: 'principal' }
    for (const index of numbers(district.teachers)) {
      yield { id: `t-${school}-${index}`, index, school, role: 'teacher' }
    }
    for (const index of numbers(district.parents)) {
      yield { id: `p-${school}-${index}`, index, school, role: 'parent' }
    }
    for (const group of numbers(district.classes)) {
      for (const pupil of numbers(district.pupils)) {
        const index = group * district.pupils + pupil
        const parent = index < district.parents ? { parent: `p-${school}-${index}` } : {}
        yield { id: pupilId(school, group, pupil), index, school, role: 'student', ...parent }
      }
    }
  }
}

function pupilId(school: number, group: number, pupil: number): string {
  return `s-${school}-${group}-${pupil}`
}

function courseOf(school: number, subject: number): string {
  return `course-${school}-${subject}`
}
