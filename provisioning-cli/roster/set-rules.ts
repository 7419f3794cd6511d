/** What holds for all files of one set with rows and references: its format, how roles are called, which day it is. */
import type { DraftRole } from './draft.ts'
import type { Removals } from './delta/removals.ts'
import type { Problems } from './problems.ts'

export type SetFormat = 'oneroster-1.1' | 'oneroster-1.2' | 'sds-2.1'

export interface SetRules {
  readonly format: SetFormat
  /** Only for sets of changes: what the rows take away. */
  readonly removals: Removals | undefined
  /** By the word in small letters. */
  readonly meanings: ReadonlyMap<string, DraftRole>
  /** `2026-11-24`; undefined: begin and end of rows are not looked at. */
  readonly today: string | undefined
  /** The file that says who is what, for messages. */
  readonly rolesFile: string
  readonly problems: Problems
}
