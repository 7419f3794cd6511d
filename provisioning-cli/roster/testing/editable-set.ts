/** A small right OneRoster 1.2 set, to be spoilt at one place a test. Lines count from 1, the header is line 1. */
import type { Roster } from '@lyceum/core/school/roster.ts'

import type { RosterOptions } from '../options.ts'
import { readFiles } from './memory-source.ts'

const absent =
  `categories classResources courseResources demographics lineItemLearningObjectiveIds lineItems
  lineItemScoreScales resources resultLearningObjectiveIds results resultScoreScales scoreScales userProfiles
  userResources`.split(/\s+/)

const rightSet: Readonly<Record<string, string>> = {
  'manifest.csv': `propertyName,value
manifest.version,1.0
oneroster.version,1.2
file.academicSessions,bulk
file.classes,bulk
file.courses,bulk
file.enrollments,bulk
file.orgs,bulk
file.roles,bulk
file.users,bulk
${absent.map((name) => `file.${name},absent`).join('\n')}`,
  'academicSessions.csv': `sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
Y,,,2026/27,schoolYear,2026-09-01,2027-06-30,,2027
T,,,Term 1,term,2026-09-01,2026-12-30,Y,2027`,
  'orgs.csv': `sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
D,,,District,district,,
S,,,School,school,,D`,
  'courses.csv': `sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes
CH,,,Y,Class,,,S,,
CA,,,Y,Algebra,,,S,,`,
  'classes.csv': `sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
A,,,1A,01,CH,,homeroom,,S,T,,,
B,,,1B,01,CH,,homeroom,,S,T,,,
A-alg,,,Algebra 1A,01,CA,,scheduled,,S,T,,,`,
  'users.csv': `sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns
t1,,,true,t1,,Ann,Teachwell,,,,,,,,,,,,,,S,
t2,,,true,t2,,Bob,Learnmore,,,,,,,,,,,,,,S,
h1,,,true,h1,,Carol,Headley,,,,,,,,,,,,,,S,
s1,,,true,s1,,Dan,Smallman,,,,,,g1,,,,,,,,S,
s2,,,true,s2,,Eve,Youngson,,,,,,,,,,,,,,S,
s3,,,true,s3,,Fay,Littleton,,,,,,g1,,,,,,,,S,
g1,,,true,g1,,Gil,Oldfield,,,,,,,,,,,,,,S,
g2,,,true,g2,,Hal,Parentson,,,,,,s2,,,,,,,,S,`,
  'roles.csv': `sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId
r1,,,t1,primary,teacher,,,S,
r2,,,t2,primary,teacher,,,S,
r3,,,h1,primary,principal,,,S,
r4,,,s1,primary,student,,,S,
r5,,,s2,primary,student,,,S,
r6,,,s3,primary,student,,,S,
r7,,,g1,primary,parent,,,S,
r8,,,g2,primary,guardian,,,S,`,
  'enrollments.csv': `sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
e1,,,A,S,s1,student,,,
e2,,,A,S,s2,student,,,
e3,,,B,S,s3,student,,,
e4,,,A,S,t1,teacher,true,,
e5,,,B,S,t2,teacher,false,,
e6,,,A-alg,S,t2,teacher,true,,
e7,,,A-alg,S,s1,student,,,
e8,,,A-alg,S,s2,student,,,`,
}

export class EditableSet {
  readonly #tables = new Map<string, string[][]>()
  readonly #raw = new Map<string, string | Buffer>()

  /** By default OneRoster 1.2. */
  constructor(files: Readonly<Record<string, string>> = rightSet) {
    for (const [name, text] of Object.entries(files)) {
      this.#tables.set(
        name,
        text.split('\n').map((line) => line.split(',')),
      )
    }
  }

  cell(file: string, line: number, column: string, value: string): this {
    const rows = this.rows(file)
    const at = rows[0]?.indexOf(column) ?? -1
    const row = rows[line - 1]
    if (at < 0 || row === undefined) throw new Error(`${file} has no ${column} in line ${line}`)
    row[at] = /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
    return this
  }

  /** Sets a cell of the manifest by the property's name. */
  manifest(property: string, value: string): this {
    const line = this.rows('manifest.csv').findIndex((row) => row[0] === property) + 1
    return this.cell('manifest.csv', line, 'value', value)
  }

  rename(file: string, column: string, name: string): this {
    return this.cell(file, 1, column, name)
  }

  dropColumn(file: string, column: string): this {
    const rows = this.rows(file)
    const at = rows[0]?.indexOf(column) ?? -1
    for (const row of rows) row.splice(at, 1)
    return this
  }

  addColumn(file: string, column: string, value: string): this {
    for (const [index, row] of this.rows(file).entries()) row.push(index === 0 ? column : value)
    return this
  }

  dropLine(file: string, line: number): this {
    this.rows(file).splice(line - 1, 1)
    return this
  }

  /** At the end of the file, as it stands. */
  addLine(file: string, line: string): this {
    this.rows(file).push(line.split(','))
    return this
  }

  rows(file: string): string[][] {
    const rows = this.#tables.get(file)
    if (rows === undefined) throw new Error(`There is no ${file}`)
    return rows
  }

  raw(file: string, change: (text: string) => string | Buffer): this {
    this.#raw.set(file, change(this.#tables.has(file) ? this.text(file) : ''))
    return this
  }

  remove(file: string): this {
    this.#tables.delete(file)
    return this
  }

  text(file: string): string {
    return this.rows(file)
      .map((row) => row.join(','))
      .join('\n')
  }

  files(): Record<string, string | Buffer> {
    const tables = [...this.#tables.keys()].map((name) => [name, this.text(name)] as const)
    return { ...Object.fromEntries(tables), ...Object.fromEntries(this.#raw) }
  }

  read(options?: RosterOptions): Promise<Roster> {
    return readFiles('folder', this.files(), options)
  }
}
