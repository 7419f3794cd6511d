/** A whole name in one cell taken apart. In which order the parts stand must be guessed, and what was guessed is said. */
import type { Place, Problems } from '../problems.ts'
import { cleanText } from '../text.ts'

export interface NameParts {
  readonly familyName: string
  readonly givenName: string
  readonly middleName?: string
}

const patronymic = /(?:ович|евич|ич|овна|евна|ична|инична|оглы|кызы|гызы|улы)$/iu

/** Undefined, with the problem told, when it is one word only. */
export function splitFullName(
  raw: string,
  place: Place,
  problems: Problems,
): NameParts | undefined {
  const { text } = cleanText(raw)
  const comma = /^([^,]+),([^,]+)$/.exec(text)
  if (comma !== null) return afterComma(comma[1]?.trim() ?? '', comma[2]?.trim() ?? '')
  const words = text.split(' ')
  const [first = '', second = '', third = '', ...more] = words
  if (words.length < 2) {
    const message = 'The name is one word: family name and given name are needed.'
    problems.error(place, message, 'Write both, or make columns of their own for them.')
    return undefined
  }
  if (/^\p{Script=Latin}/u.test(text)) return inLatin(words, place, problems)
  if (words.length === 2) {
    const key = `two words ${place.file}`
    const message = 'Names of two words are taken as family name and given name.'
    problems.warnOnce(key, place, message, 'Make columns of their own if that is not right.')
    return { familyName: first, givenName: second }
  }
  // Иван Петрович Сидоров; a family name may end like a patronymic too, so the last word decides.
  if (patronymic.test(second) && !patronymic.test(third) && more.length === 0) {
    problems.warning(place, 'The middle name stands second: the last word is taken as family name.')
    return { familyName: third, givenName: first, middleName: second }
  }
  const middleName = [third, ...more].join(' ')
  if (more.length > 0 && !patronymic.test(middleName)) {
    const message = 'The name has more than three words; the second one is taken as given name.'
    problems.warning(place, message, 'Make columns of their own for the parts of the name.')
  }
  return { familyName: first, givenName: second, middleName }
}

function afterComma(familyName: string, rest: string): NameParts {
  const [givenName = '', ...middle] = rest.split(' ')
  const parts = { familyName, givenName }
  return middle.length === 0 ? parts : { ...parts, middleName: middle.join(' ') }
}

function inLatin(words: readonly string[], place: Place, problems: Problems): NameParts {
  const key = `latin ${place.file}`
  const message = 'Names in one cell are taken as given name first, family name last.'
  problems.warnOnce(key, place, message, 'Make columns of their own if that is not right.')
  const [givenName = '', ...rest] = words
  const familyName = rest.at(-1) ?? ''
  const middle = rest.slice(0, -1).join(' ')
  return { familyName, givenName, ...(middle === '' ? {} : { middleName: middle }) }
}
