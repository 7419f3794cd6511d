/** What the words for roles mean for a school. */
import type { Role } from '@lyceum/core/school/people.ts'

import type { DraftRole } from './draft.ts'

/** OneRoster 1.1 RoleType, 1.2 RoleEnum, SDS v2.1; in small letters. */
const standard: readonly (readonly [string, DraftRole])[] = [
  ['principal', 'administrator'],
  ['siteadministrator', 'administrator'],
  ['systemadministrator', 'administrator'],
  ['districtadministrator', 'administrator'],
  ['administrator', 'administrator'],
  ['teacher', 'teacher'],
  ['student', 'pupil'],
  ['parent', 'guardian'],
  ['guardian', 'guardian'],
  ['relative', 'guardian'],
]

/** The standards' words and those of the configuration, which may also change what a standard word means. */
export function meaningsOfRoles(
  configured: Readonly<Record<string, Role | 'none'>> = {},
): ReadonlyMap<string, DraftRole> {
  const own = Object.entries(configured).map(
    ([word, role]) => [word.toLowerCase(), draftRoleOf(role)] as const,
  )
  return new Map([...standard, ...own])
}

export const unknownRoleHint =
  'Known: principal, administrator (site, system, district), teacher, student, parent, guardian, relative. Say in config.yaml what it means: roster.roles: {word: teacher} (or administrator, pupil, parent, none).'

function draftRoleOf(role: Role | 'none'): DraftRole {
  if (role === 'parent') return 'guardian'
  return role === 'none' ? 'other' : role
}
