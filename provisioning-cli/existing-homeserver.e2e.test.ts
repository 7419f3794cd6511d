/** Lyceum on a Synapse that was there before, as its administrator does it; then what doctor says of wrong settings. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@lyceum/deploy/embedded/free-port.ts'
import { replaceFile } from '@lyceum/core/config/private-files.ts'
import type {} from '@lyceum/deploy/embedded/test-homeserver.ts'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { parse, stringify } from 'yaml'
import type { Finding } from './doctor/findings.ts'
import { json, run, type RunResult } from './testing/run.ts'
import { generateSynapse, type SeparateSynapse, type Yaml } from './testing/separate-synapse.ts'

const serverName = 'school.test'
const { python } = inject('homeserver')
const cwd = mkdtempSync(join(tmpdir(), 'lyceum-existing-'))
const folder = join(cwd, 'lyceum')
const at = ['--config', join(folder, 'config.yaml')]
let synapse: SeparateSynapse
let pages: string
let first: RunResult
let stopUp = new AbortController()
let up: Promise<RunResult> = Promise.resolve({ code: 0, stdout: '', stderr: '' })

beforeAll(async () => {
  synapse = await generateSynapse(python, serverName)
  await synapse.restart()
  const port = await freePort()
  pages = `http://127.0.0.1:${port}`
  const flags = {
    '--server-name': serverName,
    '--homeserver-url': synapse.url,
    '--homeserver-public-url': synapse.url,
    '--public-url': pages,
    '--port': String(port),
    '--internal-port': String(await freePort()),
    '--synapse-folder': synapse.folder,
    '--language': 'en',
  }
  first = await run(['init', ...Object.entries(flags).flat(), '--yes'], { cwd })
})

afterAll(async () => {
  stopUp.abort()
  await up
  await synapse.stop()
  rmSync(cwd, { recursive: true, force: true })
})

/** The homeserver's own copy. */
function registrationFile(): string {
  return join(synapse.folder, 'lyceum-registration.yaml')
}

function listeners(...names: readonly string[]): Yaml {
  const listener = { type: 'http', tls: false, bind_addresses: ['127.0.0.1'], port: synapse.port }
  return { listeners: [{ ...listener, resources: [{ names }] }] }
}

async function startUp(): Promise<void> {
  stopUp = new AbortController()
  await new Promise<void>((resolve, reject) => {
    up = run(['up', '--json', ...at], { cwd, interrupt: stopUp.signal, onStdout: () => resolve() })
    void up.then(({ stderr }) => reject(new Error(`up ended: ${stderr}`)))
  })
}

async function doctor(...more: readonly string[]): Promise<readonly Finding[]> {
  const result = await run(['doctor', '--json', ...at, ...more], { cwd })
  return json(result)['checks'] ?? []
}

function errors(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => finding.status === 'error')
}

test('init names what it wrote and every step that is left', () => {
  expect(first.code).toBe(0)
  for (const file of ['config.yaml', 'registration.yaml', 'homeserver-additions.yaml']) {
    expect(first.stdout).toContain(`lyceum/${file}`)
  }
  expect(first.stdout).toContain('lyceum init --dir lyceum --admin-token-file FILE')
  expect(first.stdout).toContain('lyceum up --config lyceum/config.yaml')
})

test('before the homeserver has the registration, doctor says that it does not know us', async () => {
  const [finding] = errors(await doctor()).filter(({ name }) => name === 'registration')
  expect(finding?.hint).toContain(join(folder, 'registration.yaml'))
  expect(finding?.hint).toContain('app_service_config_files')
})

test('with the files in place the bot is still no administrator, and a wrong right does not make it one', async () => {
  copyFileSync(join(folder, 'registration.yaml'), registrationFile())
  copyFileSync(join(folder, 'policy-token'), join(synapse.folder, 'lyceum-policy-token'))
  copyFileSync(join(folder, 'lyceum_policy.py'), join(synapse.folder, 'lyceum_policy.py'))
  const additions = readFileSync(join(folder, 'homeserver-additions.yaml'), 'utf8')
  synapse.write('lyceum.yaml', { ...parse(additions), ...listeners('client', 'openid') })
  await synapse.restart()
  const [bot] = errors(await doctor()).filter(({ name }) => name === 'bot')
  expect(bot?.hint).toContain(`lyceum init --dir ${folder} --admin-token-file FILE`)
  const refused = await promote('syt_wrong')
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('refused the right')])
  expect(refused.stderr).not.toContain('syt_wrong')
})

