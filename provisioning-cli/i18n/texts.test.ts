import { expect, test } from 'vitest'
import { en } from './en.ts'
import { ru } from './ru.ts'
import { createTranslate, languageOf } from './texts.ts'

const catalogues: Readonly<Record<'en' | 'ru', Readonly<Record<string, string>>>> = { en, ru }

function stems(language: 'en' | 'ru'): readonly string[] {
  const names = Object.keys(catalogues[language]).map((key) => key.replace(/_[a-z]+$/, ''))
  return [...new Set(names)].toSorted()
}

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').toSorted()
}

test('both languages have the same keys', () => {
  expect(stems('ru')).toEqual(stems('en'))
})

test('every counted text has every plural form of its language', () => {
  for (const [language, forms] of [
    ['en', 2],
    ['ru', 4],
  ] as const) {
    const counted = Object.keys(catalogues[language]).filter((key) => key.endsWith('_one'))
    expect(counted.length).toBeGreaterThan(0)
    for (const key of counted) {
      const stem = key.slice(0, -'one'.length)
      const found = Object.keys(catalogues[language]).filter((name) => name.startsWith(stem))
      expect([stem, found.length]).toEqual([stem, forms])
    }
  }
})

test('a text says the same values in both languages', () => {
  for (const [key, text] of Object.entries(ru)) {
    const english = catalogues.en[key] ?? catalogues.en[key.replace(/_[a-z]+$/, '_other')] ?? ''
    expect([key, placeholders(text)]).toEqual([key, placeholders(english)])
  }
})

test('Russian counts by its own rules', () => {
  const t = createTranslate('ru')
  const told = [1, 3, 5, 21].map((count) => t('doctor.schools', { count }))
  expect(told).toEqual(['1 школа', '3 школы', '5 школ', '21 школа'])
})

test('--lang comes before the environment, LC_ALL before LANG', () => {
  expect(languageOf(['plan', '--lang', 'ru'], { LANG: 'en_US.UTF-8' })).toBe('ru')
  expect(languageOf(['plan', '--lang=en'], { LANG: 'ru_RU.UTF-8' })).toBe('en')
  expect(languageOf([], { LC_ALL: 'C', LANG: 'ru_RU.UTF-8' })).toBe('en')
  expect(languageOf([], { LANG: 'ru_RU.UTF-8' })).toBe('ru')
  expect(languageOf([], {})).toBe('en')
})
