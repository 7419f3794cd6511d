/** On what an allowance rests, by ids: the school, the class or the child that joins the two. */
import type { ClassId, PersonId, SchoolId } from '../ids.ts'
import type { SchoolStanding, Standing } from './standing.ts'
import type { Verdict } from './verdict.ts'

export interface Relation {
  readonly school: SchoolId
  /** Classes that both are in, as what they are. */
  readonly classes: readonly ClassId[]
  /** Whose parents they are, or which of the two is the other's child. */
  readonly children: readonly PersonId[]
}

/** Undefined where the allowance rests on no relation (oneself, the bot, region staff), and for a refusal. */
export function relationOf(
  verdict: Verdict,
  one: Standing | undefined,
  other: Standing | undefined,
): Relation | undefined {
  if (!verdict.allowed || verdict.school === undefined) return undefined
  const here = (standing: Standing | undefined) =>
    standing?.schools.find(({ school }) => school === verdict.school)
  const first = here(one)
  const second = here(other)
  if (first === undefined || second === undefined) return undefined
  return {
    school: verdict.school,
    classes: [...classesOf(first).intersection(classesOf(second))],
    children: [
      ...first.children.intersection(second.children),
      ...first.children.intersection(second.persons),
      ...second.children.intersection(first.persons),
    ],
  }
}

function classesOf({ pupilOf, teaches, parentIn }: SchoolStanding): ReadonlySet<ClassId> {
  return pupilOf.union(teaches).union(parentIn)
}
