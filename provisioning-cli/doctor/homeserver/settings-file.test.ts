import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTranslate } from '../../i18n/texts.ts'
import { readSettings } from './settings-file.ts'
import { isOlder } from './version.ts'

const t = createTranslate('en')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lyceum-settings-'))
  mkdirSync(join(folder, 'conf.d'))
  writeFileSync(
    join(folder, 'homeserver.yaml'),
    'presence:\n  enabled: true\nenable_search: false\n',
  )
  writeFileSync(join(folder, 'conf.d', 'b.yaml'), '# ours\nenable_search: true\n')
  writeFileSync(join(folder, 'conf.d', 'a.yaml'), 'enable_search: 1\n')
})

afterEach(() => rmSync(folder, { recursive: true }))

test('of several files the last one that names a key wins, and is the one to change', () => {
  const settings = readSettings('homeserver.yaml,conf.d', folder, t)
  expect(settings.value('presence')).toEqual({ enabled: true })
  expect(settings.place('presence')).toBe(`${join(folder, 'homeserver.yaml')}:1`)
  expect(settings.value('enable_search')).toBe(true)
  expect(settings.place('enable_search')).toBe(`${join(folder, 'conf.d', 'b.yaml')}:2`)
})

test('a key that is nowhere belongs into the last file', () => {
  const settings = readSettings('homeserver.yaml,conf.d', folder, t)
  expect(settings.value('push')).toBeUndefined()
  expect(settings.place('push')).toBe(join(folder, 'conf.d', 'b.yaml'))
})

test('a file that is not there or not YAML is told with its name and line, never with its text', () => {
  expect(() => readSettings('gone.yaml', folder, t)).toThrow(/gone\.yaml cannot be read/)
  writeFileSync(join(folder, 'broken.yaml'), 'a: 1\nsecret: "hunter\n')
  expect(() => readSettings('broken.yaml', folder, t)).toThrow(/broken\.yaml:\d cannot be read$/)
})

test('versions are compared by their numbers', () => {
  const judged = ['Synapse 1.135.2', 'Synapse 1.136.0', 'Synapse 1.163.2rc1', 'Conduit'].map(
    (server) => isOlder(server, '1.136.0'),
  )
  expect(judged).toEqual([true, false, false, false])
})
