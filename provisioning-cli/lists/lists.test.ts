/** Lists on the command line: which school they are of, and questions about their columns, asked once. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { generateSchool } from '../../examples/generate/school.ts'
import { createInstallation, type TestInstallation } from '../testing/installation.ts'
import { json, run, type RunOptions } from '../testing/run.ts'

let installation: TestInstallation
let mappings: string

async function installWith(...seeds: readonly number[]): Promise<void> {
  const size = { pupils: 4, classes: 2, teachers: 2, parents: 4 }
  const schools = seeds.map((seed) => {
    const school = generateSchool({ ...size, seed })
    return { ...school, info: { ...school.info, id: `S${seed}` as never, name: `Школа ${seed}` } }
  })
  installation = await createInstallation(...schools)
  mappings = join(installation.folder, 'mappings.yaml')
}

function write(name: string, text: string): string {
  const file = join(installation.folder, name)
  writeFileSync(file, text)
  return file
}

function lyceum(verb: string, file: string, options: RunOptions = {}, ...more: string[]) {
  return run([verb, file, ...installation.at, ...more], options)
}

beforeEach(() => installWith(1))
afterEach(() => installation.remove())

// The last line has no name: the list stays bad, so that nothing is asked of a homeserver.
const strange = 'Ф обуч.;И обуч.;Кл-с;Питание\nКим;Юрий;1А;да\nЦой;;1А;нет\n'

describe('columns that are not known', () => {
  test('are asked about by plan at a terminal, once, and check shows what they were understood as', async () => {
    const file = write('список.csv', strange)
    const asked = await lyceum('plan', file, { answers: ['99', '1', '1', '2', '6', ''] })
    expect(asked.code).toBe(65)
    expect(asked.stderr).toContain('Column 1 "Ф обуч."')
    expect(asked.stderr).toContain('Another column is that already.')
    expect(asked.stderr).toContain('список.csv:3')
    expect(statSync(mappings).mode & 0o777).toBe(0o600)
    const saved = readFileSync(mappings, 'utf8')
    expect(saved).toContain('familyName')
    expect(saved).not.toMatch(/Ким|Юрий|обуч|список/)

    const again = await lyceum('plan', file, { answers: [] })
    expect(again.stderr).not.toContain('Column 1')
    const checked = await lyceum('check', file)
    expect(checked.stdout).toContain('by answers given before')
    expect(checked.stdout).toMatch(/Ф обуч\. +family name/)
    expect(checked.stdout).toMatch(/Питание +- \(not read\)/)
    const document = json(await lyceum('check', file, {}, '--json'))
    expect(document['lists']).toMatchObject([
      { line: 1, isMapped: true, columns: [{ field: 'familyName' }, {}, {}, { field: null }] },
    ])
  })

  test('are asked about again for a file of another shape only', async () => {
    await lyceum('plan', write('a.csv', strange), { answers: ['1', '2', '6', ''] })
    const same = write('b.csv', strange.replace('Питание', 'ПИТАНИЕ ').replace('Ким', 'Пак'))
    expect((await lyceum('plan', same, { answers: [] })).stderr).not.toContain('Column 1')
    const other = write('c.csv', strange.replaceAll(/^/gm, 'x;').replace('x;', 'Кружок;'))
    const result = await lyceum('plan', other, { answers: ['', '', '', '', ''] })
    expect(result.stderr).toContain('Column 1 "Кружок"')
  })

  test('that are all skipped are an error, and nothing is remembered', async () => {
    const file = write('a.csv', strange)
    const result = await lyceum('plan', file, { answers: ['', '', '', '', ''] })
    expect(result.code).toBe(65)
    expect(existsSync(mappings)).toBe(false)
  })

  test('are an error that names the remedy where there is no terminal, and with check', async () => {
    const file = write('a.csv', strange)
    for (const result of [
      await lyceum('plan', file),
      await lyceum('check', file, { answers: ['1', '2', '6', ''] }),
    ]) {
      expect(result.code).toBe(65)
      expect(result.stderr).not.toContain('Column 1')
      expect(result.stderr).toContain('On a terminal, lyceum plan asks')
    }
  })

  test('of a list whose people are not clear: who they are is asked too', async () => {
    const file = write('a.csv', 'Фамилия;Имя;Класс;Предмет\nКим;Анна;1А;Музыка\nЦой;;;\n')
    await lyceum('plan', file, { answers: ['2'] })
    expect(readFileSync(mappings, 'utf8')).toContain('role: teacher')
    const checked = await lyceum('check', file)
    expect(checked.stdout).toContain('everybody is: teachers')
  })

  test('are not guessed from a file of answers that cannot be read', async () => {
    writeFileSync(mappings, 'lists: [{shape: x, columns: [nonsense]}]')
    const { code, stderr } = await lyceum('check', write('a.csv', strange))
    expect(code).toBe(65)
    expect(stderr).toContain('mappings.yaml')
  })
})

describe('a list without a column for the school', () => {
  const list = 'ФИО;Класс\nКим Юрий Олегович;1А\n'

  test('is of the only school that is stored', async () => {
    const result = await lyceum('check', write('a.csv', list))
    expect(result.code).toBe(0)
  })

  test('is of the school that --school names, by id or name', async () => {
    installation.remove()
    await installWith(1, 2)
    const file = write('a.csv', list)
    const unsaid = await lyceum('check', file)
    expect(unsaid.code).toBe(65)
    expect(unsaid.stderr).toContain('--school ID (stored: S1, S2)')
    for (const school of ['S2', 'школа 2']) {
      expect((await lyceum('check', file, {}, '--school', school)).code).toBe(0)
    }
  })

  test('is of a new school of a name that is not near to a stored one', async () => {
    const file = write('a.csv', list)
    expect((await lyceum('check', file, {}, '--school', 'Гимназия имени Лобачевского')).code).toBe(
      0,
    )
    const misspelt = await lyceum('check', file, {}, '--school', 'Шкла 1')
    expect(misspelt.code).toBe(64)
    expect(misspelt.stderr).toContain('Школа 1')
  })
})
