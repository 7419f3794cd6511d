import type { Ending } from '../school/endings.ts'
import type { RosterProblem } from '../school/roster.ts'

/** What a roster lists and somebody ended by hand: told by ids, with the way back. */
export function describeHeldBack(
  held: readonly Ending[],
  source: string,
): readonly RosterProblem[] {
  return held.map((ending) => ({
    severity: 'warning',
    file: source,
    message: `${whatOf(ending)} was ended by hand on ${ending.at.slice(0, 10)} and is left out.`,
    hint: `Take it out of the list. If it is to come back: lyceum person end ${optionsOf(ending)} --undo`,
  }))
}

function whatOf(ending: Ending): string {
  switch (ending.kind) {
    case 'person':
      return `Person ${ending.person}`
    case 'role':
      return `Person ${ending.person} as ${ending.role}`
    case 'class':
      return `Person ${ending.person} in class ${ending.class}`
    case 'child':
      return `Person ${ending.person} as a guardian of ${ending.child}`
  }
}

function optionsOf(ending: Ending): string {
  const of = `${ending.person} --school ${ending.school}`
  switch (ending.kind) {
    case 'person':
      return of
    case 'role':
      return `${of} --role ${ending.role}`
    case 'class':
      return `${of} --class ${ending.class}`
    case 'child':
      return `${of} --child ${ending.child}`
  }
}
