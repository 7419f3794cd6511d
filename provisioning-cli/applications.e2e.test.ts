/** Applications from the command line, beside a school that runs: by one link, accepted, declined, again, and confirmed. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { json, type RunResult } from './testing/run.ts'
import { startRunningSchool, type RunningSchool } from './testing/running-school.ts'

let site: RunningSchool
let homeserver: string

const roster = {
  format: 1,
  schools: [
    {
      id: 'S1',
      name: 'School',
      language: 'en',
      classes: [
        { id: 'C1', label: '1A' },
        { id: 'C2', label: '2A' },
      ],
      people: [
        { id: 'p1', family_name: 'Petrova', given_name: 'Anna', administrator: true },
        { id: 'p2', family_name: 'Ivanov', given_name: 'Ivan', pupil_of: '1A' },
      ],
    },
  ],
}

beforeAll(async () => {
  site = await startRunningSchool(roster)
  homeserver = site.homeserver
}, 300_000)

afterAll(() => site.stop())

const lyceum = (...argv: readonly string[]): Promise<RunResult> => site.lyceum(...argv)

interface Waiting {
  readonly access_token: string
  readonly user_id: string
  readonly waiting: string
  readonly state: string
}

/** The API beside a link. */
async function linkOf(...options: readonly string[]): Promise<string> {
  const made = await lyceum('invites', 'create', '--shared', ...options, '--json')
  const [row] = (json(made)['invitations'] ?? []) as readonly { url: string }[]
  return row?.url.replace('/join/', '/api/v1/invitations/') ?? ''
}

async function applyBy(link: string, login: string, more: object = {}): Promise<Waiting> {
  const response = await fetch(`${link}/redeem`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      login,
      password: 'tiger-window-lamp-4821',
      full_name: `Anna ${login.toUpperCase()}`,
      ...more,
    }),
  })
  const body = (await response.json()) as Waiting
  if (response.status !== 201) throw new Error(JSON.stringify(body))
  return body
}

/** By the account. */
async function applicationOf({ user_id }: Waiting): Promise<Record<string, unknown>> {
  const { applications: rows } = json(await lyceum('applications', 'list', '--json'))
  const found = (rows as unknown as Record<string, unknown>[]).find(
    (row) => row['user_id'] === user_id,
  )
  if (found === undefined) throw new Error('there is no such application')
  return found
}

async function idOf(waiting: Waiting): Promise<string> {
  return String((await applicationOf(waiting))['id'])
}

async function roomsOf({ access_token: token }: Waiting): Promise<number> {
  const response = await fetch(`${homeserver}/_matrix/client/v3/joined_rooms`, {
    headers: { authorization: `Bearer ${token}` },
  })
  if (response.status !== 200) return -1
  return ((await response.json()) as { joined_rooms: readonly string[] }).joined_rooms.length
}

test('Who applied by one link is listed, and accepted several at once, with the session of the waiting page.', async () => {
  const link = await linkOf('--role', 'teacher', '--uses', '3')
  const more = { subjects: ['Art', 'Music'], classes: ['C1', 'C2'] }
  const both = [await applyBy(link, 'one', more), await applyBy(link, 'two', more)]
  expect(both.map(({ state }) => state)).toEqual(['waiting', 'waiting'])
  const ids = await Promise.all(both.map(idOf))
  expect(await applicationOf(both[0] as Waiting)).toMatchObject({
    state: 'waiting',
    role: 'teacher',
    subjects: ['Art', 'Music'],
  })
  expect(await Promise.all(both.map(roomsOf))).toEqual([0, 0])
  const edit = ['edit', ids[0] ?? '', '--name', 'Anna Petrova', '--class', 'C2,C1']
  expect((await lyceum('applications', ...edit)).code).toBe(0)
  expect(await applicationOf(both[0] as Waiting)).toMatchObject({
    full_name: 'Anna Petrova',
    class: 'C2',
    classes: [{ id: 'C1' }],
  })
  const accepted = await lyceum('applications', 'accept', ...ids, '--json')
  expect([accepted.code, accepted.stderr]).toEqual([0, ''])
  expect(json(accepted)).toMatchObject({ refused: [], pending: 0 })
  for (const one of both) expect(await roomsOf(one)).toBeGreaterThan(6)
  const again = await lyceum('applications', 'accept', ids[0] ?? '')
  expect([again.code, again.stderr]).toEqual([
    1,
    expect.stringContaining('decided before: accepted'),
  ])
})

test('Who is declined reads the reason, and has no account any more.', async () => {
  const link = await linkOf('--role', 'pupil', '--class', 'C1')
  const waiting = await applyBy(link, 'three')
  const id = await idOf(waiting)
  const reason = 'Ask for the link of class 2A'
  const declined = await lyceum('applications', 'decline', id, '--reason', reason, '--yes')
  expect([declined.code, declined.stdout]).toEqual([0, expect.stringContaining('is declined')])
  expect(await roomsOf(waiting)).toBe(-1)
  const page = await fetch(link.replace(/\/invitations\/.*$/, '/waiting'), {
    headers: { authorization: `Bearer ${waiting.waiting}` },
  })
  expect([page.status, await page.json()]).toMatchObject([200, { state: 'declined', reason }])
})

test('Of several of whom one cannot be accepted the others are, and the command says which and why.', async () => {
  const parent = await applyBy(await linkOf('--role', 'parent', '--class', 'C1'), 'four')
  const pupil = await applyBy(await linkOf('--role', 'pupil', '--class', 'C1'), 'five')
  const ids = [await idOf(parent), await idOf(pupil)]
  const partly = await lyceum('applications', 'accept', ...ids)
  expect([partly.code, partly.stderr]).toEqual([3, expect.stringContaining('--child PERSON')])
  expect(await roomsOf(pupil)).toBeGreaterThan(4)
  const accepted = await lyceum('applications', 'accept', ids[0] ?? '', '--child', 'p2')
  expect(accepted.code).toBe(0)
  expect(await roomsOf(parent)).toBeGreaterThan(1)
})

test('A name is corrected, in the list and in the rooms.', async () => {
  expect((await lyceum('person', 'edit', 'p1', '--name', 'Анна')).code).toBe(64)
  expect((await lyceum('person', 'edit', 'p1')).code).toBe(64)
  const wrong = await lyceum('person', 'edit', 'p2', '--class', 'C1', '--subject', 'Art')
  expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringContaining('teaches nothing')])
  const edited = await lyceum('person', 'edit', 'p2', '--name', 'Ivan Sidorov', '--json')
  expect([edited.code, json(edited)]).toEqual([0, { edited: { person: 'p2', school: 'S1' } }])
  const { people } = json(await lyceum('person', 'list', '--person', 'p2', '--json'))
  expect(people).toMatchObject([{ name: 'Ivan Sidorov' }])
})
