/**
 * Names, labels and header cells as people meant them. What cannot be seen on a screen must not tell two people apart
 * or turn a line of text round, or cover the lines above it: control characters, zero-width characters and direction marks
 * go, and so do piled-up accents.
 */

// Control and format characters by Unicode category: C0, C1, soft hyphen, zero-width, bidi marks and embeddings, BOM.
const invisible = /[\p{Cc}\p{Cf}]/gu
// More than three no language puts on one letter.
const piledUp = /(\p{M}{3})\p{M}+/gu
const spaces = /[\s\u00a0]+/g

interface CleanText {
  readonly text: string
  /** Characters were taken out that nobody can have meant. */
  readonly changed: boolean
}

/** NFC, trimmed, single spaces, nothing invisible. Tabs and line breaks count as spaces. */
export function cleanText(raw: string): CleanText {
  const plain = raw.replaceAll(spaces, ' ')
  const visible = plain.replaceAll(invisible, '').replaceAll(piledUp, '$1')
  return { text: visible.trim().normalize('NFC'), changed: visible !== plain }
}

export function hasInvisible(raw: string): boolean {
  return raw.search(invisible) >= 0
}
