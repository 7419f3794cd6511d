/** A whole name in one line taken apart. In which order the parts stand must be guessed, and what was guessed is said. */
import { cleanText } from './clean-text.ts'

export interface NameParts {
  readonly familyName: string
  readonly givenName: string
  readonly middleName?: string
}

/**
 * `two-words`: taken as family name and given name. `middle-second`: Иван Петрович Сидоров. `many-words`: the second is
 * taken as given name. `latin`: given name first, family name last.
 */
export type NameDoubt = 'two-words' | 'middle-second' | 'many-words' | 'latin'

export interface SplitName {
  readonly parts: NameParts
  readonly doubt?: NameDoubt
}

const patronymic = /(?:ович|евич|ич|овна|евна|ична|инична|оглы|кызы|гызы|улы)$/iu

/** Undefined when it is one word only. */
export function splitFullName(raw: string): SplitName | undefined {
  const { text } = cleanText(raw)
  const comma = /^([^,]+),([^,]+)$/.exec(text)
  if (comma !== null) return { parts: afterComma(comma[1]?.trim() ?? '', comma[2]?.trim() ?? '') }
  const words = text.split(' ')
  const [first = '', second = '', third = '', ...more] = words
  if (words.length < 2) return undefined
  if (/^\p{Script=Latin}/u.test(text)) return { parts: inLatin(words), doubt: 'latin' }
  if (words.length === 2) {
    return { parts: { familyName: first, givenName: second }, doubt: 'two-words' }
  }
  // A family name may end like a patronymic too, so the last word decides.
  if (patronymic.test(second) && !patronymic.test(third) && more.length === 0) {
    const parts = { familyName: third, givenName: first, middleName: second }
    return { parts, doubt: 'middle-second' }
  }
  const middleName = [third, ...more].join(' ')
  const parts = { familyName: first, givenName: second, middleName }
  const isOdd = more.length > 0 && !patronymic.test(middleName)
  return isOdd ? { parts, doubt: 'many-words' } : { parts }
}

function afterComma(familyName: string, rest: string): NameParts {
  const [givenName = '', ...middle] = rest.split(' ')
  const parts = { familyName, givenName }
  return middle.length === 0 ? parts : { ...parts, middleName: middle.join(' ') }
}

function inLatin(words: readonly string[]): NameParts {
  const [givenName = '', ...rest] = words
  const familyName = rest.at(-1) ?? ''
  const middle = rest.slice(0, -1).join(' ')
  return { familyName, givenName, ...(middle === '' ? {} : { middleName: middle }) }
}
