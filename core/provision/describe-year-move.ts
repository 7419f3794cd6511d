/** A year up as lists tell it, before and after. */
import type { School } from '../school/people.ts'
import type { YearMove } from './classes.ts'

export function yearMoveRow({ info }: School, move: YearMove, pending: number) {
  return {
    school: info.id,
    moved: move.up.map(({ id, before, label }) => ({ id, before, name: label })),
    archived: move.finished.map(({ id, label }) => ({ id, name: label })),
    unnumbered: move.unnumbered.map(({ id, label }) => ({ id, name: label })),
    left: move.leaving,
    pending,
  }
}
