import { readRecords } from '../csv-records.ts'
import { detectShape } from '../encoding.ts'
import { Problems } from '../problems.ts'
import type { RosterFile, RosterSource } from '../source.ts'
import { digestOf, fixedColumns, protectCell, renderCsvLine } from './cells.ts'

/**
 * The rows with errors as CSV, to be mended and given together with the set: a block a file, each with the file's own
 * header. Rows that cannot be parted into cells, files as a whole and headers are not in it. Empty when there is none.
 */
export async function renderRefused(source: RosterSource, problems: Problems): Promise<string> {
  const lines: string[] = []
  let delimiter: string | undefined
  for (const [name, rows] of problems.errorRows) {
    const file = source.files.get(name)
    if (file === undefined || !/\.(csv|tsv|txt)$/i.test(name)) continue
    const refused = await refusedRows(file, rows)
    if (refused.rows.length === 0) continue
    delimiter ??= (await detectShape(file, new Problems()))?.delimiter ?? ','
    lines.push(renderCsvLine([...fixedColumns, ...refused.header.map(protectCell)], delimiter))
    for (const { line, cells } of refused.rows) {
      const what = rows.get(line)?.join(' ') ?? ''
      const start = [name, String(line), what, digestOf(cells)]
      lines.push(renderCsvLine([...start, ...cells].map(protectCell), delimiter))
    }
  }
  return lines.length === 0 ? '' : `\ufeff${lines.join('\r\n')}\r\n`
}

async function refusedRows(file: RosterFile, lines: ReadonlyMap<number, readonly string[]>) {
  let header: readonly string[] | undefined
  const rows: { line: number; cells: readonly string[] }[] = []
  await readRecords(file, new Problems(), (cells, line) => {
    if (header === undefined) header = cells
    else if (lines.has(line)) rows.push({ line, cells })
  })
  return { header: header ?? [], rows }
}
