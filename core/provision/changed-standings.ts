/** Whose standing a plan lessens: who loses a role, a class, a child or the place in the school. */
import { applyChanges } from '../school/apply-changes.ts'
import type { SchoolChange } from '../school/changes.ts'
import type { PersonId, UserId } from '../school/ids.ts'
import type { School } from '../school/people.ts'
import { standingsIn, type SchoolStanding } from '../school/policy/standing.ts'

/** Rooms rested on what somebody was; what somebody becomes ends none. */
export function lessenedStandings(
  stored: School,
  changes: readonly SchoolChange[],
  accounts: ReadonlyMap<PersonId, UserId>,
): readonly UserId[] {
  const before = standingsIn(stored, accounts)
  const after = standingsIn(applyChanges(stored, changes), accounts)
  return [...before].flatMap(([user, was]) => (isLess(was, after.get(user)) ? [user] : []))
}

const parts = ['persons', 'roles', 'pupilOf', 'teaches', 'parentIn', 'children'] as const

function isLess(was: SchoolStanding, is: SchoolStanding | undefined): boolean {
  if (is === undefined) return true
  return parts.some((part) => {
    const left: ReadonlySet<string> = is[part]
    return [...was[part]].some((one) => !left.has(one))
  })
}
