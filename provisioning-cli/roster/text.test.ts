import { expect, test } from 'vitest'

import { classKey, cleanText, foldWord, languageOfNames, normalizeLabel } from './text.ts'

test.each([
  ['  Анна \t Мария ', 'Анна Мария', false],
  ['e\u0301', 'é', false],
  ['Ми\u0306рон', 'Ми\u0306рон'.normalize('NFC'), false],
  ['A\u00a0B', 'A B', false],
  ['A\u200bB', 'AB', true],
  ['\u202eA', 'A', true],
  ['A\u0007', 'A', true],
  ['A\u00adB', 'AB', true],
  [`A${'\u0336'.repeat(40)}B`, `A${'\u0336'.repeat(3)}B`, true],
  ['', '', false],
])('%j is cleaned to %j', (raw, text, changed) => {
  expect(cleanText(raw)).toEqual({ text, changed })
})

test.each([
  ['1A', '1А'],
  ['10B', '10В'],
  ['7\u00a0K', '7 К'],
  ['1a', '1а'],
  ['10D', '10D'],
  ['5 Green', '5 Green'],
  ['11Б', '11Б'],
  ['1', '1'],
  ['MATH', 'MATH'],
])('in a Russian school %s is %s', (raw, label) => {
  expect(normalizeLabel(raw, 'ru')).toBe(label)
})

test.each([
  ['1А', '1A'],
  ['1Б', '1Б'],
  ['1B', '1B'],
])('in an English school %s is %s', (raw, label) => {
  expect(normalizeLabel(raw, 'en')).toBe(label)
})

test.each(['1A', '1a', '1 А', '1-а', '1 «А»', '1"A"', ' 1А'])('%s is the class 1А', (label) => {
  expect(classKey(label, 'ru')).toBe('1А')
})

test('words are compared without case, ё and invisible characters', () => {
  expect(foldWord(' РЕБЁ\u200bНОК ')).toBe('ребенок')
})

test('the language is that of most names', () => {
  expect(languageOfNames(['Анна', 'Bob', 'Юрий'])).toBe('ru')
  expect(languageOfNames(['Anna', 'Bob', 'Юрий'])).toBe('en')
  expect(languageOfNames([])).toBe('en')
})
