/** The words on paper, apart from those of the terminal: they follow the school's language, not the operator's. */
import type { Language } from '@lyceum/core/school/people.ts'
import type { PaperTexts } from './paper-texts.ts'
import { english } from './texts-en.ts'
import { russian } from './texts-ru.ts'

export function paperTexts(language: Language): PaperTexts {
  return language === 'ru' ? russian : english
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** With the time of day: who comes in the evening of the last day must not find a closed door. */
export function formatDate(iso: string, language: Language, timeZone: string): string {
  const key = `${language} ${timeZone}`
  const format = formats.get(key) ?? dateFormat(language, timeZone)
  formats.set(key, format)
  return format.format(new Date(iso))
}

/** Slow to make, and a school has a thousand papers. */
function dateFormat(language: Language, timeZone: string): Intl.DateTimeFormat {
  const isRussian = language === 'ru'
  return new Intl.DateTimeFormat(isRussian ? 'ru' : 'en-GB', {
    day: isRussian ? '2-digit' : 'numeric',
    month: isRussian ? '2-digit' : 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  })
}