test('with the bot an administrator, doctor finds nothing wrong', async () => {
  const promoted = await promote(await synapse.addAdministrator('chief'))
  expect([promoted.code, promoted.stderr]).toEqual([0, ''])
  await startUp()
  const files = `${synapse.config},${join(synapse.folder, 'conf.d')}`
  await expect.poll(policyModuleSeenAt, { timeout: 90_000, interval: 500 }).toBeTruthy()
  const findings = await doctor('--homeserver-config', files)
  expect(findings.filter(({ status }) => status !== 'ok')).toEqual([])
})

/** The policy module speaks up twice a minute. */
async function policyModuleSeenAt(): Promise<unknown> {
  const config = parse(readFileSync(join(folder, 'config.yaml'), 'utf8')) as {
    readonly internal: { readonly port: number }
  }
  const response = await fetch(`http://127.0.0.1:${config.internal.port}/readyz`)
  return ((await response.json()) as Yaml)['policy_module_seen_at']
}

function promote(token: string): Promise<RunResult> {
  const file = join(cwd, 'token')
  writeFileSync(file, token, { mode: 0o600 })
  return run(['init', '--dir', folder, '--admin-token-file', file], { cwd })
}

test('a roster is planned and applied, and a person enters', async () => {
  const roster = join(cwd, 'school.yaml')
  const pupil = { id: 'p2', family_name: 'Ivanov', given_name: 'Ivan', pupil_of: '1A' }
  const people = [
    { id: 'p1', family_name: 'Petrova', given_name: 'Anna', administrator: true },
    pupil,
  ]
  const school = { id: 'S1', name: 'School', language: 'en', classes: [{ label: '1A' }], people }
  writeFileSync(roster, stringify({ format: 1, schools: [school] }))
  const planned = await run(['plan', roster, '--detailed-exitcode', ...at], { cwd })
  expect([planned.code, planned.stderr]).toEqual([2, expect.any(String)])
  expect((await run(['apply', roster, '--yes', ...at], { cwd })).code).toBe(0)
  const again = await run(['plan', roster, '--detailed-exitcode', ...at], { cwd })
  expect(again.code).toBe(0)
  const created = await run(['invites', 'create', '--person', 'p2', '--json', ...at], { cwd })
  const [invitation] = (json(created)['invitations'] ?? []) as readonly { url: string }[]
  const link = invitation?.url.replace('/join/', '/api/v1/invitations/')
  expect(link).toContain(pages)
  const redeemed = await fetch(`${link}/redeem`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'ivan', password: 'tiger-window-lamp-4821' }),
  })
  const entered = (await redeemed.json()) as { homeserver: string; access_token: string }
  expect([redeemed.status, entered.homeserver]).toEqual([201, synapse.url])
  const rooms = await fetch(`${synapse.url}/_matrix/client/v3/joined_rooms`, {
    headers: { authorization: `Bearer ${entered.access_token}` },
  })
  expect(((await rooms.json()) as { joined_rooms: [] }).joined_rooms.length).toBeGreaterThan(5)
})

interface Wrong {
  readonly what: string
  /** Lines that come after all others. */
  readonly settings?: () => Yaml
  /** Of the homeserver's copy. */
  readonly registration?: Yaml
  /** Of config.yaml, by section. */
  readonly config?: Yaml
  readonly name: Finding['name']
  readonly remedy: RegExp
}

const names = (exclusive: boolean) => [{ regex: '@.*:school\\.test', exclusive }]
const aliases = [{ regex: '#_lyceum_.*:school\\.test', exclusive: true }]

