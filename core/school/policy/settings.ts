/** The policy table: which two roles may talk, and what must join them. The config's `policy` section; this is its default. */
import type { UserId } from '../ids.ts'
import type { Role } from '../people.ts'

/**
 * `school`: both stand in one school in these roles (a parent stands in the schools of own children). `class`: in one
 * class of it, a parent in the children's, an administrator in every one. `family`: one is the other's child, or both are
 * parents of one child.
 */
export type Within = 'family' | 'class' | 'school'

/** The same in both directions. */
export interface TalkRule {
  readonly between: readonly [Role, Role]
  readonly within: Within
}

export interface PolicySettings {
  /** The first that fits is the one that is named; what none allows is refused. */
  readonly talk: readonly TalkRule[]
  /** Accounts that may talk to everybody of every school, and everybody to them. */
  readonly regionStaff: readonly UserId[]
  /** Nobody turns on encryption in own rooms either. */
  readonly forbidEncryption: boolean
}

export const defaultPolicy: PolicySettings = {
  talk: [
    { between: ['pupil', 'pupil'], within: 'school' },
    { between: ['pupil', 'teacher'], within: 'school' },
    { between: ['pupil', 'administrator'], within: 'school' },
    { between: ['parent', 'pupil'], within: 'family' },
    { between: ['parent', 'teacher'], within: 'school' },
    { between: ['parent', 'administrator'], within: 'school' },
    { between: ['parent', 'parent'], within: 'class' },
    { between: ['teacher', 'teacher'], within: 'school' },
    { between: ['teacher', 'administrator'], within: 'school' },
    { between: ['administrator', 'administrator'], within: 'school' },
  ],
  regionStaff: [],
  forbidEncryption: false,
}
