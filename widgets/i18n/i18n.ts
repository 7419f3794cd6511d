/** Languages of the pages: the one chosen here before, else the school's, else the browser's. */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en.ts'
import { ru } from './ru.ts'

export type Language = 'ru' | 'en'

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly resources: { readonly translation: typeof en }
  }
}

const storageKey = 'lyceum.language'

export function isLanguage(text: unknown): text is Language {
  return text === 'ru' || text === 'en'
}

/** The one chosen by hand; storage may be forbidden. */
function chosenLanguage(): Language | undefined {
  try {
    const stored = localStorage.getItem(storageKey)
    return isLanguage(stored) ? stored : undefined
  } catch {
    return undefined
  }
}

function browserLanguage(): Language {
  const first = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage)
  return first ?? 'en'
}

/** By the client that shows the page. */
let isGiven = false

/** `given`: of the client that shows the page. */
export async function startLanguages(given: Language | undefined): Promise<void> {
  isGiven = given !== undefined
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language
  })
  await i18next.use(initReactI18next).init({
    lng: given ?? chosenLanguage() ?? browserLanguage(),
    fallbackLng: 'en',
    resources: { en: { translation: en }, ru: { translation: ru } },
    interpolation: { escapeValue: false },
  })
}

export function chooseLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // The choice then lasts as long as the page.
  }
  void i18next.changeLanguage(language)
}

/** The school's language, unless somebody has chosen one or the client says one. */
export function preferLanguage(language: Language): void {
  if (!isGiven && chosenLanguage() === undefined) void i18next.changeLanguage(language)
}
