/** What a roster reader gives: the schools it speaks for, and everything that is wrong with the files. */
import type { School } from './people.ts'

/** One thing wrong in a roster's file. `line` and `column` count from 1; `column` is the header's name where there is one. */
export interface RosterProblem {
  readonly severity: 'error' | 'warning'
  readonly file: string
  readonly line?: number
  readonly column?: string
  /** What is wrong, without any person's name. */
  readonly message: string
  /** What to do about it. */
  readonly hint?: string
}

/** With any problem of severity `error` the schools must not be applied: one error refuses the whole set. */
export interface Roster {
  readonly schools: readonly School[]
  readonly problems: readonly RosterProblem[]
  /** Something is named that no row tells of: what a truncated export looks like. */
  readonly namesMissing?: boolean
}
