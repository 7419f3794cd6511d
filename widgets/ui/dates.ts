/** Dates as the two languages write them, hours to 24. */
const locales: Readonly<Record<string, string>> = { ru: 'ru', en: 'en-GB' }

export function describeDate(language: string, time: string): string {
  const format = new Intl.DateTimeFormat(locales[language] ?? language, { dateStyle: 'long' })
  return format.format(new Date(time))
}

export function describeTime(language: string, time: string): string {
  const format = new Intl.DateTimeFormat(locales[language] ?? language, {
    dateStyle: 'long',
    timeStyle: 'short',
  })
  return format.format(new Date(time))
}
