/** Who can and who cannot what in every kind of room, as ordinary clients do it, on a real homeserver. */
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import type { PersonClient } from '@lyceum/core/homeserver/testing.ts'
import type { Homeserver } from '@lyceum/core/homeserver/ports.ts'
import { openTalk } from '@lyceum/core/provision/talk.ts'
import type { PersonId, RoomId, UserId } from '@lyceum/core/school/ids.ts'
import { applyRoster, type TestEngine } from '@lyceum/core/testing/engine.ts'
import { enterAs, freshSchoolId, realEngine, roomFinder } from '@lyceum/core/testing/real-engine.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { factsOf } from '../testing/facts.ts'

/** `T` leads class 1, `t` teaches in it; in capitals beyond that are people of class 1, in small letters of class 2. */
const roles = {
  A: 'administrator',
  T: 'class teacher',
  t: 'teacher of the class',
  o: 'teacher of others',
  P: 'pupil',
  p: 'pupil of another class',
  G: 'parent',
  g: 'parent of another class',
  C: 'committee parent',
} as const
type RoleLetter = keyof typeof roles
const letters = Object.keys(roles) as RoleLetter[]

interface RoomRow {
  readonly kind: string
  /** The end of the room's key. */
  readonly key: string
  /** Who reads, reacts, votes and takes back the own. */
  readonly reads: string
  /** Who writes, opens polls, sends files, answers in threads. */
  readonly writes: string
  /** Who calls. */
  readonly calls: string
}

const rows: readonly RoomRow[] = [
  { kind: 'announcements', key: '/announcements', reads: 'ATtoPp', writes: 'A', calls: '' },
  { kind: 'general', key: '/general', reads: 'ATtoPp', writes: 'ATtoPp', calls: '' },
  { kind: 'staff', key: '/staff', reads: 'ATto', writes: 'ATto', calls: 'ATto' },
  { kind: 'administration', key: '/administration', reads: 'A', writes: 'A', calls: 'A' },
  { kind: 'library', key: '/library', reads: 'ATtoPp', writes: 'ATto', calls: '' },
  { kind: 'broadcasts', key: '/broadcasts', reads: 'ATtoPp', writes: 'A', calls: '' },
  {
    kind: "school's committee",
    key: 'ID/parent-committee',
    reads: 'AC',
    writes: 'AC',
    calls: 'AC',
  },
  { kind: 'class-chat', key: 'C1/class-chat', reads: 'TtP', writes: 'TtP', calls: '' },
  { kind: 'class-channel', key: 'C1/class-channel', reads: 'ATtPGC', writes: 'ATt', calls: '' },
  { kind: 'class-parents', key: 'C1/class-parents', reads: 'TGC', writes: 'TGC', calls: 'TGC' },
  { kind: 'class-teachers', key: 'C1/class-teachers', reads: 'Tt', writes: 'Tt', calls: 'Tt' },
  { kind: 'subject-chat', key: 'C1/subject-chat/алгебра', reads: 'TP', writes: 'TP', calls: '' },
  { kind: "class's committee", key: 'C1/parent-committee', reads: 'AC', writes: 'AC', calls: 'AC' },
]

let engine: TestEngine<Homeserver>
let find: (ending: string) => RoomId
const id = freshSchoolId()
const clients = new Map<RoleLetter, PersonClient>()

const persons: Readonly<Record<RoleLetter, PersonId>> = {
  A: `${id}-A1` as PersonId,
  T: teacherId(id, 1),
  t: teacherId(id, 3),
  o: teacherId(id, 2),
  P: pupilId(id, 1, 1),
  p: pupilId(id, 2, 1),
  G: parentId(id, 1, 1),
  g: parentId(id, 2, 1),
  C: parentId(id, 1, 2),
}

beforeAll(async () => {
  engine = await realEngine()
  const blueprint = { ...engine.blueprint, classTeachers: true, subjectChats: true }
  Object.assign(engine, { blueprint })
  const small = smallSchool({ id, classes: 3, pupilsPerClass: 2 })
  const first = small.classes[0]
  const school = {
    ...small,
    committee: [
      { person: persons.C },
      ...(first === undefined ? [] : [{ person: persons.C, class: first.id }]),
    ],
  }
  await applyRoster(engine, school)
  find = await roomFinder(engine, school.info.id)
  for (const letter of letters) {
    const client = await enterAs(engine, school.info.id, persons[letter])
    await liftLimits(client.userId)
    clients.set(letter, client)
  }
})

const text = { msgtype: 'm.text', body: 'Good morning' }

