import fc from 'fast-check'
import { expect, test } from 'vitest'

import { IdSet } from './id-set.ts'

test('an id is new once', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 4 })), (ids) => {
      const set = new IdSet()
      const exact = new Set<string>()
      for (const id of ids) {
        expect(set.add(id)).toBe(!exact.has(id))
        exact.add(id)
      }
    }),
  )
})

test('two hundred thousand ids that differ little are all new', () => {
  const set = new IdSet()
  const ids = Array.from({ length: 200_000 }, (_, index) => `e-class-1-01-s-1-${index}`)
  expect(ids.every((id) => set.add(id))).toBe(true)
  expect(ids.some((id) => set.add(id))).toBe(false)
})
