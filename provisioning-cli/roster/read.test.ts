import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { generateSchool } from '../../examples/generate/school.ts'
import { readRoster, renderSimpleYaml } from './read.ts'
import { EditableSet } from './testing/editable-set.ts'
import { makeZip, type ZipEntry } from './testing/zip.ts'

const options = { timeZone: 'Europe/Moscow' }
const right = await new EditableSet().read()
const set = Object.entries(new EditableSet().files()).map(([name, content]) => ({ name, content }))

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roster-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function readZip(entries: readonly ZipEntry[], change = (zip: Buffer) => zip) {
  const path = join(folder, 'set.zip')
  await writeFile(path, change(makeZip(entries)))
  return readRoster(path, options)
}

describe('what a path is', () => {
  test('a folder is a OneRoster set', async () => {
    const path = join(folder, 'set')
    await mkdir(join(path, 'a folder within'), { recursive: true })
    for (const { name, content } of set) await writeFile(join(path, name), content)
    expect(await readRoster(path, options)).toMatchObject(right)
  })

  test('a link to nothing in the set is an error, not a file that is absent', async () => {
    const path = join(folder, 'linked')
    await mkdir(path)
    for (const { name, content } of set) await writeFile(join(path, name), content)
    await symlink(join(folder, 'gone.csv'), join(path, 'relationships.csv'))
    const { problems } = await readRoster(path, options)
    expect(problems).toMatchObject([{ severity: 'error', file: 'relationships.csv' }])
  })

  test('a ZIP is one too, also with what macOS adds', async () => {
    const added = { name: '__MACOSX/._users.csv', content: 'x' }
    expect(await readZip([...set, added])).toMatchObject(right)
  })

  test('a .yaml and a .csv are simple ones', async () => {
    const school = generateSchool({ pupils: 4, classes: 1, teachers: 2, parents: 4, seed: 1 })
    await writeFile(join(folder, 'school.YAML'), renderSimpleYaml(school))
    await writeFile(join(folder, 'list.csv'), 'Фамилия;Имя;Роль\nКим;Анна;директор\n')
    expect((await readRoster(join(folder, 'school.YAML'), options)).schools).toHaveLength(1)
    const named = { ...options, school: { name: 'Школа' } }
    expect((await readRoster(join(folder, 'list.csv'), named)).schools).toHaveLength(1)
  })

  test('anything else is refused by name', async () => {
    await writeFile(join(folder, 'list.xls'), 'x')
    await expect(readRoster(join(folder, 'list.xls'), options)).rejects.toMatchObject({
      code: 'roster-format-unknown',
      exitCode: 65,
    })
    await expect(readRoster(join(folder, 'nothing'), options)).rejects.toMatchObject({
      code: 'roster-not-found',
      exitCode: 65,
    })
  })
})

describe('a ZIP is refused', () => {
  test.each<readonly [string, readonly ZipEntry[]]>([
    ['with files in a folder', set.map((entry) => ({ ...entry, name: `export/${entry.name}` }))],
    ['with a symbolic link', [...set, { name: 'x.csv', content: '/etc/hostname', mode: 0o120777 }]],
    ['with a password', [...set, { name: 'x.csv', content: 'x', encrypted: true }]],
    [
      'with more than 64 files',
      Array.from({ length: 65 }, (_, at) => ({ name: `${at}.csv`, content: '' })),
    ],
    [
      'that unpacks to a hundred times its size',
      [...set, { name: 'x.csv', content: Buffer.alloc(9_000_000) }],
    ],
    [
      'with a file that claims too much',
      [...set, { name: 'x.csv', content: 'x', claimedBytes: 300_000_000 }],
    ],
  ])('%s', async (_, entries) => {
    const { schools, problems } = await readZip(entries)
    expect(schools).toEqual([])
    expect(problems[0]).toMatchObject({ severity: 'error', file: 'set.zip' })
  })

  test.each([
    ['cut in the middle', (zip: Buffer) => zip.subarray(0, zip.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    ['of zeros', () => Buffer.alloc(5000)],
    [
      'with a path out of it',
      (zip: Buffer) =>
        Buffer.from(zip.toString('latin1').replaceAll('users.csv', '../rs.csv'), 'latin1'),
    ],
  ])('that is %s', async (_, change) => {
    await expect(readZip(set, change)).rejects.toMatchObject({
      code: 'roster-unreadable',
      exitCode: 65,
    })
  })

  test.each([-100, 100])('with a file whose size is %i bytes from what is claimed', async (lie) => {
    const entries = set.map((entry) =>
      entry.name === 'users.csv'
        ? { ...entry, claimedBytes: Buffer.byteLength(entry.content) + lie }
        : entry,
    )
    const { problems } = await readZip(entries)
    expect(problems[0]).toMatchObject({ severity: 'error', file: 'users.csv' })
  })

  test('with a file whose bytes were changed', async () => {
    const { problems } = await readZip(set, (zip) => {
      const at = zip.indexOf('users.csv') + 60
      return Buffer.concat([zip.subarray(0, at), Buffer.alloc(40, 0xff), zip.subarray(at + 40)])
    })
    expect(problems[0]).toMatchObject({ severity: 'error', file: 'users.csv' })
  })
})
