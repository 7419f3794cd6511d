import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { personId, userId } from '@lyceum/core/school/ids.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { openReader, type SheetReader } from '../../sheets/testing/reader.ts'
import { createInstallation, type TestInstallation } from '../../testing/installation.ts'
import { json, run, type RunResult } from '../../testing/run.ts'

const now = Date.parse('2026-09-01T08:00:00Z')
const day = 86_400_000
const school = smallSchool()

let lyceum: TestInstallation
let reader: SheetReader
let folder: string

beforeAll(async () => {
  reader = await openReader()
})

afterAll(() => reader.close())

beforeEach(async () => {
  lyceum = await createInstallation(school)
  folder = join(lyceum.folder, 'slips')
})

afterEach(() => lyceum.remove())

function sheets(...argv: readonly string[]): Promise<RunResult> {
  return sheetsAt(now, ...argv)
}

function sheetsAt(time: number, ...argv: readonly string[]): Promise<RunResult> {
  const all = ['invites', 'sheets', '--out', folder, ...argv, ...lyceum.at]
  return run(all, { now: () => time })
}

function files(): readonly string[] {
  return readdirSync(folder).toSorted()
}

async function read(file: string) {
  return reader.read(readFileSync(join(folder, file)))
}

async function codesOf(file: string): Promise<readonly string[]> {
  return (await read(file)).flatMap((page) => page.codes)
}

function tokenOf(link: string): string {
  return link.split('/').at(-1) ?? ''
}

async function personOf(link: string, time = now) {
  const at = new Date(time).toISOString()
  const found = await lyceum.withStore((store) => store.invitations.find(tokenOf(link), at))
  return found?.status === 'open' ? found.person : found?.status
}

/** Enters by the link as the join page does. */
async function enter(link: string, login: string): Promise<void> {
  await lyceum.withStore(async ({ invitations }) => {
    const at = new Date(now).toISOString()
    const claim = await invitations.claim(tokenOf(link), login, at, 60)
    if (claim.state !== 'claimed') throw new Error(claim.state)
    await invitations.consume(claim.invitation.id, userId(`@${login}:localhost`), at)
  })
}

test('each class and the staff have a file, which only its owner can read, and nothing else is there', async () => {
  const result = await sheets()
  expect(result.code).toBe(0)
  expect(files()).toEqual(['class-1A.pdf', 'class-2A.pdf', 'staff.pdf'])
  for (const file of files()) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})

test('a class has its pupils and then their parents; the codes let in who is named', async () => {
  await sheets()
  const pages = await read('class-1A.pdf')
  expect(pages.map((page) => page.codes.length)).toEqual([2, 1, 1])
  const people = await Promise.all(
    pages.flatMap((page) => page.codes).map((link) => personOf(link)),
  )
  expect(new Set(people)).toEqual(
    new Set([pupilId('S1', 1, 1), pupilId('S1', 1, 2), parentId('S1', 1, 1), parentId('S1', 1, 2)]),
  )
  const [staff] = await read('staff.pdf')
  expect(staff?.codes).toHaveLength(3)
})

test('printing again prints nothing, says so class by class, and kills no paper', async () => {
  await sheets()
  const before = await codesOf('class-1A.pdf')
  const again = await sheets()
  expect(again.code).toBe(0)
  expect(again.stdout).toBe('')
  expect(again.stderr).toContain('1А: nothing to print (0 entered, 4 have a slip that works).')
  expect(again.stderr).toContain('11 slips or links given out before still work')
  expect(files()).toHaveLength(3)
  expect(await personOf(before[0] ?? '')).toBe(pupilId('S1', 1, 1))
})

test('--reissue makes the old papers worthless, says how many, and puts the new file in place of the old', async () => {
  await sheets()
  const [old = ''] = await codesOf('class-1A.pdf')
  const again = await sheets('--reissue')
  expect(again.stderr).toContain('11 slips or links given out before no longer work')
  expect(await personOf(old)).toBe('revoked')
  expect(files()).toHaveLength(3)
  const [fresh = ''] = await codesOf('class-1A.pdf')
  expect(await personOf(fresh)).toBe(pupilId('S1', 1, 1))
})

test('one person’s new paper stands beside the class’s, whose other papers still work', async () => {
  await sheets()
  const before = await codesOf('class-1A.pdf')
  const result = await sheets('--person', pupilId('S1', 1, 1), '--reissue')
  expect(result.stderr).toContain('1 slip or link given out before no longer works')
  expect(files()).toContain('class-1A-2.pdf')
  expect(await codesOf('class-1A.pdf')).toEqual(before)
  expect(await codesOf('class-1A-2.pdf')).toHaveLength(1)
})