function pollStart(type: 'stable' | 'unstable'): object {
  const answers = ['Yes', 'No']
  if (type === 'stable') {
    return {
      'm.text': [{ body: 'Tomorrow?' }],
      'm.poll': {
        kind: 'm.disclosed',
        max_selections: 1,
        question: { 'm.text': [{ body: 'Tomorrow?' }] },
        answers: answers.map((body, n) => ({ 'm.id': `${n}`, 'm.text': [{ body }] })),
      },
    }
  }
  return {
    'org.matrix.msc1767.text': 'Tomorrow?',
    'org.matrix.msc3381.poll.start': {
      kind: 'org.matrix.msc3381.poll.disclosed',
      max_selections: 1,
      question: { 'org.matrix.msc1767.text': 'Tomorrow?' },
      answers: answers.map((body, n) => ({ id: `${n}`, 'org.matrix.msc1767.text': body })),
    },
  }
}

const polls = {
  stable: { start: 'm.poll.start', response: 'm.poll.response', end: 'm.poll.end' },
  unstable: {
    start: 'org.matrix.msc3381.poll.start',
    response: 'org.matrix.msc3381.poll.response',
    end: 'org.matrix.msc3381.poll.end',
  },
} as const

const reference = (event: string) => ({
  'm.relates_to': { rel_type: 'm.reference', event_id: event },
})

/** How fast somebody may write is no matter here. */
async function liftLimits(user: UserId): Promise<void> {
  const { url, asToken } = inject('homeserver')
  const path = `/_synapse/admin/v1/users/${encodeURIComponent(user)}/override_ratelimit`
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${asToken}` },
    body: JSON.stringify({ messages_per_second: 0, burst_count: 0 }),
  })
  expect(response.status).toBe(200)
}

/** Everything that the person tries in the room, and whether the homeserver let it happen. */
async function tryAll(
  client: PersonClient,
  room: RoomId,
  message: string,
  pollEvent: Readonly<Record<keyof typeof polls, string>>,
): Promise<Readonly<Record<string, boolean>>> {
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}`
  const send = async (type: string, content: object) => {
    const answer = await client.request('PUT', `${path}/send/${type}/${randomUUID()}`, content)
    const event = answer.body['event_id']
    return typeof event === 'string' ? event : undefined
  }
  const redact = async (event: string) =>
    (await client.request('PUT', `${path}/redact/${event}/${randomUUID()}`, {})).status === 200
  const read = await client.request('GET', `${path}/messages?dir=b&limit=100`)
  const reaction = await send('m.reaction', {
    'm.relates_to': { rel_type: 'm.annotation', event_id: message, key: '👍' },
  })
  const file = {
    msgtype: 'm.file',
    body: 'a.pdf',
    url: 'mxc://lyceum.test/AAAA',
    info: { size: 1 },
  }
  const thread = { 'm.relates_to': { rel_type: 'm.thread', event_id: message } }
  const outcomes: Record<string, boolean> = {
    read: read.status === 200 && JSON.stringify(read.body).includes(message),
    react: reaction !== undefined,
    'take back the own': reaction !== undefined && (await redact(reaction)),
    write: (await send('m.room.message', text)) !== undefined,
    'send a file': (await send('m.room.message', file)) !== undefined,
    'answer in a thread': (await send('m.room.message', { ...text, ...thread })) !== undefined,
    call: (await send('m.call.invite', { call_id: '1', version: '1' })) !== undefined,
    'write what others cannot read':
      (await send('m.room.encrypted', { algorithm: 'm.megolm.v1.aes-sha2' })) !== undefined,
  }
  for (const form of ['stable', 'unstable'] as const) {
    const { start, response, end } = polls[form]
    const vote = { 'm.selections': ['0'], 'org.matrix.msc3381.poll.response': { answers: ['0'] } }
    const opened = await send(start, pollStart(form))
    outcomes[`vote (${form})`] =
      (await send(response, { ...vote, ...reference(pollEvent[form]) })) !== undefined
    outcomes[`open a poll (${form})`] = opened !== undefined
    outcomes[`end the own poll (${form})`] =
      opened !== undefined &&
      (await send(end, { ...reference(opened), 'm.text': [] })) !== undefined
  }
  return outcomes
}

function wanted(row: Pick<RoomRow, 'reads' | 'writes' | 'calls'>, letter: string) {
  const [reads, writes] = [row.reads.includes(letter), row.writes.includes(letter)]
  return {
    read: reads,
    react: reads,
    'take back the own': reads,
    write: writes,
    'send a file': writes,
    'answer in a thread': writes,
    call: row.calls.includes(letter),
    'write what others cannot read': false,
    'vote (stable)': reads,
    'open a poll (stable)': writes,
    'end the own poll (stable)': writes,
    'vote (unstable)': reads,
    'open a poll (unstable)': writes,
    'end the own poll (unstable)': writes,
  }
}

