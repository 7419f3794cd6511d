/** Small `.xlsx` files, as a spreadsheet program writes them: shared texts, numbers as numbers, dates as styled numbers. */
import { makeZip } from './zip.ts'

/** `date`: days since 1900; `raw`: the number's text as it is stored; `error`: of a formula. */
export type TestCell =
  | string
  | number
  | null
  | { readonly date: number }
  | { readonly raw: string }
  | { readonly error: string }

export interface TestSheet {
  readonly name: string
  readonly rows: readonly (readonly TestCell[])[]
  /** `B2:B5` */
  readonly merged?: readonly string[]
  readonly hidden?: boolean
}

const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export function makeWorkbook(sheets: readonly TestSheet[]): Buffer {
  return makeZip(workbookFiles(sheets).map(([name, content]) => ({ name, content })))
}

export function workbookFiles(
  sheets: readonly TestSheet[],
): readonly (readonly [string, string])[] {
  const texts: string[] = []
  const pages = sheets.map((sheet) => renderSheet(sheet, texts))
  const names = sheets.map(
    ({ name, hidden }, at) =>
      `<sheet name="${escape(name)}" sheetId="${at + 1}"${hidden === true ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`,
  )
  const targets = [
    ...sheets.map((_, at) => ['worksheet', `worksheets/sheet${at + 1}.xml`]),
    ['sharedStrings', 'sharedStrings.xml'],
    ['styles', 'styles.xml'],
  ].map(
    ([type, target], at) =>
      `<Relationship Id="rId${at + 1}" Type="${relationships}/${type}" Target="${target}"/>`,
  )
  return [
    [
      'xl/workbook.xml',
      `<workbook xmlns="${spreadsheet}" xmlns:r="${relationships}"><sheets>${names.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets.join('')}</Relationships>`,
    ],
    [
      'xl/sharedStrings.xml',
      `<sst xmlns="${spreadsheet}">${texts.map((text) => `<si><t xml:space="preserve">${escape(text)}</t></si>`).join('')}</sst>`,
    ],
    [
      'xl/styles.xml',
      `<styleSheet xmlns="${spreadsheet}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ],
    ...pages.map((page, at) => [`xl/worksheets/sheet${at + 1}.xml`, page] as const),
  ]
}

function renderSheet({ rows, merged = [] }: TestSheet, texts: string[]): string {
  const lines = rows.map((cells, line) => {
    const shown = cells.map((cell, at) => renderCell(cell, `${letter(at)}${line + 1}`, texts))
    return `<row r="${line + 1}">${shown.join('')}</row>`
  })
  const areas = merged.map((area) => `<mergeCell ref="${area}"/>`).join('')
  const merges = areas === '' ? '' : `<mergeCells>${areas}</mergeCells>`
  return `<worksheet xmlns="${spreadsheet}"><sheetData>${lines.join('')}</sheetData>${merges}</worksheet>`
}

function renderCell(cell: TestCell, address: string, texts: string[]): string {
  if (cell === null) return ''
  if (typeof cell === 'string') {
    texts.push(cell)
    return `<c r="${address}" t="s"><v>${texts.length - 1}</v></c>`
  }
  if (typeof cell === 'number') return `<c r="${address}"><v>${cell}</v></c>`
  if ('date' in cell) return `<c r="${address}" s="1"><v>${cell.date}</v></c>`
  if ('raw' in cell) return `<c r="${address}"><v>${cell.raw}</v></c>`
  return `<c r="${address}" t="e"><v>${cell.error}</v></c>`
}

function letter(at: number): string {
  return String.fromCodePoint(65 + at)
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
