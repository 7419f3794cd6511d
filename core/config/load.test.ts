import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LyceumError } from '../errors.ts'
import { defaultBlueprint } from '../school/blueprint-settings.ts'
import { defaultLettingIn } from '../school/letting-in-settings.ts'
import { defaultPolicy } from '../school/policy/settings.ts'
import { loadConfig } from './load.ts'
import { secretNames } from './secret-names.ts'

async function folderWith(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-config-'))
  await mkdir(join(folder, 'secrets'))
  for (const name of secretNames) {
    await writeFile(join(folder, 'secrets', name), `${name.padEnd(40, '-')}\n`, { mode: 0o600 })
  }
  await writeFile(join(folder, 'config.yaml'), text)
  return folder
}

async function load(text: string, environment: Record<string, string> = {}) {
  return loadConfig(join(await folderWith(text), 'config.yaml'), environment)
}

/** The lines of the error, without the folder's path. */
async function problemsOf(text: string, environment: Record<string, string> = {}) {
  const folder = await folderWith(text)
  return errorOf(folder, environment)
}

async function errorOf(folder: string, environment: Record<string, string> = {}) {
  const error: unknown = await loadConfig(join(folder, 'config.yaml'), environment).catch(
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof LyceumError)) throw new Error('the configuration was accepted')
  expect([error.code, error.exitCode]).toEqual(['bad-config', 65])
  return error.message.replaceAll(`${folder}/`, '')
}

test('The server name alone is a configuration, everything else has a default.', async () => {
  const folder = await folderWith('server_name: school.example.org\n')
  expect(await loadConfig(join(folder, 'config.yaml'))).toEqual({
    folder,
    serverName: 'school.example.org',
    homeserver: {
      url: 'http://127.0.0.1:8008',
      publicUrl: 'http://127.0.0.1:8008',
      bot: 'lyceum',
      embedded: false,
    },
    public: { url: 'http://localhost:8080', host: '127.0.0.1', port: 8080, clients: [] },
    internal: { host: '127.0.0.1', port: 8090 },
    database: { sqlite: join(folder, 'lyceum.db') },
    language: 'ru',
    timeZone: 'Europe/Moscow',
    accounts: { mode: 'on-activation', register: true },
    invitations: { expireDays: 14 },
    limits: { maxRemovePercent: 30, minExisting: 10 },
    policy: defaultPolicy,
    lettingIn: defaultLettingIn,
    phone: undefined,
    repair: { sweepMinutes: 15, privateRoomsHours: 24 },
    retention: { journalDays: 730, invitationsDays: 180, logsDays: 30 },
    roster: { roles: {} },
    blueprint: defaultBlueprint,
    secrets: {
      asToken: 'as_token'.padEnd(40, '-'),
      hsToken: 'hs_token'.padEnd(40, '-'),
      aliasKey: 'alias_key'.padEnd(40, '-'),
      invitationKey: 'invitation_key'.padEnd(40, '-'),
    },
  })
})

test('Every problem is told at once, with its place and what was probably meant.', async () => {
  const problems = await problemsOf(`server_name: School.example.org
homserver:
  url: http://127.0.0.1:8008
homeserver:
  url: matrix.example.org
  publik_url: https://matrix.example.org
public:
  port: "8080"
limits:
  max_remove_percent: 300
time_zone: Europe/Moskow
rooms:
  administrators_in_class_rooms: chanel
  parents_in_school_rooms: nein
  school_rooms:
    - kind: general
      name: Chat
      members: [teacher, pupils]
      history: shared
`)
  expect(problems).toMatchInlineSnapshot(`
    "The configuration has 10 problems:
      config.yaml:1:14 server_name: must be a host name in lower case, such as school.example.org
      config.yaml:2:1 homserver: there is no such key; did you mean homeserver?
      config.yaml:5:8 homeserver.url: must be an address that begins with http:// or https://
      config.yaml:6:3 homeserver.publik_url: there is no such key; did you mean homeserver.public_url?
      config.yaml:8:9 public.port: must be a number
      config.yaml:10:23 limits.max_remove_percent: must be at most 100
      config.yaml:11:12 time_zone: must be a time zone such as Europe/Moscow; did you mean Europe/Moscow?
      config.yaml:13:34 rooms.administrators_in_class_rooms: must be one of channel, all, none; did you mean channel?
      config.yaml:14:28 rooms.parents_in_school_rooms: must be true or false
      config.yaml:18:26 rooms.school_rooms[1].members[2]: must be one of administrator, teacher, class-teacher, pupil, parent, committee; did you mean pupil?"
  `)
})

