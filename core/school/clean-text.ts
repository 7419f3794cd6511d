/**
 * Names, labels and header cells as people meant them. What cannot be seen on a screen must not tell two people apart
 * or turn a line of text round: control characters, zero-width characters and direction marks go.
 */

// Control and format characters by Unicode category: C0, C1, soft hyphen, zero-width, bidi marks and embeddings, BOM.
const invisible = /[\p{Cc}\p{Cf}]/gu
const spaces = /[\s\u00a0]+/g

interface CleanText {
  readonly text: string
  /** Characters were taken out that nobody can have meant. */
  readonly changed: boolean
}

/** NFC, trimmed, single spaces, nothing invisible. Tabs and line breaks count as spaces. */
export function cleanText(raw: string): CleanText {
  const plain = raw.replaceAll(spaces, ' ')
  const visible = plain.replaceAll(invisible, '')
  return { text: visible.trim().normalize('NFC'), changed: visible !== plain }
}

export function hasInvisible(raw: string): boolean {
  return raw.search(invisible) >= 0
}
