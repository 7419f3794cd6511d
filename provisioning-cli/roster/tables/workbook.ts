/** The sheets of an `.xlsx` file as tables of text. */
import type { Problems } from '../problems.ts'
import type { RosterFile } from '../source.ts'
import { storeInZip } from './stored-zip.ts'
import type { OddCell, Table, TableRow } from './table.ts'
import { readWorkbookParts, type WorkbookParts } from './workbook-parts.ts'
import { readSheetFacts, type SheetFacts } from './workbook-sheets.ts'

/** Sheets that are hidden or blank are left out. Undefined, with the problem told, when nothing can be read. */
export async function readWorkbook(
  file: RosterFile,
  problems: Problems,
): Promise<readonly Table[] | undefined> {
  const parts = await readWorkbookParts(file, problems)
  if (parts === undefined) return undefined
  const facts = readSheetFacts(parts)
  if (typeof facts === 'string') {
    problems.error({ file: file.name }, facts, 'Copy the list into a new workbook.')
    return undefined
  }
  const sheets = await parseSheets(parts)
  if (sheets === undefined || sheets.length === 0) {
    const message = 'The file is no workbook that can be read: it was damaged or cut.'
    problems.error({ file: file.name }, message, 'Save it again as .xlsx.')
    return undefined
  }
  const tables = sheets.flatMap(({ sheet, data }) => {
    const fact = facts.find(({ name }) => name === sheet)
    const rows = fact === undefined ? [] : data.flatMap((row, at) => rowOf(row, at + 1, fact))
    if (fact?.isHidden === true && rows.length > 0) {
      const place = { file: file.name, column: shown(sheet) }
      problems.warning(place, 'This sheet is hidden; it is not read.', 'Show it, or delete it.')
      return []
    }
    if (rows.length === 0) return []
    const merged = fact?.merged ?? []
    const table = { file: file.name, sheet: shown(sheet), rows, merged }
    return [{ ...table, isStrict: false, isDamaged: false }]
  })
  if (tables.length === 0) {
    problems.error({ file: file.name, line: 1 }, 'The workbook is blank.', 'Is it the right file?')
    return undefined
  }
  const several = tables.length > 1
  return tables.map((table) => ({ ...table, isOneOfSeveral: several }))
}

type Value = string | number | boolean | Date | null

async function parseSheets(
  parts: WorkbookParts,
): Promise<readonly { sheet: string; data: readonly (readonly Value[])[] }[] | undefined> {
  const { default: readSheets } = await import('read-excel-file/node')
  try {
    const sheets = await readSheets(storeInZip(parts), { parseNumber: numberText })
    return sheets as unknown as Awaited<ReturnType<typeof parseSheets>>
  } catch {
    // It throws whatever its parsers throw, and its messages hold what is in the cells.
    return undefined
  }
}

/** Telephone numbers are whole numbers of eleven digits, whatever way they are stored: never `7.9e10`. */
function numberText(stored: string): string {
  const value = Number(stored)
  if (!Number.isFinite(value)) return stored
  if (Number.isInteger(value)) return Math.abs(value) < 1e21 ? BigInt(value).toString() : stored
  return String(Number(value.toPrecision(15)))
}

function rowOf(values: readonly Value[], line: number, fact: SheetFacts): readonly TableRow[] {
  const odd = new Map<number, OddCell>()
  const cells = values.map((value, at) => {
    if (fact.broken.has(`${line}:${at}`)) {
      odd.set(at, 'formula-error')
      return ''
    }
    if (value === null) return ''
    if (!(value instanceof Date)) return String(value)
    odd.set(at, 'date')
    return Number.isNaN(value.valueOf()) ? '' : value.toISOString().slice(0, 10)
  })
  if (odd.size === 0 && cells.every((cell) => cell.trim() === '')) return []
  return [odd.size === 0 ? { line, cells } : { line, cells, odd }]
}

/** Excel allows 31 characters; other programs do not care. */
function shown(sheet: string): string {
  return sheet.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 31)
}
