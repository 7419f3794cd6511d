/** The document of a sheet: tagged, with its language, so that it can be read aloud and searched. */
import PDFDocument from 'pdfkit'
import { drawCutMarks } from './cut-marks.ts'
import { fontFile, printable } from './fonts.ts'
import type { Doc } from './ink.ts'
import { page, quarter } from './paper.ts'
import { drawParentPage } from './parent-page.ts'
import { drawQuarterSlip } from './quarter-slip.ts'
import type { Sheet, Slip } from './slip.ts'

const slipsPerPage = 4

/** How many pages the sheet has. */
export function countPages({ slips }: Pick<Sheet, 'slips'>): number {
  const parents = slips.filter(hasPage).length
  return Math.ceil((slips.length - parents) / slipsPerPage) + parents
}

/** The same sheet gives the same bytes. */
export async function renderSheet(sheet: Sheet): Promise<Buffer> {
  const doc = openDocument(sheet)
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const written = new Promise((resolve, reject) => {
    doc.once('end', resolve)
    doc.once('error', reject)
  })
  drawPages(doc, sheet)
  doc.end()
  await written
  return Buffer.concat(chunks)
}

function openDocument({ title, heading, madeAt }: Sheet): Doc {
  const doc = new PDFDocument({
    size: [page.width, page.height],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    tagged: true,
    lang: heading.language,
    displayTitle: true,
    info: { Title: printable(title), Creator: 'Lyceum', CreationDate: new Date(madeAt) },
  })
  doc.registerFont('regular', fontFile('regular'))
  doc.registerFont('bold', fontFile('bold'))
  return doc
}

function drawPages(doc: Doc, { slips, heading }: Sheet): void {
  const root = doc.struct('Document')
  doc.addStructure(root)
  const section = () => {
    const made = doc.struct('Sect')
    root.add(made)
    return made
  }
  const cut = slips.filter((slip) => !hasPage(slip))
  for (const [index, slip] of cut.entries()) {
    const place = index % slipsPerPage
    if (place === 0) {
      doc.addPage()
      drawCutMarks(doc)
    }
    const corner = {
      x: (place % 2) * quarter.width,
      y: Math.floor(place / 2) * quarter.height,
    }
    drawQuarterSlip(doc, section(), corner, slip, heading)
  }
  for (const slip of slips) {
    if (!hasPage(slip)) continue
    doc.addPage()
    drawParentPage(doc, section(), slip, heading)
  }
  root.end()
}

/** A parent who enters reads a page at the kitchen table; for a new password the slip is enough. */
function hasPage({ role, login }: Slip): boolean {
  return role === 'parent' && login === undefined
}
