/** Where to cut: ticks at the edges, where printers reach, and a cross in the middle. */
import { decorate, grey, type Doc } from './ink.ts'
import { page } from './paper.ts'

const fromEdge = 12
const length = 16

export function drawCutMarks(doc: Doc): void {
  const middle = { x: page.width / 2, y: page.height / 2 }
  decorate(doc, () => {
    doc.lineWidth(0.5).strokeColor(grey)
    for (const y of [fromEdge, page.height - fromEdge - length]) {
      doc.moveTo(middle.x, y).lineTo(middle.x, y + length)
    }
    for (const x of [fromEdge, page.width - fromEdge - length]) {
      doc.moveTo(x, middle.y).lineTo(x + length, middle.y)
    }
    doc.moveTo(middle.x - length / 2, middle.y).lineTo(middle.x + length / 2, middle.y)
    doc.moveTo(middle.x, middle.y - length / 2).lineTo(middle.x, middle.y + length / 2)
    doc.stroke()
  })
}
