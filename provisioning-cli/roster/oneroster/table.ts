/** The rows of one OneRoster file by `sourcedId`, and the checks that every file needs: ids, duplicates, status, references. */
import type { CsvRow } from '../csv.ts'
import type { Place, Problems } from '../problems.ts'
import { isPlainId } from '../plain-id.ts'
import type { SetRules } from '../set-rules.ts'

/** OneRoster 1.2, "GUID": fewer than 256 characters of these. Real systems also write braces, colons and letters. */
const strictId = /^[0-9a-zA-Z.\-_/@]+$/

export class Table<Row> {
  readonly file: string
  readonly #rows = new Map<string, Row>()
  /** Ids of rows that had errors of their own: whoever refers to them is not to blame. */
  readonly #spoilt = new Set<string>()
  #folded: Map<string, string> | undefined
  readonly #stored = new Map<string, Row>()
  /** False while rows may be missing for another reason that was told already. */
  complete = false
  /** Of changes: rows that are not in the file may be stored; `unchecked`: nobody can tell. */
  part: 'no' | 'yes' | 'unchecked' = 'no'

  constructor(file: string) {
    this.file = file
  }

  add(id: string, row: Row): void {
    this.#rows.set(id, row)
  }

  addSpoilt(id: string): void {
    this.#spoilt.add(id)
  }

  /** What an earlier set brought: it can be referred to, and a row of the file takes its place. */
  addStored(id: string, row: Row): void {
    this.#stored.set(id, row)
  }

  get(id: string): Row | undefined {
    return this.#rows.get(id) ?? this.#stored.get(id)
  }

  stored(id: string): Row | undefined {
    return this.#stored.get(id)
  }

  /** Whether the file itself has it. */
  has(id: string): boolean {
    return this.#rows.has(id) || this.#spoilt.has(id)
  }

  values(): readonly Row[] {
    return [...this.#rows.values()]
  }

  storedValues(): readonly Row[] {
    return [...this.#stored].filter(([id]) => !this.#rows.has(id)).map(([, row]) => row)
  }

  /** The id that differs only in capitals. */
  similar(id: string): string | undefined {
    this.#folded ??= new Map([...this.#rows.keys()].map((key) => [key.toLowerCase(), key]))
    return this.#folded.get(id.toLowerCase())
  }
}

/** The row's id, when it is one and not taken; undefined, with the problem told, otherwise. */
export function readId<Column extends string>(
  row: CsvRow<Column | 'sourcedId'>,
  isTaken: (id: string) => boolean,
  problems: Problems,
): string | undefined {
  const id = row.text('sourcedId')
  const place = row.place('sourcedId')
  if (id === '') return undefined
  if (!isPlainId(id)) {
    problems.error(
      place,
      'The id is longer than 255 characters or has spaces or invisible characters in it.',
      'Ids are letters, digits and . - _ / @ only.',
    )
    return undefined
  }
  if (isTaken(id)) {
    problems.error(
      place,
      `The id "${id}" is there twice.`,
      'Each row needs an id of its own; remove one of the rows or mend its id.',
    )
    return undefined
  }
  if (!strictId.test(id)) {
    const message =
      'Ids in this file hold characters that OneRoster does not allow; they are taken as they are.'
    problems.warnOnce(`id ${place.file}`, place, message)
  }
  return id
}

/** Whether the row is marked as removed (`tobedeleted`). A bulk set leaves `status` blank, a delta fills it in each row. */
export function isRemoved<Column extends string>(
  row: CsvRow<Column | 'status'>,
  { problems, removals }: Pick<SetRules, 'problems' | 'removals'>,
): boolean {
  const status = row.text('status').toLowerCase()
  if (status === '') {
    if (removals !== undefined) {
      const hint = 'Every row of a set of changes says active or tobedeleted.'
      problems.error(row.place('status'), 'The status is empty in a set of changes (delta).', hint)
    }
    return false
  }
  const place = row.place('status')
  if (status !== 'active' && status !== 'tobedeleted') {
    const hint = 'A full set leaves the status blank; "active" and "tobedeleted" are the values.'
    problems.error(place, 'The status is none that OneRoster knows.', hint)
    return false
  }
  if (removals === undefined) {
    problems.warnOnce(
      `status ${place.file}`,
      place,
      'The status is filled in, though the set is a full one (bulk).',
      'Taken as a full set; rows with "tobedeleted" are left out. Make sure that it is not an export of changes only.',
    )
  }
  return status === 'tobedeleted'
}

/** The row that a cell refers to. A reference to nothing is an error, unless the other file was not read whole. */
export function resolve<Column extends string, Row>(
  table: Table<Row>,
  row: CsvRow<Column>,
  column: Column,
  problems: Problems,
): Row | undefined {
  const id = row.text(column)
  return id === '' ? undefined : resolveId(table, id, () => row.place(column), problems)
}

export function resolveId<Row>(
  table: Table<Row>,
  id: string,
  place: () => Place,
  problems: Problems,
): Row | undefined {
  const found = table.get(id)
  const isKnown = found !== undefined || table.has(id)
  if (isKnown || !table.complete || table.part === 'unchecked') return found
  const similar = table.similar(id)
  problems.missing(
    place(),
    table.part === 'yes'
      ? `${quoteId(id)} is neither in ${table.file} nor known from an earlier roster.`
      : `${quoteId(id)} is not in ${table.file}.`,
    similar === undefined ? hintOfMissing(table) : `There is "${similar}": capitals count in ids.`,
  )
  return undefined
}

function hintOfMissing({ file, part }: Pick<Table<unknown>, 'file' | 'part'>): string {
  return part === 'yes'
    ? 'Let the school’s system export everything (bulk), and give that first.'
    : `Add the row to ${file} or take this one out. Is the export complete?`
}

/** What stands where an id belongs may be anything, a name too: only what looks like an id is repeated. */
function quoteId(id: string): string {
  return id.length <= 80 && strictId.test(id) ? `The id "${id}"` : 'What is referred to here'
}

/** `a,b` within one cell. */
export function listOf(cell: string): readonly string[] {
  if (cell === '') return []
  return cell
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}
