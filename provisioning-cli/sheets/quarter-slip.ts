/** The slip of a pupil or a member of the staff, and of whoever forgot the password: a quarter of a page. */
import { frame, grey, inkIn, rule, type Doc, type Ink, type Line } from './ink.ts'
import { mm, quarter } from './paper.ts'
import { drawQr, makeQr } from './qr.ts'
import type { Heading, Slip } from './slip.ts'
import { classList } from './class-list.ts'
import type { PaperTexts } from './paper-texts.ts'
import { formatDate, paperTexts } from './texts.ts'

const padding = 21
export const qrWidth = 37 * mm
const gap = 14
/** Of the lines at the bottom at their longest. */
const notesHeight = 84

/** Never cut short. */
const address = { smallest: 7, maxLines: 2, oneLineIfPossible: true } as const

interface Corner {
  readonly x: number
  readonly y: number
}

type Section = Parameters<typeof inkIn>[1]

/** Throws when the words do not fit: nothing may cover anything on a paper that lets a child in. */
export function drawQuarterSlip(
  doc: Doc,
  section: Section,
  corner: Corner,
  slip: Slip,
  heading: Heading,
): void {
  const ink = inkIn(doc, section)
  const texts = paperTexts(heading.language)
  const x = corner.x + padding
  const width = quarter.width - 2 * padding
  const bottom = corner.y + quarter.height - padding
  let y = drawTop(ink, { x, y: corner.y + padding, width }, slip, texts)
  y = drawScan(ink, { x, y: y + 11, width }, slip, heading, texts)
  y = drawCode(ink, { x, y: y + 11, width }, slip, heading, texts)
  y = Math.max(y + 2, bottom - notesHeight)
  const over = drawNotes(ink, { x, y, width }, slip, heading, texts) - bottom
  if (over > 1) throw new Error(`a slip is ${over} points too long`)
}

/** Whose it is: school, name, role, class. */
function drawTop(ink: Ink, { x, y, width }: Line, slip: Slip, texts: PaperTexts): number {
  const line = (top: number): Line => ({ x, y: top, width })
  let next = ink.text(
    slip.login === undefined ? texts.invitation : texts.reset.heading,
    { font: 'regular', size: 8.5, colour: grey, tag: 'H1' },
    line(y),
  )
  next = ink.text(slip.school, { font: 'bold', size: 10.5, smallest: 8, maxLines: 3 }, line(next))
  rule(ink, line(next + 4))
  next = ink.text(
    slip.name,
    { font: 'bold', size: 17, smallest: 10.5, maxLines: 2, tag: 'H2' },
    line(next + 7),
  )
  const classes = classList(slip.classes, texts)
  const value = { font: 'bold', size: 10.5, smallest: 8, maxLines: 1 } as const
  const left = fact(ink, texts.whoYouAre, texts.role[slip.role], value, {
    ...line(next + 2),
    width: qrWidth,
  })
  if (classes === undefined) return left
  const right = fact(ink, texts.classes(slip.classes.length), classes, value, {
    x: x + qrWidth + gap,
    y: next + 2,
    width: width - qrWidth - gap,
  })
  return Math.max(left, right)
}

function fact(
  ink: Ink,
  label: string,
  value: string,
  style: Parameters<Ink['text']>[1],
  line: Line,
): number {
  const next = ink.text(label, { font: 'regular', size: 8, colour: grey }, line)
  return ink.text(value, style, { ...line, y: next - 1 })
}

function drawScan(
  ink: Ink,
  { x, y, width }: Line,
  slip: Slip,
  heading: Heading,
  texts: PaperTexts,
): number {
  ink.figure(texts.qrAlt, (doc) => drawQr(doc, makeQr(slip.link), { x, y, width: qrWidth }))
  const column = { x: x + qrWidth + gap, width: width - qrWidth - gap }
  let next = ink.text(
    texts.scan,
    { font: 'bold', size: 10.5, smallest: 9, maxLines: 3 },
    { ...column, y: y - 3 },
  )
  const plain = { font: 'regular', size: 9, smallest: 8 } as const
  const { check, choose } = slip.login === undefined ? texts : texts.reset
  next = ink.text(check, { ...plain, maxLines: 3 }, { ...column, y: next + 3 })
  next = ink.text(choose, { ...plain, maxLines: 4 }, { ...column, y: next + 3 })
  const { language, timeZone } = heading
  next = ink.text(
    texts.validUntil(formatDate(slip.expiresAt, language, timeZone)),
    { ...plain, font: 'bold', maxLines: 2 },
    { ...column, y: next + 3 },
  )
  return Math.max(next, y + qrWidth)
}

/** For who has no camera. */
function drawCode(
  ink: Ink,
  { x, y, width }: Line,
  slip: Slip,
  heading: Heading,
  texts: PaperTexts,
): number {
  const inside = (top: number): Line => ({ x: x + 9, y: top, width: width - 18 })
  const plain = { font: 'regular', size: 9, smallest: 6.5, maxLines: 1, align: 'center' } as const
  let next = ink.text(texts.noCamera, plain, inside(y + 5))
  next = ink.text(
    heading.joinAddress,
    { ...plain, ...address, font: 'bold', size: 10 },
    inside(next),
  )
  next = ink.text(
    slip.code,
    { font: 'bold', size: 18, spacing: 1.2, maxLines: 1, align: 'center' },
    inside(next),
  )
  frame(ink, { x, y, width }, next + 3 - y)
  return next + 3
}

function drawNotes(
  ink: Ink,
  { x, y, width }: Line,
  slip: Slip,
  heading: Heading,
  texts: PaperTexts,
): number {
  const small = { font: 'regular', size: 8, smallest: 7 } as const
  const line = (top: number): Line => ({ x, y: top, width })
  const labelWidth = 56
  let next = ink.text(texts.login, { ...small, size: 8.5 }, { x, y: y + 6, width: labelWidth })
  const beside = { x: x + labelWidth, width: width - labelWidth }
  if (slip.login === undefined) rule(ink, { ...beside, y: next - 2 }, grey)
  else
    ink.text(
      slip.login,
      { ...small, font: 'bold', size: 8.5, maxLines: 1 },
      { ...beside, y: y + 6 },
    )
  next = ink.text(
    `${texts.server}: ${heading.homeserver}`,
    { ...small, ...address, size: 8.5 },
    line(next + 3),
  )
  next = ink.text(texts.secret, { ...small, maxLines: 2 }, line(next + 4))
  const role = slip.role === 'pupil' ? 'pupil' : 'teacher'
  const wrong = slip.login === undefined ? texts.wrong[role] : texts.reset.wrong
  return ink.text(wrong, { ...small, maxLines: 2 }, line(next + 1))
}
