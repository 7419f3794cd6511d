/** Whatever is done to the bytes of a roster, it is read, or refused with problems: never a crash. */
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { generateSchool } from '../../examples/generate/school.ts'
import { renderSimpleYaml } from './read.ts'
import { EditableSet } from './testing/editable-set.ts'
import { readFiles } from './testing/memory-source.ts'

const set = new EditableSet().files()
const yaml = renderSimpleYaml(
  generateSchool({ pupils: 4, classes: 2, teachers: 2, parents: 4, seed: 2 }),
)
const table = 'id;Фамилия;Имя;Роль;Класс;Ребёнок\n1;Ким;Анна;мать;;Ким Яна\n2;Ким;Яна;ученица;1А;\n'

/** Cuts a piece out and puts something in its place. */
const damage = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(60),
  put: fc.oneof(
    fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
    fc
      .array(
        fc.constantFrom(
          '"',
          ',',
          ';',
          '\t',
          '\n',
          '\r',
          '\0',
          '\ufeff',
          ': ',
          '- ',
          '{',
          '[',
          '&a',
          '*a',
          '__proto__',
          'é',
          '𝕏',
        ),
        { maxLength: 6 },
      )
      .map((parts) => Buffer.from(parts.join(''))),
  ),
})
type Damage = typeof damage extends fc.Arbitrary<infer Value> ? Value : never

function spoil(content: string | Buffer, damages: readonly Damage[]): Buffer {
  return damages.reduce((bytes, { at, length, put }) => {
    const from = Math.floor(at * bytes.length)
    return Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + length)])
  }, Buffer.from(content))
}

const damages = fc.array(damage, { minLength: 1, maxLength: 4 })

test('a damaged OneRoster set', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(set)), damages, async (name, list) => {
      const files = { ...set, [name]: spoil(set[name] ?? '', list) }
      const { problems, schools } = await readFiles('folder', files)
      expect(problems.length + schools.length).toBeGreaterThan(0)
    }),
    { numRuns: 400 },
  )
})

test.each([
  ['school.yaml', yaml],
  ['list.csv', table],
])('a damaged %s', async (name, content) => {
  await fc.assert(
    fc.asyncProperty(damages, async (list) => {
      const options = { timeZone: 'Europe/Moscow', school: { name: 'Школа' } }
      const roster = await readFiles('file', { [name]: spoil(content, list) }, options)
      expect(roster.problems.length + roster.schools.length).toBeGreaterThan(0)
    }),
    { numRuns: 400 },
  )
})
