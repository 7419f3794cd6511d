/** What the table says of two people, read from the table and the cast alone: none of the product's judging is used. */
import type { PolicySettings, TalkRule } from '@lyceum/core/school/policy/settings.ts'
import { cast, type Actor } from './cast.ts'

export function mayTalk(settings: PolicySettings, one: Actor, other: Actor): boolean {
  if (one.name === other.name) return true
  const isKnown = (actor: Actor) => actor.parts.length > 0 || actor.region === true
  if (!isKnown(one) || !isKnown(other)) return false
  if (one.region === true || other.region === true) return true
  return settings.talk.some((rule) => fits(rule, one, other) || fits(rule, other, one))
}

function fits({ between: [first, second], within }: TalkRule, one: Actor, other: Actor): boolean {
  for (const a of one.parts.filter((part) => part.role === first)) {
    for (const b of other.parts.filter((part) => part.role === second)) {
      if (a.school !== b.school) continue
      if (within === 'school') return true
      const everywhere = a.role === 'administrator' || b.role === 'administrator'
      if (within === 'class' && (everywhere || a.classes.some((cls) => b.classes.includes(cls))))
        return true
      const isChild = a.children?.includes(other.name) === true
      const isParent = b.children?.includes(one.name) === true
      const share = a.children?.some((child) => b.children?.includes(child) === true) === true
      if (within === 'family' && (isChild || isParent || share)) return true
    }
  }
  return false
}

export interface Pair {
  readonly one: Actor
  readonly other: Actor
}

/** In both directions. */
export const pairs: readonly Pair[] = cast.flatMap((one) =>
  cast.filter((other) => other !== one).map((other) => ({ one, other })),
)

/** Each two once, begun by one or by the other. */
export const couples: readonly Pair[] = pairs.filter(({ one, other }) => {
  const [a, b] = [cast.indexOf(one), cast.indexOf(other)]
  return (a + b) % 2 === 0 ? a < b : a > b
})

export interface Triple {
  /** Who is in the room already; may talk to the middle and not to the last. */
  readonly first: Actor
  readonly middle: Actor
  readonly last: Actor
}

/** Everybody who could be reached through a third person and must not be, by one of those who could be between. */
export function triples(settings: PolicySettings): readonly Triple[] {
  return pairs.flatMap(({ one: first, other: last }) => {
    if (mayTalk(settings, first, last)) return []
    const between = cast.find(
      (middle) =>
        middle !== first &&
        middle !== last &&
        mayTalk(settings, first, middle) &&
        mayTalk(settings, middle, last),
    )
    return between === undefined ? [] : [{ first, middle: between, last }]
  })
}
