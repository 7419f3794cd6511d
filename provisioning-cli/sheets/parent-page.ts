/** The page of a parent: one sheet of A4 with the two steps, to be followed at the kitchen table. */
import { frame, grey, inkIn, rule, type Doc, type Ink, type Line } from './ink.ts'
import { mm, page } from './paper.ts'
import { classList } from './class-list.ts'
import { drawQr, makeQr } from './qr.ts'
import type { Heading, Slip } from './slip.ts'
import type { PaperTexts } from './paper-texts.ts'
import { formatDate, paperTexts } from './texts.ts'

const margin = 22 * mm
export const qrWidth = 54 * mm
const numeral = 40
/** Of the lines at the bottom. */
const notesHeight = 62
/** Never cut short. */
const address = { smallest: 9, maxLines: 2, oneLineIfPossible: true } as const
const plain = { font: 'regular', size: 12, smallest: 10 } as const

type Section = Parameters<typeof inkIn>[1]

export function drawParentPage(doc: Doc, section: Section, slip: Slip, heading: Heading): void {
  const ink = inkIn(doc, section)
  const texts = paperTexts(heading.language)
  const x = margin
  const width = page.width - 2 * margin
  let y = drawTop(ink, { x, y: 16 * mm, width }, slip, texts)
  y = drawFirstStep(ink, { x, y: y + 18, width }, slip, heading, texts)
  y = drawSecondStep(ink, { x, y: y + 20, width }, heading, texts)
  const bottom = page.height - 16 * mm
  y = Math.max(y + 8, bottom - notesHeight)
  const over = drawNotes(ink, { x, y, width }, texts) - bottom
  if (over > 1) throw new Error(`a parent's page is ${over} points too long`)
}

function drawTop(ink: Ink, { x, y, width }: Line, slip: Slip, texts: PaperTexts): number {
  const line = (top: number): Line => ({ x, y: top, width })
  let next = ink.text(
    texts.invitationForParent,
    { font: 'regular', size: 11, colour: grey, tag: 'H1' },
    line(y),
  )
  next = ink.text(
    slip.school,
    { font: 'bold', size: 14, smallest: 10, maxLines: 3 },
    line(next + 1),
  )
  rule(ink, line(next + 7))
  next = ink.text(slip.name, { font: 'bold', size: 25, smallest: 15, maxLines: 2 }, line(next + 13))
  next = drawFacts(ink, line(next + 4), slip, texts)
  return ink.text(texts.parent.lead, { ...plain, maxLines: 3 }, line(next + 10))
}

function drawFacts(ink: Ink, { x, y, width }: Line, slip: Slip, texts: PaperTexts): number {
  const classes = classList(slip.classes, texts)
  const facts = [
    [texts.whoYouAre, texts.role[slip.role], 0.22],
    ...(slip.children.length === 0
      ? []
      : [[texts.child(slip.children.length), slip.children.join(', '), 0.52] as const]),
    ...(classes === undefined
      ? []
      : [[texts.childClass(slip.children.length), classes, 0.26] as const]),
  ] as const
  let left = x
  let bottom = y
  for (const [label, value, share] of facts) {
    const column = { x: left, width: width * share - 14 }
    const next = ink.text(label, { font: 'regular', size: 10, colour: grey }, { ...column, y })
    const style = { font: 'bold', size: 13, smallest: 9.5, maxLines: 4 } as const
    bottom = Math.max(bottom, ink.text(value, style, { ...column, y: next }))
    left += width * share
  }
  return bottom
}

/** Scan, choose login and password. */
function drawFirstStep(
  ink: Ink,
  { x, y, width }: Line,
  slip: Slip,
  heading: Heading,
  texts: PaperTexts,
): number {
  const inner = { x: x + numeral, width: width - numeral }
  const top = drawStepTitle(ink, { x, y, width }, '1', texts.parent.scanTitle) + 10
  ink.figure(texts.qrAlt, (doc) => {
    drawQr(doc, makeQr(slip.link), { x: inner.x, y: top, width: qrWidth })
  })
  const column = { x: inner.x + qrWidth + 22, width: inner.width - qrWidth - 22 }
  let next = ink.text(texts.parent.scanText, { ...plain, maxLines: 8 }, { ...column, y: top - 4 })
  next = ink.text(texts.parent.haveAccount, { ...plain, maxLines: 4 }, { ...column, y: next + 6 })
  const { language, timeZone } = heading
  next = ink.text(
    texts.validUntil(formatDate(slip.expiresAt, language, timeZone)),
    { ...plain, font: 'bold', maxLines: 2 },
    { ...column, y: next + 6 },
  )
  const boxTop = Math.max(next, top + qrWidth) + 12
  const inside = (at: number): Line => ({ x: inner.x + 12, y: at, width: inner.width - 24 })
  next = ink.text(
    texts.noCamera,
    { ...plain, smallest: 9, maxLines: 1, align: 'center' },
    inside(boxTop + 7),
  )
  next = ink.text(
    heading.joinAddress,
    { font: 'bold', size: 14, ...address, align: 'center' },
    inside(next),
  )
  next = ink.text(
    slip.code,
    { font: 'bold', size: 25, spacing: 2, maxLines: 1, align: 'center' },
    inside(next),
  )
  frame(ink, { ...inner, y: boxTop }, next + 4 - boxTop)
  return next + 4
}

/** Open a client, sign in. */
function drawSecondStep(
  ink: Ink,
  { x, y, width }: Line,
  heading: Heading,
  texts: PaperTexts,
): number {
  const inner = { x: x + numeral, width: width - numeral }
  let next = drawStepTitle(ink, { x, y, width }, '2', texts.parent.clientTitle)
  next = ink.text(texts.parent.clientText, { ...plain, maxLines: 5 }, { ...inner, y: next + 4 })
  next = ink.text(
    texts.parent.serverNote,
    { font: 'regular', size: 10, colour: grey },
    { ...inner, y: next + 8 },
  )
  next = ink.text(heading.homeserver, { font: 'bold', size: 15, ...address }, { ...inner, y: next })
  return drawLoginLine(ink, { ...inner, y: next + 14 }, texts)
}

function drawLoginLine(ink: Ink, { x, y, width }: Line, texts: PaperTexts): number {
  const labelWidth = 68
  const lineWidth = 170
  const next = ink.text(texts.login, plain, { x, y, width: labelWidth })
  rule(ink, { x: x + labelWidth, y: next - 2, width: lineWidth }, grey)
  const left = labelWidth + lineWidth + 12
  const note = { font: 'regular', size: 10, smallest: 8, maxLines: 2, colour: grey } as const
  ink.text(texts.parent.passwordNote, note, { x: x + left, y: y + 2, width: width - left })
  return next
}

function drawStepTitle(ink: Ink, { x, y, width }: Line, number: string, title: string): number {
  ink.text(number, { font: 'bold', size: 34 }, { x, y: y - 13, width: numeral })
  return ink.text(
    title,
    { font: 'bold', size: 15, smallest: 12, maxLines: 2, tag: 'H2' },
    { x: x + numeral, y, width: width - numeral },
  )
}

function drawNotes(ink: Ink, { x, y, width }: Line, texts: PaperTexts): number {
  const line = (top: number): Line => ({ x, y: top, width })
  const note = { font: 'regular', size: 10.5, smallest: 9, maxLines: 1 } as const
  rule(ink, line(y), grey)
  let next = ink.text(texts.secret, note, line(y + 8))
  next = ink.text(texts.wrong.parent, note, line(next + 2))
  return ink.text(texts.parent.help, note, line(next + 2))
}
