import { afterEach, beforeEach, expect, test } from 'vitest'
import { userId } from '@lyceum/core/school/ids.ts'
import { pupilId, smallSchool } from '@lyceum/core/testing/small-school.ts'
import type { InvitationRow } from '../../invitations.ts'
import { createInstallation, type TestInstallation } from '../../testing/installation.ts'
import { json, run, type RunResult } from '../../testing/run.ts'

const now = Date.parse('2026-09-01T08:00:00Z')
const school = smallSchool()
const pupil = pupilId('S1', 1, 1)

let lyceum: TestInstallation

beforeEach(async () => {
  lyceum = await createInstallation(school)
})

afterEach(() => lyceum.remove())

function invites(...argv: readonly string[]): Promise<RunResult> {
  return run(['invites', ...argv, ...lyceum.at], { now: () => now })
}

function rows(result: RunResult): readonly InvitationRow[] {
  return json(result)['invitations'] ?? []
}

/** Redeems the link as the join page does. */
async function enter(row: InvitationRow | undefined): Promise<void> {
  const token = row?.url?.split('/').at(-1) ?? ''
  await lyceum.withStore(async ({ invitations }) => {
    const at = new Date(now).toISOString()
    const claim = await invitations.claim(token, 'anna', at, 60)
    if (claim.state !== 'claimed') throw new Error(claim.state)
    await invitations.consume(claim.invitation.id, userId('@anna:localhost'), at)
  })
}

test('everybody who has not entered is listed, open before any link was issued', async () => {
  const result = await invites('list', '--json')
  expect(result.code).toBe(0)
  expect(rows(result)).toHaveLength(school.people.length)
  const [row] = rows(await invites('list', '--json', '--role', 'pupil', '--class', 'S1-C1'))
  expect(row).toMatchObject({
    id: null,
    url: null,
    code: null,
    school: 'S1',
    school_name: 'Школа S1',
    class: 'S1-C1',
    class_name: '1А',
    role: 'pupil',
    status: 'open',
    expires_at: null,
  })
})

