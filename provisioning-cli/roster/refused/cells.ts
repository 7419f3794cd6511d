/**
 * How refused rows are written and read back: `#file;#line;#problem;#row` and then the cells of the row, as they stand
 * in the file. A spreadsheet must not run a cell as a formula, so such cells get an apostrophe in front, and lose it again.
 */
import { createHash } from 'node:crypto'

export const fixedColumns = ['#file', '#line', '#problem', '#row'] as const

export function isRefusedFile(text: string): boolean {
  return text.replace(/^\ufeff/, '').startsWith(fixedColumns[0])
}

/** Of the row as it was refused: another export has other rows in the same lines. */
export function digestOf(cells: readonly string[]): string {
  const text = cells.map((cell) => cell.trim()).join('\u001f')
  return `r${createHash('sha256').update(text).digest('hex').slice(0, 12)}`
}

export function protectCell(cell: string): string {
  return /^['=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}

export function unprotectCell(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell
}

export function renderCsvLine(cells: readonly string[], delimiter: string): string {
  return cells
    .map((cell) => (/["\n\r,;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(delimiter)
}
