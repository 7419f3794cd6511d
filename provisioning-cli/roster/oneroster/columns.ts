/**
 * The columns of each file in each format. What one format calls otherwise than OneRoster 1.2 is a spelling; what it does
 * not have is optional there. Sources: OneRoster 1.1 and 1.2 CSV bindings, Microsoft's SDS v2.1 CSV format.
 */
import type { CsvRow } from '../csv.ts'
import type { CsvColumns } from '../csv-header.ts'
import type { SetFormat } from '../set-rules.ts'

type ColumnsOf<Column extends string> = Readonly<Record<SetFormat, CsvColumns<Column>>>

const status = ['status', 'dateLastModified'] as const
type StatusColumn = (typeof status)[number]

function words(text: string): readonly string[] {
  return text.split(/\s+/)
}

/** Of a row that takes something away (delta) only what says what it is. */
function needed<Column extends string>(required: readonly Column[], key: readonly Column[]) {
  return (row: CsvRow<Column>): readonly Column[] =>
    row.text('status' as Column).toLowerCase() === 'tobedeleted' ? key : required
}

export type OrgColumn =
  | StatusColumn
  | 'sourcedId'
  | 'name'
  | 'type'
  | 'parentSourcedId'
  | 'metadata.language'
  | 'metadata.timeZone'

const org: CsvColumns<OrgColumn> = {
  required: ['sourcedId', 'name', 'type'],
  optional: [...status, 'parentSourcedId', 'metadata.language', 'metadata.timeZone'],
  ignored: ['identifier'],
  neededIn: needed(['sourcedId', 'name', 'type'], ['sourcedId']),
}
export const orgColumns: ColumnsOf<OrgColumn> = {
  'oneroster-1.1': org,
  'oneroster-1.2': org,
  'sds-2.1': org,
}

export type SessionColumn =
  | StatusColumn
  | 'sourcedId'
  | 'title'
  | 'type'
  | 'parentSourcedId'
  | SessionTime
type SessionTime = 'startDate' | 'endDate' | 'schoolYear'

const session: CsvColumns<SessionColumn> = {
  required: ['sourcedId', 'title', 'type', 'startDate', 'endDate', 'schoolYear'],
  optional: [...status, 'parentSourcedId'],
  neededIn: needed(
    ['sourcedId', 'title', 'type', 'startDate', 'endDate', 'schoolYear'],
    ['sourcedId'],
  ),
}
export const sessionColumns: ColumnsOf<SessionColumn> = {
  'oneroster-1.1': session,
  'oneroster-1.2': session,
  'sds-2.1': session,
}

export type CourseColumn =
  | StatusColumn
  | 'sourcedId'
  | 'title'
  | 'orgSourcedId'
  | 'schoolYearSourcedId'
  | 'subjects'

const course: CsvColumns<CourseColumn> = {
  required: ['sourcedId', 'title', 'orgSourcedId'],
  optional: [...status, 'schoolYearSourcedId', 'subjects'],
  ignored: ['courseCode', 'grades', 'subjectCodes'],
  neededIn: needed(['sourcedId', 'title', 'orgSourcedId'], ['sourcedId']),
}
export const courseColumns: ColumnsOf<CourseColumn> = {
  'oneroster-1.1': course,
  'oneroster-1.2': course,
  // Its subject is a code ("10"): the title says more.
  'sds-2.1': {
    required: ['sourcedId', 'title', 'orgSourcedId'],
    optional: ['schoolYearSourcedId'],
    ignored: ['code', 'subject', 'grade'],
  },
}

export type ClassColumn =
  | StatusColumn
  | 'sourcedId'
  | 'title'
  | 'courseSourcedId'
  | 'classType'
  | 'schoolSourcedId'
  | 'termSourcedIds'
  | 'subjects'

const classRequired = [
  'sourcedId',
  'title',
  'courseSourcedId',
  'classType',
  'schoolSourcedId',
  'termSourcedIds',
] as const
const group: CsvColumns<ClassColumn> = {
  required: classRequired,
  optional: [...status, 'subjects'],
  ignored: ['grades', 'classCode', 'location', 'subjectCodes', 'periods'],
  neededIn: needed<ClassColumn>(classRequired, ['sourcedId']),
}
export const classColumns: ColumnsOf<ClassColumn> = {
  'oneroster-1.1': group,
  'oneroster-1.2': group,
  'sds-2.1': {
    required: ['sourcedId', 'title', 'schoolSourcedId'],
    optional: ['courseSourcedId', 'termSourcedIds'],
    ignored: ['code'],
    spellings: { schoolSourcedId: ['orgSourcedId'], termSourcedIds: ['sessionSourcedIds'] },
  },
}

