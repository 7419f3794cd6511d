/** QR codes as squares on paper. */
import type PDFDocument from 'pdfkit'
import { create } from 'qrcode'

/** Level Q: a quarter of the code may be crumpled, torn or stained (reference/conventions.md 2.5). */
const level = 'Q'

export interface QrCode {
  /** 1 to 40; each step adds four squares a side. */
  readonly version: number
  /** Squares a side. */
  readonly size: number
  isDark(row: number, column: number): boolean
}

export function makeQr(text: string): QrCode {
  const { modules, version } = create(text, { errorCorrectionLevel: level })
  return {
    version,
    size: modules.size,
    isDark: (row, column) => modules.get(row, column) !== 0,
  }
}

/** `width` without the quiet zone: the caller leaves four squares of white around it (ISO/IEC 18004, 9.1). */
export function drawQr(
  doc: InstanceType<typeof PDFDocument>,
  code: QrCode,
  box: { readonly x: number; readonly y: number; readonly width: number },
): void {
  const square = box.width / code.size
  for (let row = 0; row < code.size; row += 1) {
    for (const { from, to } of darkRuns(code, row)) {
      doc.rect(box.x + from * square, box.y + row * square, (to - from) * square, square)
    }
  }
  doc.fill('black')
}

/** One rectangle for neighbours in a row: a smaller file, and no hairlines between them. */
function* darkRuns(code: QrCode, row: number): Generator<{ from: number; to: number }> {
  let from: number | undefined
  for (let column = 0; column <= code.size; column += 1) {
    const isDark = column < code.size && code.isDark(row, column)
    if (isDark) from ??= column
    else if (from !== undefined) {
      yield { from, to: column }
      from = undefined
    }
  }
}