test('a created link is shown once, and a new one makes it worthless', async () => {
  const [first] = rows(await invites('create', '--person', pupil, '--json'))
  expect(first?.url).toMatch(/^http:\/\/localhost:8080\/join\/[0-9A-Z]{26}$/)
  expect(first?.code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  expect(first?.expires_at).toBe('2026-09-15T08:00:00.000Z')
  const [listed] = rows(await invites('list', '--person', pupil, '--json'))
  expect(listed).toMatchObject({ id: first?.id, url: null, code: null, status: 'open' })
  const again = await invites('create', '--person', pupil, '--expires', '3d')
  expect(again.stderr).toContain('1 earlier link no longer works')
  await expect(enter(first)).rejects.toThrow('revoked')
})

test('who has entered is left out, and shown with --all', async () => {
  const [row] = rows(await invites('create', '--person', pupil, '--json'))
  await enter(row)
  expect(rows(await invites('list', '--json'))).toHaveLength(school.people.length - 1)
  expect(rows(await invites('list', '--all', '--person', pupil, '--json'))).toMatchObject([
    { status: 'used' },
  ])
  const again = await invites('create', '--person', pupil)
  expect(again.code).toBe(1)
  expect(again.stderr).toContain(`lyceum person reset-password ${pupil}`)
})

test('a revoked link is worthless, and revoking it twice is a failure', async () => {
  const [row] = rows(await invites('create', '--person', pupil, '--json'))
  expect(json(await invites('revoke', row?.id ?? '', '--json'))).toEqual({
    revoked: [row?.id],
    not_open: [],
  })
  await expect(enter(row)).rejects.toThrow('revoked')
  expect((await invites('revoke', row?.id ?? '')).code).toBe(1)
})

test('an administrator who is in no roster is added with the link', async () => {
  const result = await invites(
    'create',
    '--role',
    'administrator',
    '--name',
    'Петрова Анна Ильинична',
    '--json',
  )
  expect(rows(result)).toMatchObject([
    { role: 'administrator', person: { name: 'Петрова Анна Ильинична' }, status: 'open' },
  ])
  const stored = await lyceum.withStore(({ schools }) => schools.load(school.info.id, 'console'))
  expect(stored?.people).toMatchObject([{ givenName: 'Анна', familyName: 'Петрова' }])
})

test('an administrator of a class is wrong usage, and nobody is added', async () => {
  const asked = ['create', '--role', 'administrator', '--class', 'S1-C1', '--name', 'А Б']
  const { code, stderr } = await invites(...asked)
  expect([code, stderr]).toEqual([64, expect.stringContaining('Leave --class out')])
  const stored = await lyceum.withStore(({ schools }) => schools.load(school.info.id, 'console'))
  expect(stored?.people).toEqual([])
})

test('a new pupil needs a class, a new parent a child', async () => {
  expect((await invites('create', '--name', 'А Б')).code).toBe(64)
  expect((await invites('create', '--role', 'pupil', '--name', 'А Б')).stderr).toContain('--class')
  expect((await invites('create', '--role', 'parent', '--name', 'А Б')).code).toBe(64)
})

test('an id that nothing has is named with where to find the right one', async () => {
  const { code, stderr } = await invites('list', '--class', '1А')
  expect(code).toBe(1)
  expect(stderr).toContain('no class with the id 1А')
  expect(stderr).toContain('lyceum class list')
  const russian = await invites('list', '--class', '1А', '--lang', 'ru')
  expect(russian.stderr).toContain('Класса с id 1А нет.\nИмелось в виду S1-C1?')
})

test('the role stands in the table in the language of the run', async () => {
  const { stdout } = await invites('list', '--role', 'parent', '--lang', 'ru')
  expect(stdout).toContain('родитель')
  expect(stdout).not.toContain('parent')
})

test('a link that many use is shown once, listed with its uses, and revoked like any other', async () => {
  const asked = ['create', '--shared', '--role', 'pupil', '--class', 'S1-C1', '--uses', '30']
  const [row] = rows(await invites(...asked, '--expires', '7d', '--json'))
  expect(row).toMatchObject({
    school: 'S1',
    class: 'S1-C1',
    class_name: '1А',
    role: 'pupil',
    person: null,
    shared: true,
    uses: 30,
    used: 0,
    status: 'open',
    expires_at: '2026-09-08T08:00:00.000Z',
  })
  expect(row?.url).toMatch(/\/join\/[0-9A-Z]{26}$/)
  const shared = async (...args: string[]) => {
    const all = rows(await invites('list', '--json', ...args)) as readonly { shared: boolean }[]
    return all.filter((one) => one.shared)
  }
  expect(await shared('--role', 'pupil')).toMatchObject([{ id: row?.id, url: null, code: null }])
  expect(await shared('--role', 'teacher')).toEqual([])
  expect((await invites('list', '--role', 'pupil')).stdout).toContain('up to 30: 0 applied')
  expect((await invites('revoke', row?.id ?? '')).code).toBe(0)
  expect((await invites('revoke', row?.id ?? '')).code).toBe(1)
  expect(await shared()).toEqual([])
  expect(await shared('--all')).toMatchObject([{ status: 'revoked' }])
})

test('a link that many use needs a role and is nobody’s in person', async () => {
  const wrong = [
    ['create', '--shared'],
    ['create', '--shared', '--role', 'administrator', '--class', 'S1-C1'],
    ['create', '--shared', '--role', 'pupil', '--person', pupil],
    ['create', '--role', 'pupil', '--uses', '3'],
    ['create', '--shared', '--role', 'pupil', '--uses', '0'],
  ]
  for (const asked of wrong) expect((await invites(...asked)).code).toBe(64)
  const unknown = await invites('create', '--shared', '--role', 'pupil', '--class', '1А')
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('S1-C1')])
  const all = await invites('list', '--all', '--json')
  expect(rows(all).every((one) => !one.shared)).toBe(true)
})
