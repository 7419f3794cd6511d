/** Words, labels and alphabets of what schools send. */
import { cleanText } from '@lyceum/core/school/clean-text.ts'
import type { Language } from '@lyceum/core/school/people.ts'

export { cleanText, hasInvisible } from '@lyceum/core/school/clean-text.ts'

/** For comparing header cells and words of a small vocabulary. */
export function foldWord(raw: string): string {
  return cleanText(raw).text.toLowerCase().replaceAll('ё', 'е')
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
