/** The command line's texts. English is the catalogue that the keys come from; a test holds the Russian one to it. */
import { createInstance } from 'i18next'
import type { Language } from '@lyceum/core/school/people.ts'
import { en } from './en.ts'
import { ru } from './ru.ts'

type PluralForm = 'one' | 'few' | 'many' | 'other'
type WithoutForm<Name> = Name extends `${infer Stem}_${PluralForm}` ? Stem : Name

/** `count` chooses the plural form where the text has forms. */
export type Key = WithoutForm<keyof typeof en>

export type Translate = ((
  key: Key,
  values?: Readonly<Record<string, string | number>>,
) => string) & { readonly language: Language }

export function createTranslate(language: Language): Translate {
  const instance = createInstance()
  void instance.init({
    lng: language,
    resources: { en: { translation: en }, ru: { translation: ru } },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
  })
  const fixed = instance.getFixedT(language)
  return Object.assign((key: Key, values = {}) => fixed(key, values), { language })
}

/** `--lang` before the environment; whatever is not Russian is English. */
export function languageOf(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const chosen = argv.flatMap((arg, index) => {
    if (arg === '--lang') return [argv[index + 1] ?? '']
    return arg.startsWith('--lang=') ? [arg.slice('--lang='.length)] : []
  })
  const wanted = chosen[0] ?? env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? ''
  return wanted.toLowerCase().startsWith('ru') ? 'ru' : 'en'
}
