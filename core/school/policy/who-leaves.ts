/**
 * Who must go so that all who stay may be together. Of two who may not talk one has to leave, and either would do; so it
 * is the one who brought it about: first the one who is named (whose standing changed, who was just invited), then whoever
 * is only invited, then whoever stands against most others. The order of ids decides the rest: two processes that look at
 * one room come to one answer.
 */
import type { UserId } from '../ids.ts'
import { mayTalk, type Policy } from './judge.ts'

export interface Gathering {
  /** True: joined; false: invited, or asks to be let in. */
  readonly present: ReadonlyMap<UserId, boolean>
  /** Who goes before others do. */
  readonly first: UserId | undefined
  /** Who cannot be made to leave: somebody of another homeserver. */
  canLeave(user: UserId): boolean
}

/** In the order in which they should go. */
export function whoLeaves(policy: Policy, gathering: Gathering): readonly UserId[] {
  const { present, first, canLeave } = gathering
  const people = [...present.keys()].filter((user) => user !== policy.bot)
  const strangers = people.filter((user) => policy.standing(user) === undefined)
  const leaving = strangers.filter(canLeave)
  const conflicts = conflictsOf(
    policy,
    people.filter((user) => !leaving.includes(user)),
  )
  for (;;) {
    const next = [...conflicts]
      .filter(([user, others]) => others.size > 0 && canLeave(user))
      .toSorted(([a, ofA], [b, ofB]) => {
        return (
          Number(b === first) - Number(a === first) ||
          Number(present.get(a)) - Number(present.get(b)) ||
          ofB.size - ofA.size ||
          (a < b ? -1 : 1)
        )
      })[0]?.[0]
    if (next === undefined) return leaving
    leaving.push(next)
    for (const other of conflicts.get(next) ?? []) conflicts.get(other)?.delete(next)
    conflicts.delete(next)
  }
}

function conflictsOf(policy: Policy, people: readonly UserId[]): Map<UserId, Set<UserId>> {
  const conflicts = new Map(people.map((user) => [user, new Set<UserId>()]))
  for (const [at, one] of people.entries()) {
    for (const other of people.slice(at + 1)) {
      if (mayTalk(policy, one, other).allowed) continue
      conflicts.get(one)?.add(other)
      conflicts.get(other)?.add(one)
    }
  }
  return conflicts
}