test('who has entered needs no paper, also not a new one', async () => {
  await sheets('--class', 'S1-C1')
  const [first = ''] = await codesOf('class-1A.pdf')
  const entered = await personOf(first)
  await enter(first, 'anna')
  await sheets('--class', 'S1-C1', '--reissue')
  const left = await Promise.all((await codesOf('class-1A.pdf')).map((link) => personOf(link)))
  expect(left).toHaveLength(3)
  expect(left).not.toContain(entered)
})

test('a class in which everybody has entered makes no file', async () => {
  await sheets('--class', 'S1-C1')
  const codes = await codesOf('class-1A.pdf')
  for (const [index, code] of codes.entries()) await enter(code, `login-${index}`)
  folder = join(lyceum.folder, 'later')
  const result = await sheets('--reissue', '--json')
  expect(files()).toEqual(['class-2A.pdf', 'staff.pdf'])
  expect(json(result)).toMatchObject({
    format: 1,
    printed: 7,
    kept: 0,
    replaced: 0,
    nothing_to_print: [{ class: 'S1-C1', class_name: '1А', entered: 4, printed: 0 }],
  })
})

test('an expired paper is replaced without being asked', async () => {
  await sheets('--class', 'S1-C1', '--expires', '2d')
  const later = now + 3 * day
  const result = await sheetsAt(later, '--class', 'S1-C1')
  expect(result.code).toBe(0)
  expect(await codesOf('class-1A-2.pdf')).toHaveLength(4)
})

test('--class means its pupils and parents; its teachers are asked for by their role', async () => {
  await sheets('--class', 'S1-C1')
  expect(files()).toEqual(['class-1A.pdf'])
  await sheets('--class', 'S1-C1', '--role', 'teacher')
  expect(files()).toEqual(['class-1A.pdf', 'staff.pdf'])
  const people = await Promise.all((await codesOf('staff.pdf')).map((link) => personOf(link)))
  expect(people).toContain(teacherId('S1', 1))
  expect(people).not.toContain(personId('S1-A1'))
})

test('paper speaks the school’s language, or the one that is asked for', async () => {
  await sheets('--class', 'S1-C1')
  const [russian] = await read('class-1A.pdf')
  expect(russian?.text).toContain('Приглашение в школу')
  await sheets('--class', 'S1-C2', '--lang', 'en')
  const [english] = await read('class-2A.pdf')
  expect(english?.text).toContain('Invitation to school')
})

test('neither code nor name is on standard output or standard error', async () => {
  const result = await sheets()
  const said = result.stdout + result.stderr
  for (const link of await codesOf('class-1A.pdf')) expect(said).not.toContain(tokenOf(link))
  for (const { familyName } of school.people) expect(said).not.toContain(familyName)
})

test('a folder that cannot be is refused before anything is issued', async () => {
  writeFileSync(folder, '')
  const result = await sheets()
  expect(result.code).toBe(1)
  expect(result.stderr).toContain('--out')
  const at = new Date(now).toISOString()
  const issued = await lyceum.withStore((s) => s.invitations.ofSchool(school.info.id, at))
  expect(issued).toEqual([])
})

test('what could not be written down does not count as given out', async () => {
  // A folder in the place of the file: it cannot be replaced by one.
  mkdirSync(join(folder, 'class-1A.pdf', 'inside'), { recursive: true })
  const result = await sheets('--class', 'S1-C1', '--reissue')
  expect(result.code).toBe(1)
  expect(result.stderr).toContain('Cannot write class-1A.pdf')
  const at = new Date(now).toISOString()
  const issued = await lyceum.withStore((s) => s.invitations.ofSchool(school.info.id, at))
  expect(issued.filter((one) => one.status === 'open')).toEqual([])
  expect(files()).toEqual(['class-1A.pdf'])
})

test('an interrupted run ends between two files: whatever is issued is on paper', async () => {
  const argv = ['invites', 'sheets', '--out', folder, ...lyceum.at]
  const result = await run(argv, { now: () => now, interrupt: AbortSignal.abort('SIGINT') })
  expect(result.code).toBe(130)
  expect(files()).toEqual([])
  const at = new Date(now).toISOString()
  expect(await lyceum.withStore((s) => s.invitations.ofSchool(school.info.id, at))).toEqual([])
})

test('several schools have files of their own, named by the school', async () => {
  const other = await createInstallation(smallSchool({ id: 'S1' }), smallSchool({ id: 'S2' }))
  try {
    const argv = ['invites', 'sheets', '--out', folder, '--school', 'S2', ...other.at]
    await run(argv, { now: () => now })
    expect(files()).toEqual(['S2-class-1A.pdf', 'S2-class-2A.pdf', 'S2-staff.pdf'])
  } finally {
    other.remove()
  }
})
