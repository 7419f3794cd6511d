import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { missingPackages } from './install.js'
import { findNode, isNewEnough } from './node24.js'
import { describeMissingPython } from './python.js'
import { words } from './words.js'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lyceum-launchers-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

const node = `node_modules/node-linux-${process.arch}`

const locked = {
  '': { version: '0.1.0' },
  core: { version: '0.1.0' },
  'node_modules/@lyceum/core': { link: true },
  'node_modules/zod': { version: '4.6.7' },
  'node_modules/vitest': { version: '5.1.1', dev: true },
  'node_modules/fsevents': { version: '2.0.0', optional: true },
  [node]: { version: '24.21.0', optional: true },
}

function writeLists(installed?: Record<string, object>): void {
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: locked }))
  if (installed === undefined) return
  const file = join(folder, 'node_modules', '.package-lock.json')
  writeFileSync(file, JSON.stringify({ packages: installed }))
}

test('nothing is installed while npm has not written its list', () => {
  writeLists()
  expect(missingPackages(folder, 'running')).toHaveLength(3)
  expect(missingPackages(folder, 'everything')).toHaveLength(4)
})

test('an installation without the test tools is enough to run, not to test', () => {
  const { 'node_modules/vitest': _, 'node_modules/fsevents': __, ...installed } = locked
  writeLists(installed)
  expect(missingPackages(folder, 'running')).toEqual([])
  expect(missingPackages(folder, 'everything')).toEqual(['node_modules/vitest'])
})

test('another version than the locked one is missing, and so is the Node that comes with it', () => {
  const { [node]: _, ...installed } = locked
  writeLists({ ...installed, 'node_modules/zod': { version: '4.0.0' } })
  expect(missingPackages(folder, 'everything')).toEqual(['node_modules/zod', node])
})

test('a Node of 24 or newer is used as it is, an older one is replaced by the one that npm brought', () => {
  expect(isNewEnough('20.20.2')).toBe(false)
  expect(isNewEnough('26.0.0')).toBe(true)
  expect(findNode({ version: '26.0.0', execPath: '/here/node' })).toBe('/here/node')
  expect(findNode({ version: '20.20.2', folder })).toBeUndefined()
  mkdirSync(join(folder, node, 'bin'), { recursive: true })
  writeFileSync(join(folder, node, 'bin', 'node'), '')
  expect(findNode({ version: '20.20.2', folder })).toBe(join(folder, node, 'bin', 'node'))
})

test('a missing Python is named with the command that installs it', () => {
  expect(describeMissingPython(['no-such-python'])).toMatch(/Python 3\.10[^]*apt install python3/)
})

test('what is said before anything is installed is in the language of the terminal', () => {
  expect(words({ LANG: 'ru_RU.UTF-8' }, []).installing(3)).toContain('пакетов: 3')
  expect(words({ LANG: 'en_GB.UTF-8', LC_ALL: 'ru' }, []).installed(3)).toContain('за 3 с')
  expect(words({ LANG: 'ru_RU.UTF-8' }, ['up', '--lang', 'en']).installed(3)).toContain('in 3 s')
  expect(words({}, ['--lang=ru']).noNpm).toContain('Программы npm нет')
  expect(Object.keys(words({ LANG: 'ru' }, []))).toEqual(Object.keys(words({}, [])))
})
