/** The engine on a real Synapse, seen through the clients of an administrator, a teacher, a pupil and a parent. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Homeserver } from '../homeserver/ports.ts'
import type { PersonClient } from '../homeserver/testing.ts'
import { blueprint } from '../school/blueprint.ts'
import { personId, type PersonId, type RoomId } from '../school/ids.ts'
import { applyRoster, apply, planStored, type TestEngine } from '../testing/engine.ts'
import { enterAs, freshSchoolId, realEngine, roomFinder } from '../testing/real-engine.ts'
import { parentId, pupilId, smallSchool, teacherId } from '../testing/small-school.ts'
import { countKinds } from './actions.ts'

const id = freshSchoolId()
const school = smallSchool({ id })
const persons = {
  administrator: personId(`${id}-A1`),
  teacher: teacherId(id, 1),
  pupil: pupilId(id, 1, 1),
  parent: parentId(id, 1, 1),
}
type Who = keyof typeof persons

let engine: TestEngine<Homeserver>
let clients: Record<Who, PersonClient>
let room: (ending: string) => RoomId

beforeAll(async () => {
  engine = await realEngine()
  const { failures } = await applyRoster(engine, school)
  expect(failures).toEqual([])
  const entries = Object.entries(persons).map(async ([who, person]) => {
    return [who, await enterAs(engine, school.info.id, person)] as const
  })
  clients = Object.fromEntries(await Promise.all(entries)) as Record<Who, PersonClient>
  room = await roomFinder(engine, school.info.id)
})

describe.each(Object.keys(persons) as Who[])('a person who entered as %s', (who) => {
  it('is in exactly the rooms of the blueprint, without an invitation left to accept', async () => {
    const person: PersonId = persons[who]
    const wanted = blueprint(school, engine.blueprint).filter((one) => one.members.has(person))
    const { ids } = await planStored(engine, school.info.id)
    const { joined, invited } = await clients[who].sync()
    expect(invited).toEqual([])
    expect(new Set(joined.keys())).toEqual(new Set(wanted.map((one) => ids.get(one.key))))
  })

  it('has the level of the blueprint in each room', async () => {
    const person: PersonId = persons[who]
    const { ids } = await planStored(engine, school.info.id)
    for (const one of blueprint(school, engine.blueprint)) {
      const level = one.members.get(person)
      if (level === undefined) continue
      const state = (await engine.homeserver.roomState(ids.get(one.key) as RoomId)) ?? []
      const { users } = (state.find((event) => event.type === 'm.room.power_levels')?.content ??
        {}) as {
        users: Record<string, number>
      }
      expect(users[clients[who].userId] ?? 0, one.key).toBe(level)
    }
  })
})

describe('who may write', () => {
  it.each<[Who, string, number]>([
    ['pupil', 'C1/class-channel', 403],
    ['parent', 'C1/class-channel', 403],
    ['teacher', 'C1/class-channel', 200],
    ['administrator', 'C1/class-channel', 200],
    ['pupil', 'C1/class-chat', 200],
    ['parent', 'C1/class-chat', 403],
    ['administrator', 'C1/class-chat', 403],
    ['parent', 'C1/class-parents', 200],
    ['pupil', 'C1/class-parents', 403],
    ['teacher', 'announcements', 403],
    ['administrator', 'announcements', 200],
    ['pupil', 'general', 200],
    ['parent', 'general', 403],
    ['teacher', 'library', 200],
    ['pupil', 'library', 403],
    ['pupil', 'staff', 403],
    ['pupil', 'C2/class-chat', 403],
  ])('%s in %s is answered with %i', async (who, ending, status) => {
    expect((await clients[who].sendMessage(room(ending), 'Привет')).status).toBe(status)
  })

  it('lets a pupil react to and answer what only teachers may write', async () => {
    const channel = room('C1/class-channel')
    const { body } = await clients.teacher.sendMessage(channel, 'Завтра экскурсия')
    const reaction = {
      'm.relates_to': { rel_type: 'm.annotation', event_id: body['event_id'], key: '👍' },
    }
    const path = `/_matrix/client/v3/rooms/${channel}/send`
    const answers = [
      await clients.pupil.request('PUT', `${path}/m.reaction/r1`, reaction),
      await clients.pupil.request('PUT', `${path}/org.matrix.msc3381.poll.response/p1`, {
        'm.relates_to': { rel_type: 'm.reference', event_id: body['event_id'] },
      }),
    ]
    expect(answers.map((one) => one.status)).toEqual([200, 200])
  })

  it('refuses a call that nobody moderates where pupils are', async () => {
    const path = `/_matrix/client/v3/rooms/${room('C1/class-chat')}/send/m.call.invite/c1`
    expect((await clients.pupil.request('PUT', path, {})).status).toBe(403)
  })
})

describe('an ordinary client', () => {
  it('counts what a pupil has not read, and finds it by search', async () => {
    const chat = room('C1/class-chat')
    const { nextBatch } = await clients.pupil.sync()
    await clients.teacher.sendMessage(chat, 'контрольная по гиппопотамам')
    const { joined } = await clients.pupil.sync(nextBatch)
    expect(joined.get(chat)?.unread_notifications.notification_count).toBeGreaterThan(0)
    const { body } = await clients.pupil.request('POST', '/_matrix/client/v3/search', {
      search_categories: { room_events: { search_term: 'гиппопотамам' } },
    })
    expect(JSON.stringify(body)).toContain('контрольная')
  })

  it('shows a space with its rooms in order', async () => {
    const path = `/_matrix/client/v1/rooms/${room('C1/class')}/hierarchy`
    const { body } = await clients.parent.request('GET', path)
    const names = (body['rooms'] as readonly { name: string }[]).map((one) => one.name)
    expect(names).toEqual(['1А', 'Канал - 1А', 'Родители - 1А'])
  })
})

describe('an administrator’s client', () => {
  it.each([
    ['m.room.join_rules', { join_rule: 'public' }],
    ['m.room.encryption', { algorithm: 'm.megolm.v1.aes-sha2' }],
    ['m.room.history_visibility', { history_visibility: 'world_readable' }],
    ['m.room.name', { name: 'Наш чат' }],
    ['m.room.tombstone', { body: '', replacement_room: '!x' }],
    ['org.lyceum.room', { school: 'other', kind: 'staff' }],
  ])('cannot set %s in any room', async (type, content) => {
    for (const ending of [
      'school',
      'announcements',
      'staff',
      'administration',
      'C1/class',
      'C1/class-channel',
    ]) {
      const answer = await clients.administrator.setState(room(ending), type, '', content)
      expect(answer.status, ending).toBe(403)
    }
  })

  it('cannot upgrade a room, invite, kick or take more rights', async () => {
    const path = `/_matrix/client/v3/rooms/${room('announcements')}`
    const answers = [
      await clients.administrator.request('POST', `${path}/upgrade`, { new_version: '12' }),
      await clients.administrator.request('POST', `${path}/invite`, {
        user_id: clients.parent.userId,
      }),
      await clients.administrator.request('POST', `${path}/kick`, {
        user_id: clients.pupil.userId,
      }),
      await clients.administrator.setState(room('announcements'), 'm.room.power_levels', '', {
        users: { [clients.administrator.userId]: 100 },
      }),
    ]
    expect(answers.map((one) => one.status)).toEqual([403, 403, 403, 403])
  })

  it('may set the topic', async () => {
    const answer = await clients.administrator.setState(room('announcements'), 'm.room.topic', '', {
      topic: 'Важное',
    })
    expect(answer.status).toBe(200)
  })
})

describe('a pupil of one class', () => {
  it('cannot join, read or find rooms of another class or of the staff', async () => {
    for (const ending of [
      'C2/class',
      'C2/class-chat',
      'C2/class-channel',
      'staff',
      'administration',
    ]) {
      const path = `/_matrix/client/v3/rooms/${room(ending)}`
      const answers = [
        await clients.pupil.request('POST', `${path}/join`, {}),
        await clients.pupil.request('GET', `${path}/messages?dir=b`),
        await clients.pupil.request('GET', `${path}/state`),
      ]
      expect(
        answers.map((one) => one.status),
        ending,
      ).toEqual([403, 403, 403])
    }
    const { body } = await clients.pupil.request(
      'GET',
      `/_matrix/client/v1/rooms/${room('school')}/hierarchy`,
    )
    const names = (body['rooms'] as readonly { name: string }[]).map((one) => one.name)
    expect(names).not.toContain('2А')
    expect(names).not.toContain('Учительская')
  })
})

describe('the second plan', () => {
  it('is empty, at less than 1.2 requests a room', async () => {
    const before = engine.homeserver.requests
    const plan = await planStored(engine, school.info.id)
    expect(plan.actions).toEqual([])
    expect((engine.homeserver.requests - before) / plan.desired.size).toBeLessThan(1.2)
  })

  it('has a name, a level, a membership and a link changed behind its back, and repairs them', async () => {
    const { homeserver } = engine
    const chat = room('C1/class-chat')
    const state = (await homeserver.roomState(chat)) ?? []
    const levels = state.find((event) => event.type === 'm.room.power_levels')?.content ?? {}
    await homeserver.setState(chat, 'm.room.name', '', { name: 'захвачено' })
    await homeserver.setState(chat, 'm.room.power_levels', '', { ...levels, users_default: 50 })
    await homeserver.kick(room('general'), clients.pupil.userId)
    await homeserver.setState(room('/school'), 'm.space.child', room('general'), {})
    await homeserver.invite(chat, clients.parent.userId)
    await homeserver.setNickname(room('library'), clients.pupil.userId, 'Кто-то')
    const plan = await planStored(engine, school.info.id)
    expect(countKinds(plan.actions)).toEqual({
      'set-state': 1,
      'set-power': 1,
      join: 1,
      'link-child': 1,
      'remove-member': 1,
      'set-display-name': 1,
    })
    const { failures } = await apply(engine, plan)
    expect(failures).toEqual([])
    expect((await planStored(engine, school.info.id)).actions).toEqual([])
  })
})
