/** Classes and people by hand, beside a school that runs: added, moved, a year up, closed. */
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
        { id: 'C2', label: '1B' },
        { id: 'C11', label: '11A' },
      ],
      people: [
        { id: 'p1', family_name: 'Petrova', given_name: 'Anna', administrator: true },
        { id: 'p2', family_name: 'Ivanov', given_name: 'Ivan', pupil_of: '1A' },
        { id: 'p3', family_name: 'Orlova', given_name: 'Vera', pupil_of: '11A' },
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

/** By the person's link, as the join page does. Gives the access token. */
async function enter(person: string): Promise<string> {
  const made = await lyceum('invites', 'create', '--person', person, '--json')
  const [row] = json(made)['invitations'] as unknown as readonly { url: string }[]
  const link = row?.url.replace('/join/', '/api/v1/invitations/') ?? ''
  const login = `user${person.replaceAll(/[^a-z0-9]/g, '').slice(-12)}`
  const response = await fetch(`${link}/redeem`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: 'tiger-window-lamp-4821' }),
  })
  if (response.status !== 201) throw new Error(await response.text())
  return ((await response.json()) as { access_token: string }).access_token
}

/** Of the rooms and spaces that the person is in, in order; undefined once the session is over. */
async function roomsOf(token: string): Promise<readonly string[] | undefined> {
  const ask = async (path: string) =>
    fetch(`${homeserver}/_matrix/client/v3/${path}`, {
      headers: { authorization: `Bearer ${token}` },
    })
  const joined = await ask('joined_rooms')
  if (joined.status !== 200) return undefined
  const { joined_rooms: rooms } = (await joined.json()) as { joined_rooms: readonly string[] }
  const names = rooms.map(async (room) => {
    const state = await ask(`rooms/${encodeURIComponent(room)}/state/m.room.name`)
    return ((await state.json()) as { name?: string }).name ?? ''
  })
  return (await Promise.all(names)).toSorted()
}

const ofClass = (rooms: readonly string[] | undefined) =>
  new Set(rooms?.flatMap((name) => /\b\d+[AB]\b/.exec(name) ?? []))

test('A pupil is moved and is in the rooms of the other class; a parent added by hand goes along.', async () => {
  const added = ['person', 'add', '--role', 'parent', '--child', 'p2', '--name', 'Olga Ivanova']
  const { person } = json(await lyceum(...added, '--json')) as unknown as {
    person: { id: string; state: string; roles: object[] }
  }
  expect(person).toMatchObject({ state: 'invited', roles: [{ role: 'parent', class: 'C1' }] })
  const pupil = await enter('p2')
  const parent = await enter(person.id)
  expect(ofClass(await roomsOf(pupil))).toEqual(new Set(['1A']))
  expect(ofClass(await roomsOf(parent))).toEqual(new Set(['1A']))
  const moved = await lyceum('person', 'move', 'p2', '--to', 'C2', '--yes', '--json')
  expect([moved.code, json(moved)]).toEqual([
    0,
    { moved: { person: 'p2', school: 'S1', from: 'C1', to: 'C2' }, pending: 0 },
  ])
  expect(ofClass(await roomsOf(pupil))).toEqual(new Set(['1B']))
  expect(ofClass(await roomsOf(parent))).toEqual(new Set(['1B']))
  const again = await lyceum('plan', site.rosterFile, '--json')
  expect(json(again)).toMatchObject({ actions: [], left_alone: { 'ended-by-hand': 1 } })
}, 120_000)

test('A class is added and renamed beside the school that runs, with a new teacher and one who is in its rooms at once.', async () => {
  const made = await lyceum('class', 'add', '--name', '1C', '--id', 'C3', '--json')
  expect([made.code, json(made)['class']]).toMatchObject([0, { id: 'C3', name: '1C', pupils: 0 }])
  const teacher = ['--role', 'teacher', '--class', 'C3', '--subject', 'Art', '--name', 'Ada Byron']
  expect((await lyceum('person', 'add', ...teacher)).code).toBe(0)
  expect((await lyceum('class', 'edit', 'C3', '--name', '1D')).code).toBe(0)
  expect(json(await lyceum('class', 'show', 'C3', '--json'))['class']).toMatchObject({
    name: '1D',
    teachers: 1,
    people: [{ name: 'Ada Byron', roles: [{ role: 'teacher', subjects: ['Art'] }] }],
  })
  const second = ['--person', 'p1', '--role', 'teacher', '--class', 'C3', '--json']
  const head = await enter('p1')
  expect(await roomsOf(head)).not.toContain('General - 1D')
  const both = json(await lyceum('person', 'add', ...second))['person']
  expect(both).toMatchObject({
    id: 'p1',
    state: 'active',
    roles: [{ role: 'administrator' }, { role: 'teacher', class: 'C3' }],
  })
  expect(await roomsOf(head)).toContain('General - 1D')
  const chats = json(await lyceum('chat', 'list', '--class', 'C3', '--json'))['chats']
  expect(chats).toContainEqual(
    expect.objectContaining({ name: 'General - 1D', room_id: expect.stringMatching(/^!/) }),
  )
}, 120_000)

test('The school goes a year up in the same rooms, the last year leaves, and not twice.', async () => {
  const leaver = await enter('p3')
  const rooms = async () => {
    const { chats } = json(await lyceum('chat', 'list', '--class', 'C2', '--json')) as unknown as {
      chats: { room_id: string; name: string }[]
    }
    return new Map(chats.map((one) => [one.room_id, one.name]))
  }
  const before = await rooms()
  expect([...before.values()]).toContain('General - 1B')
  const moved = await lyceum('class', 'move', '--all', '--yes', '--json')
  expect(moved.code).toBe(0)
  expect(json(moved)).toMatchObject({
    moved: [
      { id: 'C1', before: '1A', name: '2A' },
      { id: 'C2', before: '1B', name: '2B' },
      { id: 'C3', before: '1D', name: '2D' },
    ],
    archived: [{ id: 'C11', name: '11A' }],
    left: ['p3'],
    pending: 0,
  })
  const after = await rooms()
  expect(new Set(after.keys())).toEqual(new Set(before.keys()))
  expect([...after.values()]).toContain('General - 2B')
  expect(await roomsOf(leaver)).toBeUndefined()
  const { people } = json(await lyceum('person', 'list', '--json')) as unknown as {
    people: { id: string; state: string }[]
  }
  expect(people).toContainEqual(expect.objectContaining({ id: 'p3', state: 'ended' }))
  const twice = await lyceum('class', 'move', '--all', '--yes')
  expect([twice.code, twice.stderr]).toEqual([1, expect.stringContaining('--again')])
  expect(json(await lyceum('plan', '--json'))).toMatchObject({ actions: [] })
}, 120_000)
