import { expect, test } from 'vitest'
import { classId } from './ids.ts'
import { nextYear } from './next-year.ts'

const classes = (...labels: readonly string[]) => ({
  classes: labels.map((label) => ({ id: classId(`C-${label}`), label })),
})

test.each([
  ['1А', '2А'],
  ['9Б', '10Б'],
  ['5', '6'],
  ['10-2', '11-2'],
  ['Grade 4 B', 'Grade 5 B'],
  ['0А', '1А'],
])('%s becomes %s', (before, label) => {
  expect(nextYear(classes(before), 12)).toEqual({
    up: [{ id: `C-${before}`, label, before }],
    finished: [],
    unnumbered: [],
  })
})

test('classes of the last year leave, and of a label without a number nothing is guessed', () => {
  const { up, finished, unnumbered } = nextYear(
    classes('11А', '11Б', '12', '10А', 'Кружок', '2026'),
    11,
  )
  expect(up.map(({ label }) => label)).toEqual(['11А'])
  expect(finished.map(({ label }) => label)).toEqual(['11А', '11Б', '12'])
  expect(unnumbered.map(({ label }) => label)).toEqual(['Кружок', '2026'])
})

test('only the classes that are meant are looked at', () => {
  const { up, finished } = nextYear(classes('1А', '11А'), 11, new Set([classId('C-1А')]))
  expect([up.length, finished.length]).toEqual([1, 0])
})