export type UserColumn =
  | StatusColumn
  | 'sourcedId'
  | 'enabledUser'
  | 'username'
  | 'givenName'
  | 'familyName'
  | 'middleName'
  | 'agentSourcedIds'
  | 'primaryOrgSourcedId'
  | 'orgSourcedIds'
  | 'role'
  | 'password'
  | 'metadata.matrixId'

const userRequired = ['sourcedId', 'enabledUser', 'username', 'givenName', 'familyName'] as const
const userRequired11 = [...userRequired, 'orgSourcedIds', 'role'] as const
// Minors' data: what is not needed is not read.
const userIgnored = words('userIds identifier email sms phone grades')

export const userColumns: ColumnsOf<UserColumn> = {
  'oneroster-1.1': {
    required: userRequired11,
    optional: [...status, 'middleName', 'agentSourcedIds', 'password', 'metadata.matrixId'],
    expected: ['agentSourcedIds'],
    ignored: userIgnored,
    neededIn: needed<UserColumn>(userRequired11, ['sourcedId']),
  },
  'oneroster-1.2': {
    required: userRequired,
    optional: [
      ...status,
      'middleName',
      'agentSourcedIds',
      'primaryOrgSourcedId',
      'password',
      'metadata.matrixId',
    ],
    expected: ['agentSourcedIds'],
    ignored: userIgnored.concat(
      words(`userMasterIdentifier resourceSourcedIds preferredGivenName preferredMiddleName
        preferredFamilyName pronouns`),
    ),
    neededIn: needed<UserColumn>(userRequired, ['sourcedId']),
  },
  'sds-2.1': {
    required: ['sourcedId', 'username', 'givenName', 'familyName'],
    optional: ['middleName', 'password'],
    ignored: words('activeDirectoryMatchId email phone sms'),
  },
}

export type RoleColumn =
  | StatusColumn
  | 'sourcedId'
  | 'userSourcedId'
  | 'roleType'
  | 'role'
  | 'orgSourcedId'
  | 'beginDate'
  | 'endDate'

const roleRequired = ['sourcedId', 'userSourcedId', 'roleType', 'role', 'orgSourcedId'] as const

/** OneRoster 1.1 has no such file. */
export const roleColumns: Readonly<Record<'oneroster-1.2' | 'sds-2.1', CsvColumns<RoleColumn>>> = {
  'oneroster-1.2': {
    required: roleRequired,
    optional: [...status, 'beginDate', 'endDate'],
    ignored: ['userProfileSourcedId'],
    neededIn: needed<RoleColumn>(roleRequired, [
      'sourcedId',
      'userSourcedId',
      'role',
      'orgSourcedId',
    ]),
  },
  'sds-2.1': {
    required: ['userSourcedId', 'orgSourcedId', 'role'],
    optional: ['beginDate', 'endDate'],
    ignored: words('sessionSourcedId grade isPrimary'),
    spellings: { beginDate: ['roleStartDate'], endDate: ['roleEndDate'] },
  },
}

export type EnrollmentColumn =
  | StatusColumn
  | 'sourcedId'
  | 'classSourcedId'
  | 'schoolSourcedId'
  | 'userSourcedId'
  | 'role'
  | 'primary'
  | 'beginDate'
  | 'endDate'

const enrollmentRequired = [
  'sourcedId',
  'classSourcedId',
  'schoolSourcedId',
  'userSourcedId',
  'role',
] as const
const enrollment: CsvColumns<EnrollmentColumn> = {
  required: enrollmentRequired,
  optional: [...status, 'primary', 'beginDate', 'endDate'],
  expected: ['primary'],
  neededIn: needed<EnrollmentColumn>(enrollmentRequired, [
    'sourcedId',
    'classSourcedId',
    'userSourcedId',
  ]),
}
export const enrollmentColumns: ColumnsOf<EnrollmentColumn> = {
  'oneroster-1.1': enrollment,
  'oneroster-1.2': enrollment,
  'sds-2.1': { required: ['classSourcedId', 'userSourcedId', 'role'], optional: [] },
}
