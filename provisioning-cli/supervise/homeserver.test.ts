import { expect, test } from 'vitest'
import { loadConfig } from '@lyceum/core/config/load.ts'
import { createInstallation } from '../testing/installation.ts'
import { join } from 'node:path'
import { embeddedSettings } from './homeserver.ts'

test('behind https the homeserver takes the clients’ addresses from the proxy, else from the connection', async () => {
  const lyceum = await createInstallation()
  const config = await loadConfig(join(lyceum.folder, 'config.yaml'))
  const at = (publicUrl: string) =>
    embeddedSettings({ ...config, homeserver: { ...config.homeserver, publicUrl } }).behindProxy
  expect(at('https://school.example')).toBe(true)
  expect(at('http://192.168.1.20:8008')).toBe(false)
  lyceum.remove()
})