/** Each that the homeserver must read starts it anew, with everything before made right again. */
const wrongSettings: readonly Wrong[] = [
  {
    what: 'another server name',
    config: { server_name: 'other.test' },
    name: 'server-name',
    remedy: /config\.yaml set server_name/,
  },
  {
    what: 'an address of the pages that leads elsewhere',
    config: { public: { url: 'http://127.0.0.1:HOMESERVER' } },
    name: 'pages-address',
    remedy: /public\.url in .*config\.yaml/,
  },
  {
    what: 'open registration',
    settings: () => ({
      enable_registration: true,
      enable_registration_without_verification: true,
    }),
    name: 'open-registration',
    remedy: /`enable_registration: false`/,
  },
  {
    what: 'guests',
    settings: () => ({ allow_guest_access: true }),
    name: 'guests',
    remedy: /`allow_guest_access: false`/,
  },
  {
    what: 'a list of rooms for everybody',
    settings: () => ({ allow_public_rooms_without_auth: true }),
    name: 'room-list',
    remedy: /`allow_public_rooms_without_auth: false`/,
  },
  {
    what: 'profiles for everybody',
    settings: () => ({
      require_auth_for_profile_requests: false,
      limit_profile_requests_to_users_who_share_rooms: false,
    }),
    name: 'profiles',
    remedy: /`require_auth_for_profile_requests: true`/,
  },
  {
    what: 'profiles of strangers',
    settings: () => ({ limit_profile_requests_to_users_who_share_rooms: false }),
    name: 'profiles',
    remedy: /`limit_profile_requests_to_users_who_share_rooms: true`/,
  },
  {
    what: 'a directory of strangers',
    settings: () => ({ user_directory: { enabled: true, search_all_users: true } }),
    name: 'user-directory',
    remedy: /search_all_users: false/,
  },
  {
    what: 'federation',
    settings: () => listeners('client', 'federation'),
    name: 'federation',
    remedy: /names: \[client, openid\]/,
  },
  {
    what: 'a listener without openid',
    settings: () => listeners('client'),
    name: 'openid',
    remedy: /names: \[client, openid\]/,
  },
  {
    what: 'the usual limits of signing in',
    settings: () => ({ rc_login: { address: { per_second: 0.003, burst_count: 5 } } }),
    name: 'sign-in-limits',
    remedy: /rc_login: .*burst_count: 100/,
  },
  {
    what: 'another as_token',
    registration: { as_token: 'x'.repeat(64) },
    name: 'registration',
    remedy: /app_service_config_files/,
  },
  {
    what: 'another hs_token',
    registration: { hs_token: 'x'.repeat(64) },
    name: 'ping',
    remedy: /app_service_config_files/,
  },
  {
    what: 'an address that does not lead to us',
    registration: { url: 'http://127.0.0.1:1' },
    name: 'ping',
    remedy: /`url: http:\/\/127\.0\.0\.1:\d+`/,
  },
  {
    what: 'limits for the appservice',
    registration: { rate_limited: true },
    name: 'rate-limited',
    remedy: /`rate_limited: false`/,
  },
  {
    what: 'exclusive accounts',
    registration: { namespaces: { users: names(true), aliases, rooms: [] } },
    name: 'registration',
    remedy: /exclusive: false/,
  },
  {
    what: 'aliases of somebody else',
    registration: { namespaces: { users: names(false), aliases: [], rooms: [] } },
    name: 'registration',
    remedy: /aliases: \[.*exclusive: true/,
  },
]

test.each(wrongSettings)('$what: doctor says the line to change', async (wrong) => {
  const undo = await breakIt(wrong)
  try {
    const findings = errors(await doctor()).filter(({ name }) => name === wrong.name)
    expect(findings).toEqual([
      expect.objectContaining({ hint: expect.stringMatching(wrong.remedy) }),
    ])
    const file = wrong.settings === undefined ? undefined : join(synapse.folder, 'conf.d')
    if (file !== undefined) {
      const [found] = errors(await doctor('--homeserver-config', `${synapse.config},${file}`))
      expect(found?.hint).toContain(join(file, 'zz-wrong.yaml:'))
    }
  } finally {
    await undo()
  }
})

async function breakIt({ settings, registration, config }: Wrong): Promise<() => Promise<void>> {
  const configFile = join(folder, 'config.yaml')
  const before = [configFile, registrationFile()].map((file) => [file, readFileSync(file, 'utf8')])
  if (settings !== undefined) synapse.write('zz-wrong.yaml', settings())
  if (registration !== undefined) await change(registrationFile(), registration)
  if (config !== undefined) await change(configFile, config)
  if (settings !== undefined || registration !== undefined) await synapse.restart()
  return async () => {
    synapse.write('zz-wrong.yaml', undefined)
    for (const [file = '', text = ''] of before) await replaceFile(file, text)
  }
}

async function change(file: string, changes: Yaml): Promise<void> {
  const present = parse(readFileSync(file, 'utf8')) as Yaml
  const merged = Object.entries(changes).map(([key, value]) => {
    const old = present[key]
    const isSection = typeof old === 'object' && typeof value === 'object' && key === 'public'
    return [key, isSection ? { ...old, ...value } : value]
  })
  const text = stringify({ ...present, ...Object.fromEntries(merged) })
  await replaceFile(file, text.replace('HOMESERVER', String(synapse.port)))
}
