/**
 * `agentSourcedIds` says that two people belong together, on the child's row or on the guardian's: who is the child
 * follows from the roles. A relation opens a child's class to an adult, so what is not clear is not imported.
 */
import { hasRole, type DraftGuardianship, type DraftUser } from '../draft.ts'
import type { Problems } from '../problems.ts'
import { resolveId } from './table.ts'
import type { Users } from './users.ts'

const column = 'agentSourcedIds'

/** Each pair once, in the order of the file. */
export function resolveRelations(users: Users, problems: Problems): readonly DraftGuardianship[] {
  const found = new Map<string, DraftGuardianship>()
  for (const { user, agent: id } of users.agents) {
    const place = { file: users.table.file, line: user.line, column }
    const agent = resolveId(users.table, id, () => place, problems)
    if (agent === undefined) continue
    if (agent === user) {
      problems.error(place, 'A user is named as the own guardian.', 'Mend or empty this cell.')
      continue
    }
    if (user.removed || agent.removed) continue
    const pair = guardianshipOf(user, agent)
    if (pair === undefined) {
      problems.warning(
        place,
        'It is not clear which of the two is the child; the relation is not imported.',
        'One of them must be a student in roles.csv, the other parent, guardian or relative.',
      )
    } else found.set(`${pair.guardian.id} ${pair.child.id}`, pair)
  }
  return [...found.values()]
}

function guardianshipOf(a: DraftUser, b: DraftUser): DraftGuardianship | undefined {
  const aMayBeChild = hasRole(a, 'pupil')
  const bMayBeChild = hasRole(b, 'pupil')
  if (aMayBeChild && !bMayBeChild) return { guardian: b, child: a }
  if (bMayBeChild && !aMayBeChild) return { guardian: a, child: b }
  // Two pupils: a grown-up one may have a child at the school, if the roles say so of exactly one.
  const aIsGuardian = hasRole(a, 'guardian')
  const bIsGuardian = hasRole(b, 'guardian')
  if (!aMayBeChild || aIsGuardian === bIsGuardian) return undefined
  return aIsGuardian ? { guardian: a, child: b } : { guardian: b, child: a }
}