function clientOf(letter: RoleLetter): PersonClient {
  return clients.get(letter) as PersonClient
}

describe.each(rows)('in the room $kind', (row) => {
  let room: RoomId
  let message: string
  let poll: { stable: string; unstable: string }

  beforeAll(async () => {
    room = find(row.key.replace('ID', id))
    const say = (type: string, content: object) =>
      engine.homeserver.sendEvent(room, type, randomUUID(), content)
    message = await say('m.room.message', text)
    poll = {
      stable: await say(polls.stable.start, pollStart('stable')),
      unstable: await say(polls.unstable.start, pollStart('unstable')),
    }
  })

  test.each(letters.map((letter) => [roles[letter], letter] as const))(
    'the %s can what is for them and nothing else',
    async (_, letter) => {
      const outcomes = await tryAll(clientOf(letter), room, message, poll)
      expect(outcomes).toEqual(wanted(row, letter))
    },
  )

  test('nobody takes back what others said but whoever watches over the room', async () => {
    const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/redact/${message}/`
    const mayModerate = row.key.startsWith('C1') ? 'ATt' : 'A'
    for (const letter of letters) {
      const { status } = await clientOf(letter).request('PUT', path + randomUUID(), {})
      const may = row.reads.includes(letter) && mayModerate.includes(letter)
      expect([roles[letter], status === 200]).toEqual([roles[letter], may])
    }
  })
})

describe.each([
  ['the school', 'ID/school', 'ATtoPp'],
  ['a class', 'C1/class', 'ATtPGC'],
])('in the space of %s', (_, key, members) => {
  test('nobody says, answers, votes or calls, whoever is in it', async () => {
    const room = find(key.replace('ID', id))
    for (const letter of letters) {
      const outcomes = await tryAll(clientOf(letter), room, '$none', {
        stable: '$none',
        unstable: '$none',
      })
      expect(Object.entries(outcomes).filter(([, done]) => done)).toEqual([])
      const rooms = await clientOf(letter).joinedRooms()
      expect(rooms.includes(room)).toBe(members.includes(letter))
    }
  })
})

describe.each([
  ['a parent and the class teacher', 'G', 'T'],
  ['a parent and the administration', 'G', 'A'],
  ['a pupil and a teacher', 'P', 'o'],
] as const)('in the direct talk of %s', (_, one, other) => {
  test('the two can everything, nobody else anything', async () => {
    const [from, to] = [clientOf(one), clientOf(other)]
    const { policy } = await factsOf(engine).fresh()
    const opened = await openTalk(engine, policy, from.userId, to.userId)
    if (opened.state !== 'opened') throw new Error(opened.state)
    expect(await openTalk(engine, policy, to.userId, from.userId)).toEqual({
      ...opened,
      isNew: false,
    })
    const { room } = opened
    const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/send`
    const said = await from.request('PUT', `${path}/m.room.message/1`, text)
    const poll = await to.request('PUT', `${path}/m.poll.start/1`, pollStart('stable'))
    const events = {
      stable: poll.body['event_id'] as string,
      unstable: poll.body['event_id'] as string,
    }
    const both = `${one}${other}`
    for (const letter of letters) {
      const outcomes = await tryAll(clientOf(letter), room, said.body['event_id'] as string, events)
      const all = wanted({ reads: both, writes: both, calls: both }, letter)
      const isIn = both.includes(letter)
      expect(outcomes).toEqual({ ...all, 'write what others cannot read': isIn })
    }
    for (const [person, partner] of [
      [from, to],
      [to, from],
    ] as const) {
      const account = `/_matrix/client/v3/user/${encodeURIComponent(person.userId)}/account_data/m.direct`
      const { body } = await person.request('GET', account)
      expect(body[partner.userId]).toEqual([room])
    }
    expect(await engine.homeserver.joinedRooms()).not.toContain(room)
  })
})

test('both pressing at once get one room', async () => {
  const [one, other] = [clientOf('p').userId, clientOf('o').userId]
  const { policy } = await factsOf(engine).fresh()
  const talks = await Promise.all([
    openTalk(engine, policy, one, other),
    openTalk(engine, policy, other, one),
  ])
  const rooms = new Set(talks.map((talk) => (talk.state === 'opened' ? talk.room : talk.state)))
  expect(rooms.size).toBe(1)
})
