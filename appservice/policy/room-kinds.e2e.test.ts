/**
 * What makes a room what it is, tried in a room of every kind by the clients of those who have most rights in it: only topic and
 * pins are theirs. The policy module is on, so also what levels alone would not stop.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PersonClient } from '@lyceum/core/homeserver/testing.ts'
import { personId, schoolId, type RoomId } from '@lyceum/core/school/ids.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { startClosedSite, type ClosedSite } from '../testing/closed-site.ts'

const small = smallSchool({ id: 'S1' })
const school = {
  ...small,
  committee: [
    { person: parentId('S1', 1, 1) },
    { person: parentId('S1', 1, 1), class: small.places[0]!.class },
  ],
}

/** The end of each room's key. */
const kinds = {
  school: 'S1/school',
  announcements: '/announcements',
  general: '/general',
  staff: '/staff',
  administration: '/administration',
  library: '/library',
  broadcasts: '/broadcasts',
  'committee of the school': 'school/S1/parent-committee',
  class: 'S1-C1/class',
  'class-chat': 'S1-C1/class-chat',
  'class-channel': 'S1-C1/class-channel',
  'class-parents': 'S1-C1/class-parents',
  'class-teachers': 'S1-C1/class-teachers',
  'subject-chat': 'S1-C1/subject-chat/алгебра',
  'committee of the class': 'S1-C1/parent-committee',
} as const

/** Level 50 and more: who teaches in a class's room, who administers in a school's. */
const topics: Readonly<Record<string, readonly (keyof typeof kinds)[]>> = {
  administrator: [
    'school',
    'announcements',
    'general',
    'staff',
    'administration',
    'library',
    'broadcasts',
    'committee of the school',
    'class',
    'class-channel',
    'committee of the class',
  ],
  'class teacher': [
    'library',
    'class',
    'class-chat',
    'class-channel',
    'class-parents',
    'class-teachers',
    'subject-chat',
  ],
  pupil: [],
  parent: [],
}

let site: ClosedSite
const clients = new Map<string, PersonClient>()

beforeAll(async () => {
  site = await startClosedSite({
    schools: [school],
    lines: ['rooms: { class_teachers: true, subject_chats: true }'],
  })
  clients.set('administrator', await site.enter(personId('S1-A1')))
  clients.set('class teacher', await site.enter(teacherId('S1', 1)))
  clients.set('pupil', await site.enter(pupilId('S1', 1, 1)))
  clients.set('parent', await site.enter(parentId('S1', 1, 1)))
})

afterAll(async () => {
  await site.stop()
})

const encoded = encodeURIComponent

const states: readonly (readonly [string, string, object])[] = [
  ['m.room.name', '', { name: 'Ours' }],
  ['m.room.join_rules', '', { join_rule: 'public' }],
  ['m.room.join_rules', '', { join_rule: 'invite' }],
  ['m.room.history_visibility', '', { history_visibility: 'world_readable' }],
  ['m.room.guest_access', '', { guest_access: 'can_join' }],
  ['m.room.encryption', '', { algorithm: 'm.megolm.v1.aes-sha2' }],
  ['m.room.tombstone', '', { body: '', replacement_room: '!x' }],
  ['m.room.canonical_alias', '', { alias: '#ours:closed.test' }],
  ['m.room.server_acl', '', { allow: ['*'] }],
  ['m.room.avatar', '', { url: 'mxc://closed.test/a' }],
  ['m.space.child', '!x', { via: ['closed.test'] }],
  ['m.space.parent', '!x', { via: ['closed.test'] }],
  ['im.vector.modular.widgets', 'w', { type: 'm.custom', url: 'https://example.org' }],
  ['org.lyceum.room', '', { school: 'S1', kind: 'staff' }],
]

/** What worked, by name. */
async function tryAll(client: PersonClient, room: RoomId): Promise<readonly string[]> {
  const rooms = `/_matrix/client/v3/rooms/${encoded(room)}`
  const done: string[] = []
  const note = (name: string, { status }: { readonly status: number }) => {
    if (status === 200) done.push(name)
  }
  for (const [type, key, content] of states) {
    note(type, await client.setState(room, type, key, content))
  }
  const { body: levels } = await client.request('GET', `${rooms}/state/m.room.power_levels/`)
  const users = { ...(levels['users'] as object), [client.userId]: 100 }
  note('more power', await client.setState(room, 'm.room.power_levels', '', { ...levels, users }))
  note('upgrade', await client.request('POST', `${rooms}/upgrade`, { new_version: '11' }))
  for (const [what, user] of [
    ['invite', site.bot],
    ['kick', site.bot],
    ['ban', clients.get('parent')?.userId],
  ] as const) {
    note(what, await client.request('POST', `${rooms}/${what}`, { user_id: user }))
  }
  const listed = `/_matrix/client/v3/directory/list/room/${encoded(room)}`
  note('publish', await client.request('PUT', listed, { visibility: 'public' }))
  const alias = `/_matrix/client/v3/directory/room/${encoded(`#ours-${done.length}:closed.test`)}`
  note('address', await client.request('PUT', alias, { room_id: room }))
  note('topic', await client.setState(room, 'm.room.topic', '', { topic: 'Important' }))
  note('pins', await client.setState(room, 'm.room.pinned_events', '', { pinned: [] }))
  return done
}

describe.each(Object.keys(topics))('the client of the %s', (role) => {
  test.each(Object.entries(kinds))(
    'in a room of kind %s changes nothing but topic and pins, where these are theirs',
    async (kind, ending) => {
      const room = await site.roomOf(schoolId('S1'), ending)
      const may = topics[role]?.some((one) => one === kind) === true
      expect(await tryAll(clients.get(role)!, room)).toEqual(may ? ['topic', 'pins'] : [])
    },
  )

  test("marks no own room as the school's, and opens none", async () => {
    const client = clients.get(role)!
    const made = await client.request('POST', '/_matrix/client/v3/createRoom', {})
    const room = made.body['room_id'] as RoomId
    const mark = { school: 'S1', kind: 'general' }
    const answers = [
      await client.setState(room, 'org.lyceum.room', '', mark),
      await client.setState(room, 'org.lyceum.school', '', mark),
      await client.setState(room, 'm.room.join_rules', '', { join_rule: 'public' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403])
  })
})
