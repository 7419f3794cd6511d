import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { writeEmbeddedConfig } from '@lyceum/core/config/embedded.ts'
import { loadConfig } from '@lyceum/core/config/load.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTranslate } from '../../i18n/texts.ts'
import { checkAddresses, checkClock } from './addresses.ts'
import type { Patient } from './patient.ts'
import { unreadSettings } from './settings-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'lyceum-addresses-'))
let server: Server
let patient: Patient

beforeEach(async () => {
  server = createServer((_request, response) => response.end('{"versions":["v1.12"]}'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const file = await writeEmbeddedConfig({ folder, homeserverPort: port })
  const t = createTranslate('en')
  patient = { config: await loadConfig(file), file, t, settings: unreadSettings }
})

afterEach(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

function at(publicUrl: string): Patient {
  const { config } = patient
  return { ...patient, config: { ...config, homeserver: { ...config.homeserver, publicUrl } } }
}

test('clocks that agree are fine, an hour apart is an error with its remedy', async () => {
  expect((await checkClock(patient, () => Date.now())).status).toBe('ok')
  const apart = await checkClock(patient, () => Date.now() + 3_600_000)
  expect(apart).toMatchObject({ status: 'error', hint: expect.stringContaining('timedatectl') })
})

test('an address that answers as the homeserver does is its address', async () => {
  const { url } = patient.config.homeserver
  const other = url.replace('127.0.0.1', 'localhost')
  expect(await checkAddresses(at(other), false)).toMatchObject([{ status: 'ok' }])
})

test('an address that does not answer here may still do so elsewhere: a warning with the key to check', async () => {
  const [finding] = await checkAddresses(at('http://127.0.0.1:1'), false)
  expect(finding).toMatchObject({
    status: 'warning',
    hint: expect.stringContaining('homeserver.public_url'),
  })
})
