/** Passwords that a child can read off a screen, write down and type: three plain words and four digits. */
import type { Language } from './people.ts'
import { englishWords } from './words-en.ts'
import { russianWords } from './words-ru.ts'

const words: Readonly<Record<Language, readonly string[]>> = { ru: russianWords, en: englishWords }

/** At least 43 bits: three of 1024 or more words and four digits. `random` gives a whole number below `limit`, each equally likely. */
export function makePassphrase(language: Language, random: (limit: number) => number): string {
  const list = words[language]
  const chosen = Array.from({ length: 3 }, () => list[random(list.length)])
  return [...chosen, String(random(10_000)).padStart(4, '0')].join('-')
}
