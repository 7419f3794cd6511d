import { fastify, type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FakeHomeserver } from '@lyceum/core/homeserver/fake.ts'
import { roomKey, type PersonId, type RoomId, type UserId } from '@lyceum/core/school/ids.ts'
import {
  apply,
  fakeEngine,
  giveAccount,
  planRoster,
  type TestEngine,
} from '@lyceum/core/testing/engine.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { handleErrors } from '../http/errors.ts'
import { createLog } from '../log.ts'
import { factsOf } from '../testing/facts.ts'
import type { PolicyAnswer } from './context.ts'
import { watchModule, type ModuleSeen } from './module-seen.ts'
import { addPolicyRoutes } from './routes.ts'

const hsToken = 'the-token-of-the-homeserver'
const school = smallSchool()
const stranger = '@stranger:lyceum.test' as UserId
const ownRoom = '!own'

let engine: TestEngine<FakeHomeserver>
let server: FastifyInstance
let seen: ModuleSeen
let logLines: string[]
let answers: PolicyAnswer[]

beforeEach(async () => {
  engine = await fakeEngine()
  await apply(engine, await planRoster(engine, school))
  for (const { id } of school.people) await giveAccount(engine, school.info.id, id)
  logLines = []
  answers = []
  seen = watchModule(() => new Date('2026-09-01T08:00:00Z'))
  server = fastify() as unknown as FastifyInstance
  handleErrors(server)
  const log = createLog('debug', { write: (line) => logLines.push(line) })
  const onAnswer = (answer: PolicyAnswer) => answers.push(answer)
  const context = { facts: factsOf(engine), hsToken, seen, log, onAnswer }
  await server.register(async (scope) => addPolicyRoutes(scope, context))
})

afterEach(async () => {
  await server.close()
  await engine.store.close()
})

function userOf(person: PersonId): UserId {
  return `@${person.toLowerCase()}:${engine.homeserver.serverName}` as UserId
}

const pupil = () => userOf(pupilId('S1', 1, 1))
const classmate = () => userOf(pupilId('S1', 1, 2))
const parent = () => userOf(parentId('S1', 1, 1))
const otherParent = () => userOf(parentId('S1', 1, 2))
const parentOfOtherClass = () => userOf(parentId('S1', 2, 1))
const teacher = () => userOf(teacherId('S1', 1))
const administrator = () => userOf('S1-A1' as PersonId)

async function ask(name: string, payload: object | string, token: string | undefined = hsToken) {
  const response = await server.inject({
    method: 'POST',
    url: `/policy/${name}`,
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    payload,
  })
  return { status: response.statusCode, body: response.json() as Record<string, unknown> }
}

async function invite(inviter: UserId, invitee: UserId, room: string, others: UserId[] = []) {
  const members = Object.fromEntries([inviter, ...others].map((one) => [one, 'join']))
  return (await ask('user_may_invite', { inviter, invitee, room_id: room, members })).status
}

async function join(user: UserId, room: string, others: readonly UserId[] = []) {
  const members = Object.fromEntries(others.map((one) => [one, 'join']))
  const question = { user, room, is_invited: true, members: { ...members, [user]: 'invite' } }
  return (await ask('user_may_join_room', question)).status
}

async function roomOf(key: string): Promise<RoomId> {
  const found = (await engine.store.rooms.ofSchool(school.info.id)).get(roomKey(key))
  if (found === undefined) throw new Error(`no room ${key}`)
  return found
}

