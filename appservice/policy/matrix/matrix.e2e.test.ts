/** The matrix: who may reach whom on a real Synapse, against the policy table. `never.e2e.test.ts` is written without the table. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blueprint } from '@lyceum/core/school/blueprint.ts'
import { defaultBlueprint } from '@lyceum/core/school/blueprint-settings.ts'
import { roomId, type RoomId, type RoomKey, type UserId } from '@lyceum/core/school/ids.ts'
import { defaultPolicy } from '@lyceum/core/school/policy/settings.ts'
import type { Json, PersonClient } from '@lyceum/core/homeserver/testing.ts'
import { applyRoster } from '@lyceum/core/testing/engine.ts'
import { startClosedSite, type ClosedSite } from '../../testing/closed-site.ts'
import { cast, personOf, schools, schoolsBefore, type Actor } from './cast.ts'
import { couples, mayTalk, pairs, triples } from './expected.ts'

let site: ClosedSite
const clients = new Map<Actor, PersonClient>()
/** Of the school's rooms: who belongs in them, by the blueprint. */
const managed = new Map<
  RoomKey,
  { readonly id: RoomId; readonly members: ReadonlySet<UserId>; readonly space: boolean }
>()
let cells = 0
let threeSided = 0
const wrong: string[] = []

function cell(name: string, seen: boolean, wanted: boolean): void {
  cells += 1
  if (seen !== wanted)
    wrong.push(`${name}: ${wanted ? 'allowed by the table, refused' : 'not allowed, and worked'}`)
}

function as(actor: Actor): PersonClient {
  const client = clients.get(actor)
  if (client === undefined) throw new Error(`${actor.name} is not there`)
  return client
}

const encoded = encodeURIComponent

function inRoom(client: PersonClient, room: RoomId, what: string, body: object = {}) {
  return client.request('POST', `/_matrix/client/v3/rooms/${encoded(room)}/${what}`, body)
}

async function makeRoom(client: PersonClient, body: object = {}): Promise<RoomId | undefined> {
  const answer = await client.request('POST', '/_matrix/client/v3/createRoom', {
    preset: 'private_chat',
    ...body,
  })
  return answer.status === 200 ? roomId(answer.body['room_id'] as string) : undefined
}

beforeAll(async () => {
  site = await startClosedSite({
    schools: schoolsBefore,
    lines: ['policy: { region_staff: [region-staff] }'],
  })
  for (const actor of cast) {
    const [first, ...more] = [...new Set(actor.parts.map((one) => one.school))]
    clients.set(
      actor,
      first === undefined
        ? await site.stranger(actor.name.replaceAll(' ', '-'))
        : await site.enter(
            personOf(actor, first),
            more.map((school) => personOf(actor, school)),
          ),
    )
  }
  await sayInEveryRoom(before)
  for (const school of schools) {
    expect((await applyRoster(site.service.engine, school)).failures).toEqual([])
  }
  await sayInEveryRoom(after)
  const users = new Map(
    cast.flatMap((actor) =>
      actor.parts.map((one) => [personOf(actor, one.school), as(actor).userId] as const),
    ),
  )
  for (const school of schools) {
    const ids = await site.service.store.rooms.ofSchool(school.info.id)
    for (const room of blueprint(school, defaultBlueprint)) {
      const id = ids.get(room.key)
      if (id === undefined) throw new Error(`${room.key} is not there`)
      const members = new Set([...room.members.keys()].flatMap((person) => users.get(person) ?? []))
      managed.set(room.key, { id, members, space: room.space })
    }
  }
})

afterAll(async () => {
  await site.stop()
})

const before = 'said before it ended'
const after = 'said after it had ended'

async function sayInEveryRoom(text: string): Promise<void> {
  for (const { info } of schools) {
    for (const room of (await site.service.store.rooms.ofSchool(info.id)).values()) {
      expect((await site.admin.sendMessage(room, text)).status).toBe(200)
    }
  }
}

function shareRoom(one: Actor, other: Actor): boolean {
  return [...managed.values()].some(
    ({ members }) => members.has(as(one).userId) && members.has(as(other).userId),
  )
}

describe('of two people', () => {
  test('one finds the other in the directory exactly if they share a room and may talk', async () => {
    const search = async (actor: Actor): Promise<ReadonlySet<unknown>> => {
      const path = '/_matrix/client/v3/user_directory/search'
      const { body } = await as(actor).request('POST', path, {
        search_term: 'Familyname',
        limit: 50,
      })
      return new Set((body['results'] as readonly Json[]).map((one) => one['user_id']))
    }
    const administrator = cast[0] as Actor
    const expectedOf = (actor: Actor) =>
      pairs.filter(
        ({ one, other }) =>
          one === actor && mayTalk(defaultPolicy, one, other) && shareRoom(one, other),
      )
    const notFound = async () => {
      const found = await search(administrator)
      return expectedOf(administrator).flatMap(({ other }) =>
        found.has(as(other).userId) ? [] : [other.name],
      )
    }
    await expect.poll(notFound, { timeout: 60_000, interval: 500 }).toEqual([])
    for (const actor of cast) {
      const found = await search(actor)
      for (const { other } of pairs.filter(({ one }) => one === actor)) {
        const wanted = mayTalk(defaultPolicy, actor, other) && shareRoom(actor, other)
        cell(`${actor.name} finds ${other.name}`, found.has(as(other).userId), wanted)
      }
    }
    expect(wrong).toEqual([])
  })

  test('one invites the other into an own room exactly if they may talk', async () => {
    for (const actor of cast) {
      const client = as(actor)
      const room = await makeRoom(client)
      cell(
        `${actor.name} makes an own room`,
        room !== undefined,
        actor.parts.length > 0 || actor.region === true,
      )
      if (room === undefined) continue
      for (const { other } of pairs.filter(({ one }) => one === actor)) {
        const { status } = await inRoom(client, room, 'invite', { user_id: as(other).userId })
        cell(
          `${actor.name} invites ${other.name}`,
          status === 200,
          mayTalk(defaultPolicy, actor, other),
        )
        if (status === 200) await inRoom(client, room, 'kick', { user_id: as(other).userId })
      }
    }
    expect(wrong).toEqual([])
  })

  test('one makes a direct room with the other exactly if they may talk, who then joins it', async () => {
    for (const { one, other } of couples) {
      const invited = as(other)
      const room = await makeRoom(as(one), {
        preset: 'trusted_private_chat',
        is_direct: true,
        invite: [invited.userId],
      })
      const wanted = mayTalk(defaultPolicy, one, other)
      cell(`${one.name} writes to ${other.name}`, room !== undefined, wanted)
      if (room === undefined) continue
      const joined = await inRoom(invited, room, 'join')
      cell(`${other.name} joins the direct room of ${one.name}`, joined.status === 200, wanted)
    }
    expect(wrong).toEqual([])
  })
})

