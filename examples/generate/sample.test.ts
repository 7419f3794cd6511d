import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { readRoster } from '@lyceum/provisioning-cli/roster/read.ts'
import { describe, expect, test } from 'vitest'

import { renderOneRoster } from './oneroster.ts'
import { generateSchool, generateSchools, sampleOptions } from './school.ts'

const folder = join(import.meta.dirname, '../school')

describe('the sample school', () => {
  const school = generateSchool()

  test('is what the generator writes today', async () => {
    const fresh = renderOneRoster([school])
    expect(await readdir(folder)).toEqual([...fresh.keys()].toSorted())
    for (const [name, text] of fresh) {
      expect(await readFile(join(folder, name), 'utf8'), name).toBe(text)
    }
  })

  test('has 54 teachers, 374 pupils, 600 parents and 17 classes of 22', () => {
    const count = (role: string) => school.staff.filter((place) => place.role === role).length
    expect(count('teacher')).toBe(54)
    expect(count('administrator')).toBe(3)
    expect(new Set(school.guardianships.map((pair) => pair.guardian)).size).toBe(600)
    const pupils = school.places.filter((place) => place.role === 'pupil')
    expect(pupils).toHaveLength(374)
    const sizes = Map.groupBy(pupils, (place) => place.class)
    expect([...sizes.values()].map((places) => places.length)).toEqual(Array(17).fill(22))
  })

  test('has one class teacher a class and nobody with more than eight classes', () => {
    const heads = school.places.filter((place) => place.role === 'class-teacher')
    expect(new Set(heads.map((place) => place.class)).size).toBe(17)
    expect(heads).toHaveLength(17)
    const taught = Map.groupBy(
      school.places.filter((place) => place.role !== 'pupil'),
      (place) => place.person,
    )
    const loads = [...taught.values()].map((places) => places.length)
    expect(Math.max(...loads)).toBeLessThanOrEqual(8)
    expect(loads.filter((load) => load >= 2 && load <= 4).length).toBeGreaterThan(40)
  })

  test('has pupils with two parents, parents with several children, Russian and English names', () => {
    const parentsOf = Map.groupBy(school.guardianships, (pair) => pair.child)
    const childrenOf = Map.groupBy(school.guardianships, (pair) => pair.guardian)
    expect([...parentsOf.values()].filter((pairs) => pairs.length === 2).length).toBeGreaterThan(99)
    expect([...childrenOf.values()].filter((pairs) => pairs.length > 1).length).toBeGreaterThan(9)
    expect(school.people.filter((one) => /^[A-Za-z]/.test(one.familyName)).length).toBeGreaterThan(
      50,
    )
    expect(school.people.filter((one) => one.middleName !== undefined).length).toBeGreaterThan(500)
  })

  test('can be written in windows-1251 without a loss', async () => {
    const writable = new Set(
      new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte)),
    )
    for (const name of await readdir(folder)) {
      const text = await readFile(join(folder, name), 'utf8')
      expect([...text].filter((letter) => !writable.has(letter))).toEqual([])
    }
  })

  test('is read without a remark', async () => {
    const roster = await readRoster(folder, { timeZone: 'Europe/Moscow' })
    expect(roster.problems).toEqual([])
    expect(roster.schools).toHaveLength(1)
  })
})

test.each([
  { pupils: 0, classes: 0, teachers: 1, parents: 0 },
  { pupils: 1, classes: 1, teachers: 1, parents: 1 },
  { pupils: 12, classes: 2, teachers: 3, parents: 12 },
  { pupils: 120, classes: 30, teachers: 9, parents: 80 },
])('a school of $pupils pupils and $teachers teachers has just these', (size) => {
  const school = generateSchool({ ...size, seed: 3 })
  expect(school.people).toHaveLength(size.pupils + size.teachers + size.parents)
  expect(school.classes).toHaveLength(size.classes)
})

test('several schools share no id', () => {
  const ids = generateSchools({ ...sampleOptions, pupils: 20, parents: 20 }, 3).flatMap(
    (school) => [
      school.info.id,
      ...school.classes.map((group) => group.id),
      ...school.people.map((one) => one.id),
    ],
  )
  expect(new Set(ids).size).toBe(ids.length)
})
