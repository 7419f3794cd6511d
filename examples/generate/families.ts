/** Families: brothers and sisters share parents and a surname; most have two parents, some one. */
import { inventFamily, inventFather, inventName, inventSex, type Name } from './names.ts'
import type { Random } from './random.ts'

export interface Household {
  readonly parents: readonly Name[]
  readonly children: readonly Name[]
}

/** About one pupil in eight has a brother or sister at the school. */
const householdsPerPupil = 0.88

/** Exactly so many pupils, and so many parents where that can be: at least one and at most two a household. */
export function makeHouseholds(random: Random, pupils: number, parents: number): Household[] {
  if (parents === 0) return Array.from({ length: pupils }, () => household(random, 1, 0))
  const fewest = Math.ceil(parents / 2)
  const count = Math.max(
    1,
    Math.min(pupils, parents, Math.max(fewest, Math.round(pupils * householdsPerPupil))),
  )
  const withTwo = Math.min(count, parents - count)
  const households: Household[] = []
  for (let index = 0; index < count; index += 1) {
    const children = Math.floor(pupils / count) + (index < pupils % count ? 1 : 0)
    households.push(household(random, children, index >= count - withTwo ? 2 : 1))
  }
  return random.shuffle(households)
}

function household(random: Random, children: number, parents: number): Household {
  const family = inventFamily(random)
  const father = inventFather(random, family)
  const mother = inventName(random, family, 'female')
  return {
    parents:
      parents === 2 ? [mother, father] : [random.chance(0.85) ? mother : father].slice(0, parents),
    children: Array.from({ length: children }, () =>
      inventName(random, family, inventSex(random), father.givenName),
    ),
  }
}
