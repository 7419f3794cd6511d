import { exportAgain, readRecords } from '../csv-records.ts'
import type { Problems } from '../problems.ts'
import type { RosterFile } from '../source.ts'
import type { Table, TableRow } from './table.ts'

/** A list of people is a few thousand lines; what is larger comes out of a system that exports OneRoster. */
const maxRows = 200_000

/** Undefined, with the problem told, when nothing of it can be read. */
export async function readCsvTable(
  file: RosterFile,
  problems: Problems,
): Promise<Table | undefined> {
  const rows: TableRow[] = []
  let count = 0
  const whole = await readRecords(file, problems, (cells, line) => {
    count += 1
    if (count <= maxRows) rows.push({ line, cells })
  })
  if (whole === undefined) return undefined
  if (count > maxRows) {
    problems.error({ file: file.name, line: maxRows }, 'The list has more than 200,000 lines.')
    return undefined
  }
  if (count === 0) {
    if (whole) problems.error({ file: file.name, line: 1 }, 'The file is blank.', exportAgain)
    return undefined
  }
  return { file: file.name, isStrict: true, isDamaged: !whole, rows, merged: [] }
}
