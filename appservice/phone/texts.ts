import type { Language } from '@lyceum/core/school/people.ts'

/** One part of an SMS, in Cyrillic too (70 letters). */
export const codeTexts: Readonly<Record<Language, (code: string) => string>> = {
  ru: (code) => `${code} — код для входа в школу. Никому его не сообщайте.`,
  en: (code) => `${code} is your code for the school. Tell it to nobody.`,
}