describe('an invitation', () => {
  test('is allowed between those whom a rule joins, and refused between all others', async () => {
    const answered = await Promise.all([
      invite(pupil(), classmate(), ownRoom),
      invite(teacher(), parent(), ownRoom),
      invite(parent(), administrator(), ownRoom),
      invite(parent(), pupil(), ownRoom),
      invite(parent(), classmate(), ownRoom),
      invite(parent(), parentOfOtherClass(), ownRoom),
      invite(pupil(), stranger, ownRoom),
      invite(stranger, pupil(), ownRoom),
    ])
    expect(answered).toEqual([200, 200, 200, 200, 403, 403, 403, 403])
  })

  test('is judged against everybody there: a middleman changes nothing', async () => {
    expect(await invite(teacher(), parent(), ownRoom)).toBe(200)
    expect(await invite(teacher(), parent(), ownRoom, [classmate()])).toBe(403)
    const members = { [teacher()]: 'join', [classmate()]: 'invite' }
    const question = { inviter: teacher(), invitee: parent(), room_id: ownRoom, members }
    expect((await ask('user_may_invite', question)).status).toBe(403)
  })

  test('into a room of the school is refused to everybody, administrators too', async () => {
    const chat = await roomOf('class/S1/S1-C1/class-chat')
    expect(await invite(administrator(), teacher(), chat)).toBe(403)
    expect(await invite(pupil(), classmate(), chat)).toBe(403)
    expect(await invite(engine.homeserver.bot, pupil(), chat)).toBe(200)
  })

  test('is refused with the reason, in the language of the person’s school', async () => {
    const question = {
      inviter: parent(),
      invitee: classmate(),
      room_id: ownRoom,
      members: { [parent()]: 'join' },
    }
    const { body } = await ask('user_may_invite', question)
    expect(body).toEqual({ errcode: 'M_FORBIDDEN', error: expect.stringMatching(/[а-я]/) })
    expect(JSON.stringify(body)).not.toContain('Имя')
  })
})

describe('a join', () => {
  test('of a room of the school is allowed to those whom the blueprint gives it', async () => {
    const chat = await roomOf('class/S1/S1-C1/class-chat')
    const channel = await roomOf('class/S1/S1-C1/class-channel')
    const answered = await Promise.all([
      join(pupil(), chat),
      join(teacher(), chat),
      join(parent(), chat),
      join(parent(), channel),
      join(parentOfOtherClass(), channel),
      join(userOf(pupilId('S1', 2, 1)), chat),
      join(stranger, channel),
    ])
    expect(answered).toEqual([200, 200, 403, 200, 403, 403, 403])
  })

  test('of another room is allowed when the person may talk to everybody in it', async () => {
    expect(await join(pupil(), ownRoom, [classmate(), teacher()])).toBe(200)
    expect(await join(parent(), ownRoom, [teacher(), otherParent()])).toBe(200)
    expect(await join(parent(), ownRoom, [teacher(), classmate()])).toBe(403)
    expect(await join(stranger, ownRoom)).toBe(403)
  })

  test('is refused right after the relation ended in the store, and allowed after it came back', async () => {
    const channel = await roomOf('class/S1/S1-C1/class-channel')
    const guardianship = { guardian: parentId('S1', 1, 1), child: pupilId('S1', 1, 1) }
    const change = (kind: 'add-guardianship' | 'remove-guardianship') =>
      engine.store.schools.change(
        school.info.id,
        'roster',
        [{ kind, guardianship }],
        new Date().toISOString(),
      )
    await change('remove-guardianship')
    expect(await join(parent(), channel)).toBe(403)
    expect(await invite(parent(), teacher(), ownRoom)).toBe(403)
    await change('add-guardianship')
    expect(await join(parent(), channel)).toBe(200)
    await engine.store.accounts.setState(parentId('S1', 1, 1), 'ending')
    expect(await join(parent(), channel)).toBe(403)
  })
})

describe('making a room', () => {
  const create = async (user: UserId, config: object) =>
    (await ask('user_may_create_room', { user_id: user, room_config: config })).status

  test('is allowed for private ones of people who may talk', async () => {
    expect(await create(pupil(), {})).toBe(200)
    expect(await create(pupil(), { preset: 'private_chat', invite: [classmate()] })).toBe(200)
    expect(await create(parent(), { invite: [teacher(), otherParent()], is_direct: true })).toBe(
      200,
    )
  })

  test.each([
    ['a public preset', { preset: 'public_chat' }],
    ['an address', { room_alias_name: 'party' }],
    ['federation', { creation_content: { 'm.federate': true } }],
    ['a mark of the school', { initial_state: [{ type: 'org.lyceum.room', content: {} }] }],
    ['an invitation by e-mail', { invite_3pid: [{ medium: 'email' }] }],
    ['a stranger', { invite: [stranger] }],
  ])('is refused with %s', async (_name, config) => {
    expect(await create(administrator(), config)).toBe(403)
  })

  test('is refused when two of the invited may not be together, and to strangers', async () => {
    expect(await create(teacher(), { invite: [parent(), classmate()] })).toBe(403)
    expect(await create(stranger, {})).toBe(403)
  })
})

