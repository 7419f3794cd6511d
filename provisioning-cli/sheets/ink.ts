/**
 * Words and lines on paper. Every mark is either a part of the document's structure, which screen readers follow, or
 * declared decoration (PDF/UA, ISO 14289-1, 7.1).
 */
import type PDFDocument from 'pdfkit'
import { printable, type FontName } from './fonts.ts'

export type Doc = InstanceType<typeof PDFDocument>
type Section = ReturnType<Doc['struct']>

interface Style {
  readonly font: FontName
  /** In points; long words make it smaller, not below `smallest`. */
  readonly size: number
  readonly smallest?: number
  /** What is left over at the smallest size ends in an ellipsis. */
  readonly maxLines?: number
  /** Rather smaller than in two lines: for what is typed. */
  readonly oneLineIfPossible?: boolean
  readonly colour?: string
  readonly spacing?: number
  readonly align?: 'left' | 'center'
  readonly tag?: 'P' | 'H1' | 'H2'
}

export interface Line {
  readonly x: number
  readonly y: number
  readonly width: number
}

export interface Ink {
  /** Gives the y below. */
  text(words: string, style: Style, line: Line): number
  figure(alt: string, draw: (doc: Doc) => void): void
  decoration(draw: (doc: Doc) => void): void
}

export const grey = '#4d4d4d'
const thin = 0.6

export function inkIn(doc: Doc, section: Section): Ink {
  return {
    text(words, style, line) {
      const shown = printable(words)
      const { size, height } = fit(doc, shown, style, line.width)
      section.add(
        doc.struct(style.tag ?? 'P', {}, [
          () => {
            doc
              .font(style.font)
              .fontSize(size)
              .fillColor(style.colour ?? 'black')
            doc.text(shown, line.x, line.y, {
              ...optionsOf(style, line.width),
              height: height + 0.01,
              ellipsis: true,
            })
          },
        ]),
      )
      return line.y + height
    },
    figure(alt, draw) {
      section.add(doc.struct('Figure', { alt }, [() => draw(doc)]))
    },
    decoration(draw) {
      decorate(doc, draw)
    },
  }
}

export function decorate(doc: Doc, draw: (doc: Doc) => void): void {
  doc.markContent('Artifact', { type: 'Layout' })
  draw(doc)
  doc.endMarkedContent()
}

export function rule(ink: Ink, { x, y, width }: Line, colour = 'black'): void {
  ink.decoration((doc) => {
    doc
      .moveTo(x, y)
      .lineTo(x + width, y)
      .lineWidth(thin)
      .stroke(colour)
  })
}

export function frame(ink: Ink, { x, y, width }: Line, height: number): void {
  ink.decoration((doc) => {
    doc.roundedRect(x, y, width, height, 5).lineWidth(thin).stroke('black')
  })
}

interface Fitted {
  readonly size: number
  readonly height: number
  readonly isWhole: boolean
}

function fit(doc: Doc, words: string, style: Style, width: number): Fitted {
  if (style.oneLineIfPossible === true) {
    const found = shrink(doc, words, { ...style, maxLines: 1 }, width)
    if (found.isWhole) return found
  }
  return shrink(doc, words, style, width)
}

/** The largest size at which the words stay in their lines and no word is broken. */
function shrink(doc: Doc, words: string, style: Style, width: number): Fitted {
  const { size: largest, smallest = largest, maxLines = Infinity } = style
  const step = 0.25
  for (let size = largest; ; size -= step) {
    doc.font(style.font).fontSize(size)
    const height = doc.heightOfString(words, optionsOf(style, width))
    const limit = maxLines * doc.currentLineHeight(true)
    const isWhole = height <= limit + 0.01
    if (size - step < smallest || (isWhole && longestWord(doc, words, style) <= width)) {
      return { size, height: Math.min(height, limit), isWhole }
    }
  }
}

/** With the space after it, which pdfkit would else carry into the next line. */
function longestWord(doc: Doc, words: string, { spacing = 0 }: Style): number {
  const widths = words
    .split(/[\s-]+/)
    .map((word) => doc.widthOfString(`${word} `, { characterSpacing: spacing }))
  return Math.max(0, ...widths)
}

function optionsOf({ spacing = 0, align = 'left' }: Style, width: number) {
  return { width, align, characterSpacing: spacing }
}