test('A room may be named once for both languages, and a list replaces the default one.', async () => {
  const { blueprint } = await load(`server_name: a.example
rooms:
  class_teachers: true
  school_rooms:
    - kind: general
      name: Talk
      members: [teacher, pupil]
      history: shared
`)
  expect(blueprint).toEqual({
    ...defaultBlueprint,
    classTeachers: true,
    schoolRooms: [
      {
        kind: 'general',
        name: { ru: 'Talk', en: 'Talk' },
        members: ['teacher', 'pupil'],
        writers: [],
        history: 'shared',
      },
    ],
  })
})

test('Two rooms of one kind are refused: the kind names the room.', async () => {
  const rule = '{kind: general, name: Talk, members: [teacher], history: shared}'
  expect(
    await problemsOf(`server_name: a.example\nrooms:\n  school_rooms:\n  - ${rule}\n  - ${rule}\n`),
  ).toMatchInlineSnapshot(`
    "The configuration has a problem:
      config.yaml:5:12 rooms.school_rooms[2].kind: there is already a room of kind general; a kind stands for one room"
  `)
})

test('Values come from the environment and from files, and keep the type they have there.', async () => {
  const folder = await folderWith(`server_name: \${NAME}
homeserver:
  url: http://\${HOST:-127.0.0.1}:8008
  embedded: \${EMBEDDED}
public:
  port: \${PORT}
  url: \${file:url.txt}
database:
  sqlite: "$\${NAME}.db"
`)
  await writeFile(join(folder, 'url.txt'), 'https://a.example/\n')
  const environment = { NAME: 'a.example', PORT: '9000', EMBEDDED: 'true' }
  const config = await loadConfig(join(folder, 'config.yaml'), environment)
  expect(config).toMatchObject({
    serverName: 'a.example',
    homeserver: { url: 'http://127.0.0.1:8008', embedded: true },
    public: { port: 9000, url: 'https://a.example' },
    database: { sqlite: join(folder, '${NAME}.db') },
  })
})

test('What stands outside and is not there is told with its place.', async () => {
  expect(
    await problemsOf('server_name: ${NAME}\nhomeserver:\n  url: ${file:none}\n  bot: ${a b}\n'),
  ).toMatchInlineSnapshot(`
    "The configuration has 3 problems:
      config.yaml:1:14 the environment has no NAME; set it, or write \${NAME:-default}
      config.yaml:3:8 the file none cannot be read
      config.yaml:4:8 is not a substitution; write \${VAR}, \${VAR:-default} or \${file:PATH}"
  `)
})

test('A value is never quoted in a message: it may be a secret.', async () => {
  const problems = await problemsOf('server_name: ${X}\nlanguage: ${X}\ntime_zone: ${X}\n', {
    X: 'CANARY!',
  })
  expect(problems).not.toContain('CANARY')
})

test('A file that is not YAML is told with line and column.', async () => {
  expect(await problemsOf('server_name: a\nlimits: [1\n')).toContain('config.yaml:3:1')
})

test('An alias that names nothing is a problem of the file.', async () => {
  expect(await problemsOf('server_name: *nothing\n')).toContain('config.yaml:1')
})

test('Pages lie at the root of their address.', async () => {
  expect(
    await problemsOf('server_name: a.example\npublic:\n  url: https://a.example/lyceum\n'),
  ).toContain('config.yaml:3:8 public.url: must end after the host and port')
})

test('A key that stands twice is refused.', async () => {
  expect(await problemsOf('server_name: a\nserver_name: b\n')).toContain('config.yaml:2:1')
})

