/**
 * Who is whose guardian. OneRoster's `agentSourcedIds` says that two people belong together, on the child's row or on the
 * guardian's: who is the child follows from the roles. SDS has a file that says it. A relation opens a child's class to
 * an adult, so what is not clear is not imported.
 */
import { readCsv } from '../csv.ts'
import { hasRole, type DraftGuardianship, type DraftUser } from '../draft.ts'
import type { Place } from '../problems.ts'
import { unknownRoleHint } from '../role-words.ts'
import type { SetRules } from '../set-rules.ts'
import type { RosterFile } from '../source.ts'
import { resolve, resolveId, type Table } from './table.ts'
import type { AgentReference } from './users.ts'

/** Each pair once, in the order of the file. */
export function resolveRelations(
  users: Table<DraftUser>,
  agents: readonly AgentReference[],
  rules: SetRules,
): readonly DraftGuardianship[] {
  const { problems } = rules
  const pairs = new Pairs()
  for (const { user, agent: id } of agents) {
    const place = { file: users.file, line: user.line, column: 'agentSourcedIds' }
    if (rules.removals?.people.has(id) === true) continue
    const agent = resolveId(users, id, () => place, problems)
    if (agent === undefined || isSelf(user, agent, place, rules)) continue
    if (user.removed || agent.removed) continue
    const pair = guardianshipOf(user, agent)
    if (pair === undefined) {
      problems.warning(
        place,
        'It is not clear which of the two is the child; the relation is not imported.',
        `One of them must be a student in ${rules.rolesFile}, the other parent, guardian or relative.`,
      )
    } else pairs.add(pair)
  }
  return pairs.values()
}

/** `relationships.csv` of SDS: the child, the other person, and what the other is to the child. */
export async function readRelationships(
  file: RosterFile,
  users: Table<DraftUser>,
  rules: SetRules,
): Promise<readonly DraftGuardianship[]> {
  const { problems, meanings } = rules
  const pairs = new Pairs()
  const columns = {
    required: ['userSourcedId', 'relationshipUserSourcedId', 'relationshipRole'],
    optional: [],
  } as const
  await readCsv(file, columns, problems, (row) => {
    const child = resolve(users, row, 'userSourcedId', problems)
    const guardian = resolve(users, row, 'relationshipUserSourcedId', problems)
    const word = row.text('relationshipRole').toLowerCase()
    const role = meanings.get(word)
    if (role !== 'guardian') {
      if (word === '' || role === 'other') return
      const message = 'Who is this to a child is no parent; the relation is not imported.'
      problems.warning(row.place('relationshipRole'), message, unknownRoleHint)
      return
    }
    if (child === undefined || guardian === undefined) return
    if (isSelf(child, guardian, row.place('relationshipUserSourcedId'), rules)) return
    if (hasRole(child, 'pupil')) {
      pairs.add({ guardian, child })
      return
    }
    problems.warning(
      row.place('userSourcedId'),
      `The child of this relation is no student in ${rules.rolesFile}; the relation is not imported.`,
      'The child stands in userSourcedId, the parent in relationshipUserSourcedId.',
    )
  })
  return pairs.values()
}

class Pairs {
  readonly #found = new Map<DraftUser, Map<DraftUser, DraftGuardianship>>()

  add(pair: DraftGuardianship): void {
    const ofChild = this.#found.get(pair.child) ?? new Map()
    this.#found.set(pair.child, ofChild.set(pair.guardian, pair))
  }

  values(): readonly DraftGuardianship[] {
    return [...this.#found.values()].flatMap((ofChild) => [...ofChild.values()])
  }
}

function isSelf(user: DraftUser, other: DraftUser, place: Place, { problems }: SetRules): boolean {
  if (user !== other) return false
  problems.error(place, 'A user is named as the own guardian.', 'Mend or empty this cell.')
  return true
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
