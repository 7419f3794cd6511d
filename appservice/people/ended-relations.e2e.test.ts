/**
 * Kinds of ended relation, each as it ends in a school: by a route, by a roster, by the configuration. Afterwards no message and no
 * page gets through, in the school's rooms, in a direct room that the person made and in a group that others made; what does not rest on the
 * relation goes on.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PersonClient } from '@lyceum/core/homeserver/testing.ts'
import type { RoomId } from '@lyceum/core/school/ids.ts'
import { kinds, type Kind } from './ended/kinds.ts'
import { startScene, type Scene } from './ended/scene.ts'

const before = 'said before the end'
const after = 'said after the end'
let scene: Scene

const encoded = encodeURIComponent

/** Direct by the person, who made it and so is its creator; a group by the first of the others. */
async function talk(by: PersonClient, others: readonly PersonClient[]): Promise<RoomId> {
  const { status, body } = await by.request('POST', '/_matrix/client/v3/createRoom', {
    preset: 'trusted_private_chat',
    is_direct: others.length === 1,
    invite: others.map(({ userId }) => userId),
  })
  expect([by.userId, status, body['error']]).toEqual([by.userId, 200, undefined])
  const room = body['room_id'] as RoomId
  for (const other of others) {
    const joined = await other.request('POST', `/_matrix/client/v3/rooms/${encoded(room)}/join`, {})
    expect(joined.status).toBe(200)
  }
  return room
}

interface Held {
  readonly managed: readonly RoomId[]
  readonly talks: readonly { readonly room: RoomId; readonly other: PersonClient }[]
  readonly talksOn: RoomId | undefined
  /** Of a page of the first room, and of one that stands alone. */
  readonly inRoom: string | undefined
  readonly alone: string | undefined
}

const held = new Map<Kind, Held>()

async function prepare(kind: Kind): Promise<Held> {
  const client = scene.clientOf(kind.person)
  const managed = await Promise.all(kind.managed.map(scene.roomAt))
  const talks: { room: RoomId; other: PersonClient }[] = []
  if (kind.direct !== undefined) {
    const other = scene.clientOf(kind.direct)
    talks.push({ room: await talk(client, [other]), other })
  }
  if (kind.group !== undefined) {
    const [other, ...more] = kind.group.map(scene.clientOf)
    if (other === undefined) throw new Error('a group of nobody')
    talks.push({ room: await talk(other, [...more, client]), other })
  }
  for (const room of managed) await scene.site.admin.sendMessage(room, before)
  for (const { room, other } of talks) {
    expect((await other.sendMessage(room, before)).status).toBe(200)
    expect((await client.sendMessage(room, before)).status).toBe(200)
  }
  const isOfASchool = kind.person !== 'helpdesk'
  return {
    managed,
    talks,
    talksOn:
      kind.talksOn === undefined ? undefined : await talk(client, [scene.clientOf(kind.talksOn)]),
    inRoom: managed[0] === undefined ? undefined : await scene.signIn(client, managed[0]),
    alone: isOfASchool ? await scene.signIn(client) : undefined,
  }
}

beforeAll(async () => {
  scene = await startScene()
  for (const kind of kinds) held.set(kind, await prepare(kind))
  for (const kind of kinds) await kind.ends(scene)
}, 300_000)

afterAll(async () => {
  await scene.site.stop()
})

async function isIn(client: PersonClient, room: RoomId): Promise<boolean> {
  const path = `/_matrix/client/v3/rooms/${encoded(room)}/state/m.room.member/${encoded(client.userId)}`
  const { status, body } = await scene.site.admin.request('GET', path)
  const members = `/_synapse/admin/v1/rooms/${encoded(room)}/members`
  if (status === 200) return body['membership'] === 'join'
  const listed = await scene.site.admin.request('GET', members)
  return (listed.body['members'] as readonly string[]).includes(client.userId)
}

/** Nothing comes, nothing goes, and nobody comes back by oneself. */
async function expectClosed(client: PersonClient, room: RoomId, said: Promise<{ status: number }>) {
  expect((await said).status).toBe(200)
  expect((await client.sendMessage(room, 'Hello')).status).not.toBe(200)
  const rooms = `/_matrix/client/v3/rooms/${encoded(room)}`
  expect((await client.request('POST', `${rooms}/join`, {})).status).not.toBe(200)
  const read = await client.request('GET', `${rooms}/messages?dir=b&limit=100`)
  const synced = [...(await client.sync()).joined.keys()]
  expect(JSON.stringify(read.body)).not.toContain(after)
  expect(synced).not.toContain(room)
  expect(await isIn(client, room)).toBe(false)
}

const of = (kind: Kind) => held.get(kind) as Held
const those = (fits: (kind: Kind) => boolean) =>
  kinds.filter(fits).map((kind) => [kind.name, kind] as const)

describe("in the school's rooms no message gets through", () => {
  test.each(those(({ managed }) => managed.length > 0))('when %s', async (_, kind) => {
    const client = scene.clientOf(kind.person)
    for (const room of of(kind).managed) {
      await expectClosed(client, room, scene.site.admin.sendMessage(room, after))
    }
  })
})

describe('in the direct room and in the group no message gets through', () => {
  test.each(those(({ direct }) => direct !== undefined))('when %s', async (_, kind) => {
    const client = scene.clientOf(kind.person)
    // After a start the rooms are looked at by and by; all others were left before the change was answered.
    if (kind.person === 'helpdesk') {
      const open = async () => Promise.all(of(kind).talks.map(({ room }) => isIn(client, room)))
      await expect.poll(open, { timeout: 60_000 }).toEqual([false, false])
    }
    for (const { room, other } of of(kind).talks) {
      await expectClosed(client, room, other.sendMessage(room, after))
      const invited = { user_id: client.userId }
      const path = `/_matrix/client/v3/rooms/${encoded(room)}/invite`
      expect((await other.request('POST', path, invited)).status).toBe(403)
    }
  })
})

describe('no page of the room gets through', () => {
  test.each(those(({ managed }) => managed.length > 0))('when %s', async (_, kind) => {
    expect((await scene.ask('GET', 'me', of(kind).inRoom)).status).toBe(401)
  })
})

describe('no page at all gets through', () => {
  test.each(those(({ isGone }) => isGone === true))('when %s', async (_, kind) => {
    for (const path of ['me', 'me/contacts', 'me/classes', 'people?school=S1', 'journal']) {
      expect((await scene.ask('GET', path, of(kind).alone)).status).toBe(401)
    }
  })
})

describe('what does not rest on it goes on', () => {
  test.each(those(({ stays }) => stays !== undefined))('when %s', async (_, { person, stays }) => {
    const room = await scene.roomAt(stays ?? '')
    expect((await scene.clientOf(person).sendMessage(room, 'Hello')).status).toBe(200)
  })

  test.each(those(({ talksOn }) => talksOn !== undefined))('in talks, when %s', async (_, kind) => {
    const room = of(kind).talksOn as RoomId
    expect((await scene.clientOf(kind.person).sendMessage(room, 'Hello')).status).toBe(200)
  })
})