test('An empty file lacks the server name.', async () => {
  expect(await problemsOf('')).toMatchInlineSnapshot(`
    "The configuration has a problem:
      config.yaml:1:1 server_name: is missing"
  `)
})

test('A section of nothing but comments is as if it were not there.', async () => {
  const config = await load('server_name: a.example\nhomeserver:\n  # url: x\n')
  expect(config.homeserver.url).toBe('http://127.0.0.1:8008')
})

test('A secret that others can read, is too short or is not there comes with the remedy.', async () => {
  const folder = await folderWith('server_name: a.example\nsecrets:\n  hs_token_file: none\n')
  await chmod(join(folder, 'secrets/as_token'), 0o644)
  await writeFile(join(folder, 'secrets/alias_key'), 'short')
  expect(await errorOf(folder)).toMatchInlineSnapshot(`
    "The configuration has 3 problems:
      config.yaml:3:3 secrets.as_token_file: others can read or change secrets/as_token: chmod 600 secrets/as_token
      config.yaml:3:3 secrets.alias_key_file: secrets/alias_key must hold one secret of at least 32 characters
      config.yaml:3:18 secrets.hs_token_file: there is no file none; if it never existed: (umask 077; openssl rand -hex 32 > none)"
  `)
})

test('PostgreSQL is named by its address, and its password stands in a file.', async () => {
  const folder = await folderWith(`server_name: a.example
database:
  postgres:
    url: postgres://lyceum@127.0.0.1:5432/lyceum
    password_file: secrets/database
`)
  await writeFile(join(folder, 'secrets/database'), 'short\n', { mode: 0o600 })
  const config = await loadConfig(join(folder, 'config.yaml'))
  const url = 'postgres://lyceum@127.0.0.1:5432/lyceum'
  expect(config.database).toEqual({ postgres: { url, password: 'short' } })
  await chmod(join(folder, 'secrets/database'), 0o644)
  expect(await errorOf(folder)).toContain(
    'config.yaml:5:20 database.postgres.password_file: others can read or change secrets/database',
  )
})

test('A database is one of the two, and the address of PostgreSQL holds no password.', async () => {
  const problemOf = (section: string) => problemsOf(`server_name: a.example\ndatabase:\n${section}`)
  const withUrl = (url: string) => problemOf(`  postgres:\n    url: ${url}\n`)
  expect(await problemOf('  sqlite: a.db\n  postgres: {url: "postgres://a@b/c"}\n')).toContain(
    'config.yaml:3:3 database: takes either sqlite or postgres',
  )
  const withPassword = await withUrl('postgres://lyceum:CANARY@127.0.0.1/lyceum')
  expect(withPassword).toContain('database.postgres.url: must not hold the password')
  expect(withPassword).not.toContain('CANARY')
  expect(await withUrl('127.0.0.1')).toContain('must be an address such as postgres://')
  expect(await withUrl('postgres://lyceum@127.0.0.1')).toContain('must name the database')
  expect(await problemOf('  postgres: {}\n')).toContain('database.postgres.url: is missing')
  expect(await problemOf('  postgres: {url: "postgres://a@b/c", password: x}\n')).toContain(
    'database.postgres.password: there is no such key',
  )
})

test('A group may read a secret: a service that runs as a user of its own needs that.', async () => {
  const folder = await folderWith('server_name: a.example\n')
  await chmod(join(folder, 'secrets/as_token'), 0o640)
  expect((await loadConfig(join(folder, 'config.yaml'))).serverName).toBe('a.example')
})

test('A configuration that is not there is told with what makes one.', async () => {
  await expect(loadConfig('/nowhere/config.yaml')).rejects.toMatchObject({
    code: 'no-config',
    exitCode: 65,
    hint: expect.stringContaining('lyceum up') as unknown,
  })
})

test('A template that would give two people one account is refused.', async () => {
  for (const template of ['"pupil"', '"{ID}"', '"Анна-{id}"']) {
    const text = `server_name: a.example\naccounts: {mode: ahead, template: ${template}}\n`
    expect(await problemsOf(text)).toContain('accounts.template')
  }
})