test('Addresses are made by the bot alone; nobody publishes and nobody invites by e-mail.', async () => {
  const alias = (user: UserId) =>
    ask('user_may_create_room_alias', { user_id: user, room_alias: '#x:lyceum.test' })
  expect((await alias(administrator())).status).toBe(403)
  expect((await alias(engine.homeserver.bot)).status).toBe(200)
  const publish = { user_id: administrator(), room_id: ownRoom }
  expect((await ask('user_may_publish_room', publish)).status).toBe(403)
  const thirdParty = { inviter: teacher(), medium: 'email', address: 'x@y', room_id: ownRoom }
  expect((await ask('user_may_send_3pid_invite', thirdParty)).status).toBe(403)
})

test('Whom one may write to is found, and nobody else.', async () => {
  const find = async (requester: UserId, found: UserId) => {
    const profile = { user_id: found, display_name: 'Имя', avatar_url: null }
    return ask('check_username_for_spam', { user_profile: profile, requester_id: requester })
  }
  expect(await find(parent(), teacher())).toEqual({ status: 200, body: { spam: false } })
  expect(await find(parent(), classmate())).toEqual({ status: 200, body: { spam: true } })
  expect(await find(stranger, pupil())).toEqual({ status: 200, body: { spam: true } })
})

describe('what is refused unread', () => {
  test.each([
    ['user_may_invite', { inviter: '@a:x', invitee: '@b:x', room_id: '!r' }],
    ['user_may_invite', { inviter: '@a:x', invitee: 7, room_id: '!r', members: {} }],
    ['user_may_invite', { inviter: 'a', invitee: '@b:x', room_id: '!r', members: {} }],
    ['user_may_invite', '{"inviter":'],
    [
      'user_may_join_room',
      { user: '@a:x', room: '!r', is_invited: true, members: { '@b:x': 'knock' } },
    ],
    ['user_may_join_room', { user: '@a:x', room: '#r', is_invited: true, members: {} }],
    ['user_may_join_room', []],
    ['user_may_create_room', { user_id: '@a:x' }],
    ['user_may_create_room', { user_id: '@a:x', room_config: [] }],
    ['user_may_create_room_alias', {}],
    ['user_may_publish_room', {}],
    ['user_may_send_3pid_invite', {}],
    ['check_username_for_spam', { user_profile: {}, requester_id: '@a:x' }],
    ['ping', {}],
  ])('%s %j', async (name, body) => {
    expect((await ask(name, body)).status).toBe(400)
  })

  test.each([
    ['without a token', undefined, 401],
    ['with another token', 'other', 403],
  ])('%s', async (_name, token, status) => {
    const response = await server.inject({
      method: 'POST',
      url: '/policy/user_may_publish_room',
      ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
      payload: { user_id: pupil(), room_id: ownRoom },
    })
    expect(response.statusCode).toBe(status)
    expect(seen.at()).toBeUndefined()
  })

  test('with the token in the address', async () => {
    const url = `/policy/ping?access_token=${hsToken}`
    const response = await server.inject({ method: 'POST', url, payload: { id: 'x' } })
    expect(response.statusCode).toBe(401)
  })

  test('when the database does not answer', async () => {
    await engine.store.close()
    const question = { user_profile: { user_id: teacher() }, requester_id: parent() }
    expect((await ask('check_username_for_spam', question)).status).toBe(500)
  })
})

test('A ping is given back, and it is known when the module was heard.', async () => {
  expect(await ask('ping', { id: 'abc' })).toEqual({
    status: 200,
    body: { id: 'abc', status: 'ok' },
  })
  expect(seen.at()).toBe('2026-09-01T08:00:00.000Z')
})

test('The log holds ids alone, and every answer is told for counting.', async () => {
  const config = { name: 'Вечеринка Имени', invite: [stranger], topic: 'canary-topic' }
  await ask('user_may_create_room', { user_id: pupil(), room_config: config })
  const profile = { user_id: teacher(), display_name: 'canary-name' }
  await ask('check_username_for_spam', { user_profile: profile, requester_id: parent() })
  expect(logLines.join('')).toContain(pupil())
  expect(logLines.join('')).not.toMatch(/canary|Вечеринка|token-of/)
  expect(answers.map((one) => [one.question, one.reason === undefined])).toEqual([
    ['user_may_create_room', false],
    ['check_username_for_spam', true],
  ])
})
