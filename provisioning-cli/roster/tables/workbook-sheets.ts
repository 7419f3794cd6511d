/** What the library does not tell of a workbook: hidden sheets, merged cells, cells in error, and how large it is. */
import { type MergedCells, parseAddress } from './table.ts'
import type { WorkbookParts } from './workbook-parts.ts'

export interface SheetFacts {
  readonly name: string
  readonly isHidden: boolean
  readonly merged: readonly MergedCells[]
  /** `line:position` of cells in which a formula gave an error. */
  readonly broken: ReadonlySet<string>
}

const limits = { cells: 1_000_000, line: 100_000, at: 512, area: 5_000_000 } as const

/** In the order of the workbook. A text says why it is refused: the library fills all gaps with empty cells. */
export function readSheetFacts(parts: WorkbookParts): readonly SheetFacts[] | string {
  const workbook = parts.get('xl/workbook.xml')?.toString('utf8') ?? ''
  const targets = targetsOf(parts.get('xl/_rels/workbook.xml.rels')?.toString('utf8') ?? '')
  const facts: SheetFacts[] = []
  let cells = 0
  for (const [, attributes = ''] of workbook.matchAll(/<(?:\w+:)?sheet\s([^>]*)>/g)) {
    const target = targets.get(attribute(attributes, String.raw`\w+:id`) ?? '')
    const content = target === undefined ? undefined : parts.get(target)
    if (content === undefined) continue
    const found = scanSheet(content.toString('latin1'))
    if (typeof found === 'string') return found
    cells += found.cells
    if (cells > limits.cells) return 'The workbook has more than a million cells.'
    const name = unescapeXml(attribute(attributes, 'name') ?? '')
    const isHidden = /hidden/i.test(attribute(attributes, 'state') ?? '')
    facts.push({ name, isHidden, merged: found.merged, broken: found.broken })
  }
  return facts
}

function targetsOf(relations: string): ReadonlyMap<string, string> {
  const targets = new Map<string, string>()
  for (const [, attributes = ''] of relations.matchAll(/<(?:\w+:)?Relationship\s([^>]*)>/g)) {
    const target = attribute(attributes, 'Target') ?? ''
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`
    targets.set(attribute(attributes, 'Id') ?? '', path)
  }
  return targets
}

function scanSheet(
  xml: string,
): { cells: number; merged: MergedCells[]; broken: Set<string> } | string {
  const merged: MergedCells[] = []
  const broken = new Set<string>()
  let cells = 0
  let lastLine = 0
  let lastAt = 0
  for (const [, tag, attributes = ''] of xml.matchAll(
    /<(?:\w+:)?(c|row|mergeCell)(?=[\s/>])([^>]*)>/g,
  )) {
    if (tag === 'row') {
      const line = attribute(attributes, 'r')
      if (line !== undefined && !/^\d{1,7}$/.test(line)) return 'A line has no number.'
      lastLine = Math.max(line === undefined ? lastLine + 1 : Number(line), lastLine)
    } else if (tag === 'c') {
      cells += 1
      const address = attribute(attributes, 'r')
      const where = address === undefined ? undefined : parseAddress(address)
      if (address !== undefined && where === undefined) return 'A cell has no address.'
      lastAt = Math.max(lastAt, where?.at ?? 0)
      lastLine = Math.max(lastLine, where?.line ?? 0)
      const isBroken = where !== undefined && attribute(attributes, 't') === 'e'
      if (isBroken) broken.add(`${where.line}:${where.at}`)
    } else {
      const [from, to] = (attribute(attributes, 'ref') ?? '').split(':').map(parseAddress)
      if (from !== undefined && to !== undefined && merged.length < 10_000) {
        merged.push({ top: from.line, left: from.at, bottom: to.line, right: to.at })
      }
    }
  }
  if (lastLine > limits.line) return 'A sheet has cells below line 100,000.'
  if (lastAt > limits.at || lastLine * lastAt > limits.area) return 'A sheet is too wide.'
  return { cells, merged, broken }
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(String.raw`(?:^|\s)${name}\s*=\s*(?:"([^"]*)"|'([^']*)')`).exec(
    attributes,
  )
  return found?.[1] ?? found?.[2]
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

function unescapeXml(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return entities[name] ?? whole
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
