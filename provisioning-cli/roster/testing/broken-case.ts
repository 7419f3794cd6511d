import type { RosterProblem } from '@lyceum/core/school/roster.ts'
import { expect } from 'vitest'

import { EditableSet } from './editable-set.ts'

/** What is spoilt, how, and what must be told: `error users.csv:5 givenName`, the line and the column as far as they matter. */
export type BrokenCase = readonly [
  name: string,
  spoil: (set: EditableSet) => EditableSet,
  told: string,
]

/** Nobody of the set may be named in a message. */
const names =
  /Teachwell|Learnmore|Headley|Smallman|Youngson|Littleton|Oldfield|Parentson|\b(Ann|Bob|Carol|Dan|Eve|Fay|Gil|Hal)\b/

export async function expectTold(
  spoil: BrokenCase[1],
  told: string,
  set: EditableSet = new EditableSet(),
): Promise<void> {
  const { problems } = await spoil(set).read()
  const lines = problems.map(renderPlace)
  expect(lines.filter((line) => line.startsWith(told))[0] ?? lines).toContain(told)
  expect(JSON.stringify(problems)).not.toMatch(names)
}

function renderPlace({ severity, file, line, column }: RosterProblem): string {
  const at = line === undefined ? '' : `:${line}`
  return `${severity} ${file}${at}${column === undefined ? '' : ` ${column}`}`
}
