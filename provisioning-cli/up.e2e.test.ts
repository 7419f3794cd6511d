/** The main job as the person does it: the launcher, the sample school, a second start, commands beside it, the end. */
import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '@lyceum/deploy/embedded/free-port.ts'
import { project } from './project.ts'

interface Ready {
  readonly event: string
  readonly url: string
  readonly homeserver: string
  readonly server_name: string
  readonly console_url: string
  readonly invitations: Readonly<Record<string, string>>
}

const folder = mkdtempSync(join(tmpdir(), 'lyceum-up-'))
const data = join(folder, 'data')
const launcher = join(project.folder, 'provisioning-cli', 'bin', 'lyceum.js')
let ports: readonly string[]
let up: Started

interface Started {
  readonly child: ChildProcess
  readonly ready: Ready
  readonly seconds: number
}

beforeAll(async () => {
  ports = ['--port', String(await freePort()), '--homeserver-port', String(await freePort())]
  up = await startUp()
}, 420_000)

afterAll(async () => {
  await stop(up.child, 'SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

async function startUp(): Promise<Started> {
  const started = performance.now()
  const child = spawn(process.execPath, [launcher, 'up', '--data', data, '--json', ...ports], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: folder,
  })
  let told = ''
  child.stderr.on('data', (part: Buffer) => (told += part.toString()))
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    child.once('exit', (code) => reject(new Error(`up ended with ${code}: ${told}`)))
  })
  return { child, ready: JSON.parse(line), seconds: (performance.now() - started) / 1000 }
}

function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) resolve(child.exitCode)
    child.once('exit', resolve)
    child.kill(signal)
  })
}

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

function lyceum(...argv: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [launcher, ...argv, '--data', data], {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: folder,
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (part: Buffer) => (stdout += part.toString()))
    child.stderr.on('data', (part: Buffer) => (stderr += part.toString()))
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
}

async function answer(url: string): Promise<{ readonly status: number; readonly body: string }> {
  const response = await fetch(url)
  return { status: response.status, body: await response.text() }
}

function invitationOf(link: string): Promise<{ status: number; body: string }> {
  return answer(link.replace('/join/', '/api/v1/invitations/'))
}

test('the four links are open and belong together', async () => {
  const { ready } = up
  expect(ready).toMatchObject({ event: 'ready', server_name: 'localhost' })
  expect(ready.console_url).toBe(`${ready.url}/console`)
  const classes: unknown[] = []
  for (const role of ['administrator', 'teacher', 'pupil', 'parent']) {
    const { status, body } = await invitationOf(ready.invitations[role] ?? '')
    expect([role, status]).toEqual([role, 200])
    const told = JSON.parse(body)
    expect(told).toMatchObject({ role, status: 'open' })
    if (role === 'pupil' || role === 'parent') classes.push(told.class)
  }
  expect(classes[0]).toEqual(classes[1])
  expect((await answer(ready.invitations['pupil'] ?? '')).status).toBe(200)
  expect((await answer(`${ready.homeserver}/_matrix/client/versions`)).status).toBe(200)
})

test('the school stands: a second plan has nothing to do', async () => {
  const { code, stdout } = await lyceum('plan', project.sampleRoster, '--json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ format: 1, counts: {}, actions: [], problems: [] })
  const detailed = await lyceum('plan', '--detailed-exitcode')
  expect(detailed.code).toBe(0)
})

test('a second up on the same data folder is refused', async () => {
  const { code, stderr } = await lyceum('up')
  expect(code).toBe(1)
  expect(stderr).toContain(data)
})

test('a change of the roster is pending, asks before removing, and is applied with --yes', async () => {
  const roster = join(folder, 'changed')
  cpSync(project.sampleRoster, roster, { recursive: true })
  removeOnePupilPlace(roster)
  expect((await lyceum('plan', roster, '--detailed-exitcode')).code).toBe(2)
  const asked = await lyceum('apply', roster)
  expect(asked.code).toBe(1)
  expect(asked.stderr).toContain('--yes')
  const applied = await lyceum('apply', roster, '--yes', '--json')
  expect(applied.code).toBe(0)
  const lines = applied.stdout.trim().split('\n')
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ event: 'done', failed: 0 })
  expect((await lyceum('plan', roster, '--detailed-exitcode')).code).toBe(0)
})

/** One pupil is in no class any more. */
function removeOnePupilPlace(roster: string): void {
  const file = join(roster, 'enrollments.csv')
  const lines = readFileSync(file, 'utf8').split('\n')
  const pupil = lines.find((line) => line.includes(',student,'))?.match(/,(s-\d+-\d+),/)?.[1] ?? ''
  expect(pupil).not.toBe('')
  writeFileSync(file, lines.filter((line) => !line.includes(`${pupil},`)).join('\n'))
}

test('most of the people missing is refused with 5 and changes nothing', async () => {
  const roster = join(folder, 'cut')
  cpSync(project.sampleRoster, roster, { recursive: true })
  cutPeople(roster)
  const before = await lyceum('status', '--json')
  for (const command of [['plan'], ['apply', '--yes']]) {
    const { code, stderr } = await lyceum(...command, roster)
    expect([command, code]).toEqual([command, 5])
    expect(stderr).toContain('--allow-mass-removal')
  }
  expect(await lyceum('status', '--json')).toEqual(before)
})

/** The last 40 % of the people, with everything that names them. */
function cutPeople(roster: string): void {
  const read = (name: string) => readFileSync(join(roster, name), 'utf8').trimEnd().split('\n')
  const users = read('users.csv')
  const kept = users.slice(0, Math.floor(users.length * 0.6))
  const gone = new Set(users.slice(kept.length).map((line) => line.split(',')[0] ?? ''))
  writeFileSync(join(roster, 'users.csv'), `${kept.join('\n')}\n`)
  for (const name of ['roles.csv', 'enrollments.csv']) {
    const lines = read(name).filter((line) => !line.split(',').some((cell) => gone.has(cell)))
    writeFileSync(join(roster, name), `${lines.join('\n')}\n`)
  }
}

test('without a running up a command starts the homeserver for itself, and the next up is ready soon', async () => {
  expect(await stop(up.child, 'SIGINT')).toBe(130)
  const { code, stderr } = await lyceum('plan')
  expect([code, stderr]).toEqual([0, expect.stringContaining('for the duration')])
  up = await startUp()
  expect(up.ready.invitations).toHaveProperty('teacher')
  const { stdout } = await lyceum('doctor', '--json')
  expect(JSON.parse(stdout).ok).toBe(true)
})

test('a killed appservice is started again', async () => {
  const { url } = up.ready
  const supervisor = childrenOf(up.child.pid ?? 0)[0] ?? 0
  const pid = appservicePid(supervisor)
  process.kill(pid, 'SIGKILL')
  await expect
    .poll(() => appservicePid(supervisor), { timeout: 30_000 })
    .toSatisfy((now) => now !== 0 && now !== pid)
  await expect.poll(() => statusOf(url), { timeout: 30_000 }).toBe(200)
})

async function statusOf(url: string): Promise<number> {
  try {
    return (await answer(url)).status
  } catch {
    return 0
  }
}

/** 0 while there is none. */
function appservicePid(parent: number): number {
  const isAppservice = (pid: number) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('appservice/main.ts')
  return childrenOf(parent).find(isAppservice) ?? 0
}

function childrenOf(pid: number): readonly number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return text === '' ? [] : text.split(' ').map(Number)
}
