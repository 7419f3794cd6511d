import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@lyceum/core/config/load.ts'
import { renderAdditionsYaml } from '@lyceum/deploy/synapse/additions-yaml.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTranslate } from '../../i18n/texts.ts'
import { run } from '../../testing/run.ts'
import { checkRegistrationFiles, checkSettings } from './check-files.ts'
import type { Patient } from './patient.ts'
import { readSettings, type SettingsFile } from './settings-file.ts'

const t = createTranslate('en')
let folder: string
let copy: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lyceum-files-'))
  const flags = ['--server-name', 'school.example', '--public-url', 'https://lyceum.school.example']
  const homeserver = ['--homeserver-public-url', 'https://matrix.school.example']
  await run(['init', '--dir', folder, ...flags, ...homeserver, '--yes'])
  copy = join(folder, 'copy.yaml')
  writeFileSync(copy, readFileSync(join(folder, 'registration.yaml')))
  const additions = renderAdditionsYaml({
    serverName: 'school.example',
    botLocalpart: 'lyceum',
    publicUrl: 'https://matrix.school.example',
    registration: copy,
    policy: {
      internalUrl: 'http://127.0.0.1:8090',
      tokenFile: join(folder, 'policy-token'),
      bot: '@lyceum:school.example',
      forbidEncryption: false,
    },
  })
  writeFileSync(join(folder, 'homeserver.yaml'), additions)
})

afterEach(() => rmSync(folder, { recursive: true }))

async function patientOf(settings: SettingsFile): Promise<Patient> {
  const file = join(folder, 'config.yaml')
  return { config: await loadConfig(file), file, t, settings }
}

async function examine(more = '') {
  writeFileSync(join(folder, 'more.yaml'), more)
  const settings = readSettings('homeserver.yaml,more.yaml', folder, t)
  const patient = await patientOf(settings)
  return [...checkSettings(patient, settings), ...checkRegistrationFiles(patient, settings)]
}

test('the files that init writes are as they must be', async () => {
  expect((await examine()).map(({ status }) => status)).toEqual(['ok', 'ok'])
})

test('a line that opens a door is an error with its place, one that is only advised a warning', async () => {
  const findings = await examine('presence: {enabled: true}\nalias_creation_rules: []\n')
  const place = join(folder, 'more.yaml')
  expect(findings.slice(0, 2)).toMatchObject([
    {
      status: 'error',
      hint: expect.stringContaining(`In ${place}:2 set \`alias_creation_rules: [`),
    },
    { status: 'warning', message: expect.stringContaining('presence') },
  ])
})

test('any listener with federation is found', async () => {
  const more = 'listeners: [{port: 8448, resources: [{names: [client, federation]}]}]\n'
  const [finding] = await examine(more)
  expect(finding).toMatchObject({ status: 'error', message: 'other homeservers are answered' })
})

test('aliases that are not exclusive, and a token that differs, are told with file and line', async () => {
  const text = readFileSync(copy, 'utf8')
  const broken = text
    .replace('exclusive: true', 'exclusive: false')
    .replace(/hs_token: .*/, 'hs_token: other')
  writeFileSync(copy, broken)
  const findings = (await examine()).filter(({ status }) => status === 'error')
  expect(findings.map(({ hint }) => hint)).toEqual([
    expect.stringContaining(join(folder, 'registration.yaml')),
    expect.stringMatching(/copy\.yaml:\d+ set `namespaces: .*exclusive: true/),
  ])
  expect(JSON.stringify(findings)).not.toContain('other')
})

test('a homeserver.yaml that names no registration of ours is told', async () => {
  const findings = await examine('app_service_config_files: []\n')
  expect(findings.at(-1)).toMatchObject({
    status: 'error',
    hint: expect.stringContaining('app_service_config_files'),
  })
})
