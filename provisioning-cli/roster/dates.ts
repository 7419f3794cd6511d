/**
 * From when to when a row holds. A set whose rows of a school have all ended (last year's, or the samples that come with
 * a format) or have all not begun (next year's, prepared in August) says nothing about today: it is read as it stands.
 */
import type { CsvRow } from './csv.ts'
import type { DraftOrg } from './draft.ts'
import type { Place, Problems } from './problems.ts'

type Row<Column extends string> = Pick<CsvRow<Column>, 'text' | 'place'>

/** What cannot be read as a date is told and not used. The end is exclusive (OneRoster 1.2). */
export function periodOf<Column extends string>(
  row: Row<Column>,
  columns: readonly [begin: Column, end: Column],
  today: string | undefined,
  problems: Problems,
): 'now' | 'ended' | 'not-begun' {
  const begin = dateIn(row, columns[0], problems)
  const end = dateIn(row, columns[1], problems)
  if (begin !== undefined && end !== undefined && end < begin) {
    problems.error(row.place(columns[1]), 'The row ends before it begins.', 'Mend the dates.')
    return 'now'
  }
  if (today === undefined) return 'now'
  if (begin !== undefined && begin > today) return 'not-begun'
  return end !== undefined && end <= today ? 'ended' : 'now'
}

function dateIn<Column extends string>(
  row: Row<Column>,
  column: Column,
  problems: Problems,
): string | undefined {
  const text = row.text(column)
  if (text === '') return undefined
  const date = knownDate(text)
  if (date === undefined) {
    problems.error(row.place(column), 'This is no date.', 'Write dates like 2026-09-01.')
  }
  return date
}

/** Half a million rows have a dozen dates between them. */
const parsed = new Map<string, string | undefined>()

function knownDate(text: string): string | undefined {
  if (parsed.has(text)) return parsed.get(text)
  const date = parseDate(text)
  if (parsed.size < 1000) parsed.set(text, date)
  return date
}

/** `2026-09-01`, also with a time behind it; `01.09.2026`. With slashes nobody knows which is the month. */
function parseDate(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/.exec(text)
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text)
  const [year, month, day] =
    iso === null ? [dotted?.[3], dotted?.[2], dotted?.[1]] : [iso[1], iso[2], iso[3]]
  if (year === undefined || month === undefined || day === undefined) return undefined
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const time = Date.parse(`${date}T00:00:00Z`)
  const isReal = !Number.isNaN(time) && new Date(time).toISOString().startsWith(date)
  return isReal ? date : undefined
}

/** The rows of one file that do not hold today, until it is known whether any other of their school does. */
export class DatedRows<Entry> {
  readonly #current = new Set<DraftOrg>()
  readonly #outside = new Map<DraftOrg, { entry: Entry; place: Place }[]>()

  noteCurrent(org: DraftOrg): void {
    this.#current.add(org)
  }

  hold(org: DraftOrg, entry: Entry, place: Place): void {
    const rows = this.#outside.get(org)
    if (rows === undefined) this.#outside.set(org, [{ entry, place }])
    else rows.push({ entry, place })
  }

  /** At the end of the file: the rows that are to be used after all; of changes (`isPart`) none. */
  settle(problems: Problems, isPart: boolean): readonly Entry[] {
    const all = [...this.#outside]
    const left = all.filter(([org]) => isPart || this.#current.has(org)).flatMap(([, rows]) => rows)
    const used = all.filter(([org]) => !isPart && !this.#current.has(org))
    const late = used.flatMap(([, rows]) => rows)
    if (left[0] !== undefined) {
      problems.warning(
        left[0].place,
        `${left.length} rows of this file have ended or not begun and are left out; this is the first.`,
        'Nothing to do if the dates are right.',
      )
    }
    if (late[0] !== undefined) {
      problems.warning(
        late[0].place,
        `All rows of ${used.map(([org]) => `"${org.id}"`).join(', ')} in this file have ended or not begun (${late.length}): they are of another year. They are read as if they were of today.`,
        'If that is not meant, export the set of this year.',
      )
    }
    return late.map(({ entry }) => entry)
  }
}