test('nobody is reached through a third person', async () => {
  const rooms = new Map<string, RoomId>()
  for (const { first, middle, last } of triples(defaultPolicy)) {
    const key = `${first.name} with ${middle.name}`
    const known = rooms.get(key) ?? (await makeRoom(as(first), { invite: [as(middle).userId] }))
    if (known === undefined) throw new Error(`${key} have no room`)
    if (!rooms.has(key)) await inRoom(as(middle), known, 'join')
    rooms.set(key, known)
    const { status } = await inRoom(as(middle), known, 'invite', { user_id: as(last).userId })
    cell(`${middle.name} brings ${last.name} to ${first.name}`, status === 200, false)
    threeSided += 1
  }
  for (const { first, middle, last } of triples(defaultPolicy).slice(0, 60)) {
    const room = await makeRoom(as(middle), { invite: [as(first).userId, as(last).userId] })
    cell(
      `${middle.name} makes a room with ${first.name} and ${last.name}`,
      room !== undefined,
      false,
    )
    threeSided += 1
  }
  expect(wrong).toEqual([])
})

/** By the blueprint of the school as it was. */
function wasIn(actor: Actor, key: RoomKey): boolean {
  return schoolsBefore.some((school) =>
    blueprint(school, defaultBlueprint).some(
      (room) => room.key === key && room.members.has(personOf(actor, school.info.id)),
    ),
  )
}

describe("the school's rooms", () => {
  test('are read, joined and listed by those whom the blueprint puts into them, and by nobody else', async () => {
    for (const [key, { id, members: people }] of managed) {
      for (const actor of cast) {
        const client = as(actor)
        const wanted = people.has(client.userId)
        const read = (what: string) =>
          client.request('GET', `/_matrix/client/v3/rooms/${encoded(id)}/${what}`)
        const messages = await read('messages?dir=b&limit=100')
        const text = JSON.stringify(messages.body)
        const isOver = !wanted && wasIn(actor, key)
        // Whoever was in it reads up to the leaving, and nothing after.
        cell(`${actor.name} reads ${key}`, messages.status === 200, wanted || isOver)
        cell(`${actor.name} reads what was said in ${key} after`, text.includes(after), wanted)
        if (isOver) cell(`${actor.name} reads ${key} of before`, text.includes(before), true)
        const members = await read('members')
        cell(`${actor.name} sees who is in ${key}`, members.status === 200, wanted || isOver)
        cell(
          `${actor.name} joins ${key}`,
          (await client.request('POST', `/_matrix/client/v3/join/${encoded(id)}`, {})).status ===
            200,
          wanted,
        )
      }
    }
    expect(wrong).toEqual([])
  })

  test('show in the hierarchy of a space what is in it to its people, and to others nothing', async () => {
    for (const [key, { id, members, space }] of managed) {
      if (!space) continue
      for (const actor of cast) {
        const { status } = await as(actor).request(
          'GET',
          `/_matrix/client/v1/rooms/${encoded(id)}/hierarchy`,
        )
        cell(`${actor.name} opens ${key}`, status === 200, members.has(as(actor).userId))
      }
    }
    expect(wrong).toEqual([])
  })

  test('are invited into by nobody', async () => {
    const inviter = cast[0] as Actor
    for (const [key, { id, members }] of managed) {
      if (!members.has(as(inviter).userId)) continue
      const outside = cast.find((actor) => !members.has(as(actor).userId)) as Actor
      const { status } = await inRoom(as(inviter), id, 'invite', { user_id: as(outside).userId })
      cell(`the administrator invites ${outside.name} into ${key}`, status === 200, false)
    }
    expect(wrong).toEqual([])
  })
})

test('nobody makes an address of a room', async () => {
  for (const actor of cast) {
    const room = await makeRoom(as(actor))
    if (room === undefined) continue
    const alias = `#${actor.name.replaceAll(' ', '-')}:${site.serverName}`
    const path = `/_matrix/client/v3/directory/room/${encoded(alias)}`
    const { status } = await as(actor).request('PUT', path, { room_id: room })
    cell(`${actor.name} makes ${alias}`, status === 200, false)
  }
  expect(wrong).toEqual([])
})

test('the matrix has its size: at least 300 cells, 40 of them of three people, and none is wrong', () => {
  process.stdout.write(
    `matrix: ${cells} cells, ${threeSided} of three people, ${wrong.length} wrong\n`,
  )
  expect(cells).toBeGreaterThanOrEqual(300)
  expect(threeSided).toBeGreaterThanOrEqual(40)
  expect(wrong).toEqual([])
})
