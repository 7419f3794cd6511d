import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@lyceum/core/config/load.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { run } from '../testing/run.ts'

let cwd: string

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'lyceum-init-'))
})

afterEach(() => rmSync(cwd, { recursive: true }))

const flags = Object.entries({
  '--server-name': 'school.example',
  '--public-url': 'https://lyceum.school.example',
  '--homeserver-public-url': 'https://matrix.school.example',
}).flat()

function init(...more: readonly string[]) {
  return run(['init', ...flags, ...more], { cwd })
}

function file(name: string): string {
  return join(cwd, 'lyceum', name)
}

test('without a terminal all flags that are missing or wrong are told at once', async () => {
  const { code, stderr } = await run(['init', '--public-url', 'lyceum', '--port', '80'], { cwd })
  expect(code).toBe(64)
  for (const flag of ['--server-name', '--homeserver-public-url', '--public-url']) {
    expect(stderr).toContain(flag)
  }
  expect(readdirSync(cwd)).toEqual([])
})

test('what it writes loads, and is for its owner only', async () => {
  expect((await init('--yes')).code).toBe(0)
  expect(await loadConfig(file('config.yaml'))).toMatchObject({
    serverName: 'school.example',
    homeserver: { url: 'http://127.0.0.1:8008', embedded: false },
    public: { url: 'https://lyceum.school.example', port: 8080 },
    internal: { host: '127.0.0.1', port: 8090 },
    language: 'en',
  })
  const names = [
    'config.yaml',
    'registration.yaml',
    'homeserver-additions.yaml',
    'policy-token',
    'secrets/as_token',
  ]
  expect(names.map((name) => statSync(file(name)).mode & 0o777)).toEqual(names.map(() => 0o600))
  expect(statSync(file('')).mode & 0o777).toBe(0o700)
})

test('at a terminal it asks, offers what is usual, and asks again what cannot be', async () => {
  const answers = ['school.example', '', 'matrix', '', '', '90000', '9000', '', '', 'de', 'ru', '']
  const { code, stderr } = await run(['init', '--lang', 'en'], { cwd, answers })
  expect([code, stderr]).toEqual([0, expect.stringContaining('[https://matrix.school.example]')])
  expect(stderr).toContain('must be an address that begins with http:// or https://')
  expect(stderr).toContain('must be one of ru, en')
  expect(await loadConfig(file('config.yaml'))).toMatchObject({
    homeserver: { publicUrl: 'https://matrix.school.example' },
    public: { url: 'https://lyceum.school.example', port: 9000 },
    language: 'ru',
  })
})

test('an installation that is there is changed only after a yes, and keeps its secrets and comments', async () => {
  await init('--yes')
  const secret = readFileSync(file('secrets/as_token'), 'utf8')
  writeFileSync(file('config.yaml'), `${readFileSync(file('config.yaml'), 'utf8')}# ours\n`)
  const before = readFileSync(file('config.yaml'), 'utf8')
  expect((await init('--port', '9000')).code).toBe(1)
  const no = await run(['init', '--port', '9000'], { cwd, answers: ['n'] })
  expect([no.code, readFileSync(file('config.yaml'), 'utf8')]).toEqual([1, before])
  expect((await run(['init', '--port', '9000', '--yes'], { cwd })).code).toBe(0)
  expect(await loadConfig(file('config.yaml'))).toMatchObject({
    public: { url: 'https://lyceum.school.example', port: 9000 },
  })
  expect(readFileSync(file('config.yaml'), 'utf8')).toContain('# ours')
  expect(readFileSync(file('secrets/as_token'), 'utf8')).toBe(secret)
})

test('the server name of an installation never changes', async () => {
  await init('--yes')
  const { code, stderr } = await run(['init', '--server-name', 'other.example', '--yes'], { cwd })
  expect([code, stderr]).toEqual([64, expect.stringContaining('school.example')])
})

test('a PostgreSQL is named with the file of its password, which must be private', async () => {
  const password = join(cwd, 'password')
  writeFileSync(password, 'open sesame', { mode: 0o644 })
  const postgres = ['--postgres', 'postgres://lyceum@db:5432/lyceum']
  const asked = [...postgres, '--postgres-password-file', 'password', '--yes']
  expect((await init(...asked)).stderr).toContain(`chmod 600 ${password}`)
  rmSync(password)
  writeFileSync(password, 'open sesame', { mode: 0o600 })
  expect((await init(...asked)).code).toBe(0)
  const { database } = await loadConfig(file('config.yaml'))
  expect(database).toEqual({ postgres: { url: postgres[1], password: 'open sesame' } })
})

test('the bot is promoted only where there is an installation', async () => {
  writeFileSync(join(cwd, 'token'), 'syt_secret')
  const { code, stderr } = await run(['init', '--admin-token-file', 'token'], { cwd })
  expect([code, stderr]).toEqual([64, expect.not.stringContaining('syt_secret')])
})

test('up on a homeserver that exists refuses what is for one of its own', async () => {
  await init('--yes')
  const up = await run(['up', '--config', 'lyceum/config.yaml', '--roster', 'roster'], { cwd })
  expect([up.code, up.stderr]).toEqual([64, expect.stringContaining('--roster')])
})
