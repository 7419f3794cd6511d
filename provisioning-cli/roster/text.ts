/**
 * Names, labels and header cells as people meant them. What cannot be seen on a screen must not tell two people apart
 * or turn a line of text round: control characters, zero-width characters and direction marks go.
 */
import type { Language } from '@lyceum/core/school/people.ts'

// Control and format characters by Unicode category: C0, C1, soft hyphen, zero-width, bidi marks and embeddings, BOM.
const invisible = /[\p{Cc}\p{Cf}]/gu
const spaces = /[\s\u00a0]+/g

export interface CleanText {
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

/** For comparing header cells and words of a small vocabulary. */
export function foldWord(raw: string): string {
  return cleanText(raw).text.toLowerCase().replaceAll('ё', 'е')
}

export function hasInvisible(raw: string): boolean {
  return raw.search(invisible) >= 0
}

const latin = 'ABCEHKMOPTXYaceopxy'
const cyrillic = 'АВСЕНКМОРТХУасеорху'

/**
 * A class label in the letters of the school's language: `1A` typed with a Latin A is `1А` in a Russian school. Only
 * letters that look the same change, only in a number with up to three letters, and only where the label then is all of
 * one alphabet: `10D`, `5 Green` and `MATH` stay.
 */
export function normalizeLabel(raw: string, language: Language): string {
  const { text } = cleanText(raw)
  if (!/^\d/.test(text) || (text.match(/\p{L}/gu)?.length ?? 0) > 3) return text
  const [from, to] = language === 'ru' ? [latin, cyrillic] : [cyrillic, latin]
  const foreign = language === 'ru' ? /\p{Script=Latin}/u : /\p{Script=Cyrillic}/u
  const swapped = [...text].map((letter) => to[from.indexOf(letter)] ?? letter).join('')
  return foreign.test(swapped) ? text : swapped
}

/** For telling whether two labels mean one class: `1 "а"`, `1-А` and `1A` are `1А`. */
export function classKey(label: string, language: Language): string {
  const bare = cleanText(label).text.replaceAll(/[\s«»"'.-]/g, '')
  return normalizeLabel(bare.toUpperCase(), language)
}

/** Russian when more than half of the names are written in Cyrillic letters. */
export function languageOfNames(names: Iterable<string>): Language {
  let cyrillic = 0
  let all = 0
  for (const name of names) {
    all += 1
    if (isCyrillic(name)) cyrillic += 1
  }
  return cyrillic * 2 > all ? 'ru' : 'en'
}

function isCyrillic(text: string): boolean {
  return /\p{Script=Cyrillic}/u.test(text)
}
