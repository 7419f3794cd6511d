import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeEmbeddedConfig } from './embedded.ts'
import { loadConfig } from './load.ts'

async function newFolder(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), 'lyceum-embedded-')), 'data')
}

test('A new installation has a configuration that loads, with secrets of its own.', async () => {
  const folder = await newFolder()
  const config = await loadConfig(await writeEmbeddedConfig({ folder, port: 8100 }))
  expect(config).toMatchObject({
    folder,
    serverName: 'localhost',
    homeserver: { url: 'http://127.0.0.1:8008', embedded: true },
    public: { url: 'http://localhost:8100', host: '127.0.0.1', port: 8100 },
    internal: { host: '127.0.0.1', port: 8110 },
  })
  expect(new Set(Object.values(config.secrets)).size).toBe(4)
  expect(Object.values(config.secrets).every((secret) => /^[0-9a-f]{64}$/.test(secret))).toBe(true)
})

test('Only the owner can read what was made.', async () => {
  const folder = await newFolder()
  const file = await writeEmbeddedConfig({ folder })
  const secrets = (await readdir(join(folder, 'secrets'))).map((name) =>
    join(folder, 'secrets', name),
  )
  const modes = await Promise.all([file, ...secrets].map((one) => stat(one)))
  expect(modes.map((one) => one.mode & 0o777)).toEqual([0o600, 0o600, 0o600, 0o600, 0o600])
})

test('A second start changes nothing.', async () => {
  const folder = await newFolder()
  const before = await loadConfig(await writeEmbeddedConfig({ folder }))
  const text = await readFile(join(folder, 'config.yaml'), 'utf8')
  expect(await loadConfig(await writeEmbeddedConfig({ folder }))).toEqual(before)
  expect(await readFile(join(folder, 'config.yaml'), 'utf8')).toBe(text)
})

test('Other ports and addresses are set in the file that is there, and what people wrote stays.', async () => {
  const folder = await newFolder()
  const file = await writeEmbeddedConfig({ folder })
  const text = await readFile(file, 'utf8')
  await writeFile(file, `${text}\n# ours\ninvitations:\n  expire_days: 30\n`)
  await writeEmbeddedConfig({
    folder,
    port: 9000,
    homeserverPort: 9010,
    publicUrl: 'http://192.0.2.1:9000',
    homeserverPublicUrl: 'http://192.0.2.1:9010',
  })
  expect(await readFile(file, 'utf8')).toContain('# ours')
  expect(await loadConfig(file)).toMatchObject({
    homeserver: { url: 'http://127.0.0.1:9010', publicUrl: 'http://192.0.2.1:9010' },
    public: { url: 'http://192.0.2.1:9000', port: 9000 },
    internal: { port: 9011 },
    invitations: { expireDays: 30 },
  })
})

test('The server name cannot become another one.', async () => {
  const folder = await newFolder()
  await writeEmbeddedConfig({ folder, serverName: 'a.example' })
  await writeEmbeddedConfig({ folder, serverName: 'a.example' })
  await expect(writeEmbeddedConfig({ folder, serverName: 'b.example' })).rejects.toMatchObject({
    code: 'server-name-fixed',
    message: expect.stringContaining('has the server name a.example') as unknown,
  })
})

test('A lost secret is not made anew: the rooms of the installation rest on it.', async () => {
  const folder = await newFolder()
  const file = await writeEmbeddedConfig({ folder })
  await rm(join(folder, 'secrets/alias_key'))
  await writeEmbeddedConfig({ folder })
  await expect(loadConfig(file)).rejects.toMatchObject({ code: 'bad-config' })
})

test('A start that was killed before its configuration stood keeps the secrets it had made.', async () => {
  const folder = await newFolder()
  const before = await loadConfig(await writeEmbeddedConfig({ folder }))
  await rm(join(folder, 'config.yaml'))
  expect((await loadConfig(await writeEmbeddedConfig({ folder }))).secrets).toEqual(before.secrets)
})

test('A section that is only comments can be set.', async () => {
  const folder = await newFolder()
  const file = await writeEmbeddedConfig({ folder })
  await writeFile(file, 'server_name: localhost\npublic:\n  # port: 1\n')
  await writeEmbeddedConfig({ folder, publicUrl: 'http://192.0.2.1:8080' })
  expect((await loadConfig(file)).public.url).toBe('http://192.0.2.1:8080')
})
