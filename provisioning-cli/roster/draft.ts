/**
 * What the readers of files with rows and references (OneRoster, SDS) have in common: the rows, resolved to each other,
 * before it is decided what they mean for a school. Built row by row; one object a person and a class, none an enrolment.
 */
import type { Language } from '@lyceum/core/school/people.ts'

/** `other` is a role of the format that has no place in the school's model: it was told, and gives nothing. */
export type DraftRole = 'administrator' | 'teacher' | 'pupil' | 'guardian' | 'other'

export interface DraftOrg {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly line: number
  /** No longer in the school's books; references to it are right and mean nothing. */
  readonly removed: boolean
  readonly language: Language | undefined
  readonly timeZone: string | undefined
}

interface DraftRoleAt {
  readonly role: DraftRole
  readonly org: DraftOrg
  readonly line: number
}

export interface DraftUser {
  readonly id: string
  readonly givenName: string
  readonly familyName: string
  readonly middleName: string | undefined
  /** See `Person.account`. */
  readonly account?: string
  readonly line: number
  readonly removed: boolean
  readonly roles: DraftRoleAt[]
}

export interface DraftTeacher {
  readonly user: DraftUser
  readonly primary: boolean
  readonly line: number
}

export interface DraftClass {
  readonly id: string
  readonly title: string
  readonly homeroom: boolean
  readonly org: DraftOrg
  readonly subjects: readonly string[]
  readonly line: number
  readonly removed: boolean
  /** A person may stand here twice, when the file has the row twice. */
  readonly pupils: DraftUser[]
  readonly teachers: DraftTeacher[]
}

export interface DraftGuardianship {
  readonly guardian: DraftUser
  readonly child: DraftUser
}

export interface Draft {
  readonly orgs: readonly DraftOrg[]
  readonly users: readonly DraftUser[]
  readonly classes: readonly DraftClass[]
  readonly guardianships: readonly DraftGuardianship[]
  /** Where the lines count, for problems. */
  readonly files: {
    readonly orgs: string
    readonly users: string
    readonly roles: string
    readonly classes: string
    readonly enrollments: string
  }
  /** Where guardians are named, for hints. */
  readonly relationsIn: string
}

export function hasRole(user: DraftUser, ...roles: readonly DraftRole[]): boolean {
  return user.roles.some((entry) => roles.includes(entry.role))
}
