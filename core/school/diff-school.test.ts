import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitrarySchool } from '../testing/arbitrary-school.ts'
import { applyChanges } from './apply-changes.ts'
import { diffSchool } from './diff-school.ts'
import type { School } from './people.ts'

function diff(stored: School | undefined, roster: School) {
  return diffSchool({ stored, roster, archived: [] })
}

describe('laws of the difference between two schools', () => {
  it('is empty for a school and itself', () => {
    fc.assert(
      fc.property(arbitrarySchool(), (school) => {
        expect(diff(school, school)).toEqual([])
      }),
    )
  })

  it('leads from the one to the other, after which it is empty', () => {
    fc.assert(
      fc.property(arbitrarySchool(), arbitrarySchool(), (stored, roster) => {
        const reached = applyChanges(stored, diff(stored, roster))
        expect(diff(reached, roster)).toEqual([])
      }),
    )
  })

  it('takes nothing from anybody when records are only added', () => {
    fc.assert(
      fc.property(arbitrarySchool(), (school) => {
        const kinds = diff(undefined, school).map((change) => change.kind)
        expect(kinds.filter((kind) => /^(remove|archive)-/.test(kind))).toEqual([])
      }),
    )
  })
})

it('brings an archived class back instead of adding it', () => {
  const [school] = fc.sample(
    arbitrarySchool().filter((one) => one.classes.length > 0),
    1,
  )
  if (school === undefined) throw new Error('no school')
  const archived = school.classes.map((one) => one.id)
  const changes = diffSchool({ stored: { ...school, classes: [] }, roster: school, archived })
  expect(changes.map((change) => change.kind)).toEqual(archived.map(() => 'restore-class'))
})
