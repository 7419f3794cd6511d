/** Which cell of a row is which column: by the header's names, in any order and case, with other spellings allowed. */
import { nearest } from '@lyceum/core/config/nearest.ts'

import type { CsvRow } from './csv.ts'
import type { Place, Problems } from './problems.ts'
import { foldWord } from './text.ts'

export interface CsvColumns<Column extends string> {
  /** Must be in the header and filled in every row. */
  readonly required: readonly Column[]
  /** Read; the header may lack them, with a warning for those in `expected`. */
  readonly optional: readonly Column[]
  readonly expected?: readonly Column[]
  /** Known, and left alone without a word. */
  readonly ignored?: readonly string[]
  /** What a column may be called; the first one is used in messages. Without it, by its own name. */
  readonly spellings?: Readonly<Partial<Record<Column, readonly [string, ...string[]]>>>
  /** Without it every required column must have a value in every row. */
  neededIn?(row: CsvRow<Column>): readonly Column[]
}

/** Columns that were found: where they stand, and what the file calls them. */
export interface Header<Column extends string> {
  readonly index: ReadonlyMap<Column, number>
  readonly names: ReadonlyMap<Column, string>
}

/** Undefined, with the problem told, when rows must not be read by it. */
export function readHeader<Column extends string>(
  cells: readonly string[],
  columns: CsvColumns<Column>,
  place: Place,
  problems: Problems,
): Header<Column> | undefined {
  const known = [...columns.required, ...columns.optional]
  const bySpelling = new Map(
    known.flatMap((column) =>
      spellingsOf(columns, column).map((name) => [foldWord(name), column] as const),
    ),
  )
  const ignored = new Set(columns.ignored?.map(foldWord))
  const index = new Map<Column, number>()
  const names = new Map<Column, string>()
  const unknown: string[] = []
  for (const [at, cell] of cells.entries()) {
    const name = visible(cell)
    const column = bySpelling.get(foldWord(cell))
    if (column !== undefined && index.has(column)) {
      problems.error({ ...place, column: name }, `The column "${name}" is there twice.`)
    } else if (column !== undefined) {
      index.set(column, at)
      names.set(column, name)
    } else if (name !== '' && !ignored.has(foldWord(cell))) unknown.push(name)
  }
  // A file that begins with its first person must not have that person's name in a message.
  if (index.size === 0) {
    const wanted = columns.required.map((column) => spellingsOf(columns, column)[0]).join(', ')
    problems.error(place, 'The first line is not a header that is known.', `Wanted: ${wanted}.`)
    return undefined
  }
  const missing = known.filter((column) => !index.has(column))
  const whole = reportMissing(missing, unknown, columns, place, problems)
  for (const name of unknown) {
    if (/^metadata\./i.test(name)) continue
    problems.warning({ ...place, column: name.slice(0, 40) }, 'This column is not read.')
  }
  return whole ? { index, names } : undefined
}

/** A column that is not there but for a slip of the pen must not empty what it held. */
function reportMissing<Column extends string>(
  missing: readonly Column[],
  unknown: readonly string[],
  columns: CsvColumns<Column>,
  place: Place,
  problems: Problems,
): boolean {
  let whole = true
  for (const column of missing) {
    const name = spellingsOf(columns, column)[0]
    const at = { ...place, column: name }
    const misspelt = unknown.find((word) => isNear(word, spellingsOf(columns, column)))
    if (misspelt !== undefined) {
      whole = false
      const message = `There is no column "${name}", but one called "${misspelt}".`
      problems.error(at, message, `Rename it to "${name}", or to something else if it is not that.`)
    } else if (columns.required.includes(column)) {
      whole = false
      const message = `The column "${name}" is missing from the header.`
      problems.error(at, message, 'Export the file with all its columns.')
    } else if (columns.expected?.includes(column) === true) {
      problems.warning(at, `There is no column "${name}"; it is taken as empty.`)
    }
  }
  return whole
}

/** Short words are near to too many others: "год" is not a slip for "код". */
function isNear(word: string, spellings: readonly string[]): boolean {
  const long = spellings.filter((spelling) => spelling.length >= 5)
  return nearest(word, long) !== undefined
}

function spellingsOf<Column extends string>(
  columns: CsvColumns<Column>,
  column: Column,
): readonly [string, ...string[]] {
  return columns.spellings?.[column] ?? [column]
}

function visible(cell: string): string {
  return cell.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').trim()
}
