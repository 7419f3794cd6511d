/** What a roster reader gives: the schools it speaks for, and everything that is wrong with the files. */
import type { ClassId, PersonId, SchoolId } from './ids.ts'
import type { Guardianship, Role, School, StaffPlace } from './people.ts'

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

/**
 * What a set speaks for in a school. What it does not speak for is left alone, whoever brought it; within it, what is
 * missing is removed if the same source brought it before.
 */
export type RosterScope =
  /** Bulk: everything that this source brought to the school. */
  | { readonly kind: 'school' }
  /** A list: the places of these roles in these classes; `staff` when it lists the staff of the whole school too. */
  | {
      readonly kind: 'classes'
      readonly classes: readonly ClassId[]
      readonly roles: readonly Role[]
      readonly staff: boolean
    }
  /** Delta: the rows themselves; what goes is named. */
  | { readonly kind: 'rows'; readonly removed: RemovedRows }

export interface RemovedRows {
  readonly people: readonly PersonId[]
  readonly classes: readonly ClassId[]
  readonly places: readonly { readonly person: PersonId; readonly class: ClassId }[]
  readonly staff: readonly Pick<StaffPlace, 'person' | 'role'>[]
  readonly guardianships: readonly Guardianship[]
}

/** With any problem of severity `error` the schools must not be applied: one error refuses the whole set. */
export interface Roster {
  readonly schools: readonly School[]
  /** A school without an entry is spoken for whole. */
  readonly scopes?: ReadonlyMap<SchoolId, RosterScope>
  /** By what name its records are remembered: `oneroster`, `sds`, `simple`, `list`; `--source` says another. */
  readonly source?: string
  readonly problems: readonly RosterProblem[]
  /** Something is named that no row tells of: what a truncated export looks like. */
  readonly namesMissing?: boolean
}
