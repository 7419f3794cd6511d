/**
 * Rows with more cells than the header. Empty ones at the end may be the export's carelessness, or a separator inside a
 * name that pushed everything one column on. Only where the last filled cell is certainly of its column, nothing was pushed.
 */
import { foldWord } from './text.ts'

const certain: ReadonlyMap<string, RegExp> = new Map([
  ['email', /^[^\s@]+@[^\s@]+$/],
  ['begindate', /^\d{4}-\d{2}-\d{2}/],
  ['enddate', /^\d{4}-\d{2}-\d{2}/],
  ['rolestartdate', /^\d{4}-\d{2}-\d{2}/],
  ['roleenddate', /^\d{4}-\d{2}-\d{2}/],
])

/** Whether the cells beyond the header are empty and the others surely stand under their columns. */
export function isOnlyPadded(header: readonly string[], cells: readonly string[]): boolean {
  const last = cells.findLastIndex((cell) => cell.trim() !== '')
  const column = header[last]
  if (column === undefined) return false
  return certain.get(foldWord(column))?.test((cells[last] ?? '').trim()) === true
}
