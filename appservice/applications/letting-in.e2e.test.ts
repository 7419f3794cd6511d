/**
 * People are let in on a real homeserver with the policy module on: what somebody who waits can do (nothing), and what
 * becomes of each who is accepted, declined or confirmed, with the session that was open all the while.
 */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logInWithPassword, type PersonClient } from '@lyceum/core/homeserver/testing.ts'
import { confirmPupil } from '@lyceum/core/provision/letting-in/confirm.ts'
import { decideApplication } from '@lyceum/core/provision/letting-in/decide.ts'
import { enter } from '@lyceum/core/provision/enter.ts'
import { guardianEntered } from '@lyceum/core/provision/letting-in/guardian.ts'
import { aboutGuardian } from '@lyceum/core/provision/letting-in/tell.ts'
import { newPersonOf } from '@lyceum/core/school/accepting.ts'
import type { Application } from '@lyceum/core/school/application.ts'
import { classId, schoolId, userId, type RoomId } from '@lyceum/core/school/ids.ts'
import { giveAccount } from '@lyceum/core/testing/engine.ts'
import { apply, password, standingOf } from '@lyceum/core/testing/letting-in.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { startClosedSite, type ClosedSite } from '../testing/closed-site.ts'

const id = schoolId('S1')
const class1 = classId('S1-C1')
const class2 = classId('S1-C2')
const operator = { actor: 'operator', by: 'operator' } as const
const accepted = { ...operator, state: 'accepted' } as const

let site: ClosedSite
let teacher: PersonClient
let parent: PersonClient

beforeAll(async () => {
  site = await startClosedSite({
    schools: [smallSchool()],
    lines: ['letting_in: { confirm_pupils: { shared: parent } }'],
  })
  teacher = await site.enter(teacherId('S1', 1))
  parent = await site.enter(parentId('S1', 1, 1))
})

afterAll(() => site.stop())

/** Signed in from the moment of applying, as the waiting page is. */
async function applyAs(
  login: string,
  changes: Parameters<typeof apply>[3],
): Promise<{ application: Application; client: PersonClient }> {
  const { engine } = site.service
  const application = await apply(engine, id, login, changes)
  const limits = `/_synapse/admin/v1/users/${encodeURIComponent(application.user)}/override_ratelimit`
  await site.admin.request('POST', limits, { messages_per_second: 0, burst_count: 0 })
  const client = await logInWithPassword(site.homeserverUrl, login, password)
  return { application, client }
}

async function upload({ accessToken }: PersonClient): Promise<number> {
  const response = await fetch(`${site.homeserverUrl}/_matrix/media/v3/upload`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'text/plain' },
    body: randomBytes(16),
  })
  return response.status
}

async function roomsOf(client: PersonClient): Promise<readonly RoomId[]> {
  return (await client.joinedRooms()).toSorted()
}

const room = (ending: string) => site.roomOf(id, ending)
const inRoom = (at: RoomId, what: string) =>
  `/_matrix/client/v3/rooms/${encodeURIComponent(at)}/${what}`

describe('A teacher who applies for two classes', () => {
  let application: Application
  let client: PersonClient

  test('finds, joins, makes, invites, uploads and changes nothing while the application waits.', async () => {
    ;({ application, client } = await applyAs('newcomer', {
      role: 'teacher',
      class: class1,
      classes: [class2],
      subjects: ['Химия', 'Биология'],
    }))
    const directory = await client.request('POST', '/_matrix/client/v3/user_directory/search', {
      search_term: 'S1',
    })
    expect(directory.body['results']).toEqual([])
    const staff = await room('/staff')
    const status = async (method: string, path: string, body?: object) =>
      (await client.request(method, path, body)).status
    expect(await status('POST', inRoom(staff, 'join'), {})).toBe(403)
    expect(await status('POST', inRoom(await room('/general'), 'join'), {})).toBe(403)
    expect(await status('GET', inRoom(staff, 'joined_members'))).toBe(403)
    expect(await status('GET', inRoom(staff, 'messages?dir=b'))).toBe(403)
    expect(await status('GET', inRoom(staff, 'state'))).toBe(403)
    expect(await status('POST', '/_matrix/client/v3/createRoom', { preset: 'private_chat' })).toBe(
      403,
    )
    const name = `/_matrix/client/v3/profile/${encodeURIComponent(client.userId)}/displayname`
    expect(await status('PUT', name, { displayname: 'Директор' })).toBe(403)
    expect(await upload(client)).toBe(413)
    expect(await roomsOf(client)).toEqual([])
  })

  test('is found, invited and written to by nobody meanwhile.', async () => {
    const { status, body } = await teacher.request('POST', '/_matrix/client/v3/createRoom', {
      preset: 'trusted_private_chat',
      is_direct: true,
      invite: [client.userId],
    })
    expect([status, body['errcode']]).toEqual([403, 'M_FORBIDDEN'])
    const found = await teacher.request('POST', '/_matrix/client/v3/user_directory/search', {
      search_term: 'newcomer',
    })
    expect(found.body['results']).toEqual([])
  })

  test('is in the rooms of both classes when accepted, without signing in again.', async () => {
    const decided = await decideApplication(site.service.engine, application.id, accepted)
    expect(decided).toMatchObject({ state: 'decided', application: { isDone: true } })
    const rooms = await roomsOf(client)
    for (const ending of ['/staff', '/general', 'S1-C1/class-chat', 'S1-C2/class-channel']) {
      expect(rooms).toContain(await room(ending))
    }
    const channel = await room('S1-C2/class-channel')
    expect((await client.sendMessage(channel, 'Здравствуйте')).status).toBe(200)
    expect(await upload(client)).toBe(200)
    const account = await site.service.engine.homeserver.account(client.userId)
    expect(account).toMatchObject({ suspended: false, displayName: 'Сёмин Пётр' })
  })
})

/** A Synapse just made builds in the background the index that this needs; until then it answers 500. */
async function untilTakenUpAgain(): Promise<void> {
  const { homeserver } = site.service.engine
  const nobody = userId(`@nobody:${site.serverName}`)
  await homeserver.register('nobody')
  await homeserver.eraseAccount(nobody)
  const take = () =>
    homeserver.reactivate(nobody, password).then(
      () => 'done',
      () => 'not yet',
    )
  await expect.poll(take, { timeout: 90_000, interval: 1000 }).toBe('done')
}

test('Who is declined has no account any more, and another may apply with the login.', async () => {
  const { engine } = site.service
  await untilTakenUpAgain()
  const first = await applyAs('petr', { class: class2 })
  const declined = { ...operator, state: 'declined', reason: 'Не наш' } as const
  await decideApplication(engine, first.application.id, declined)
  await expect(logInWithPassword(site.homeserverUrl, 'petr', password)).rejects.toThrow('403')
  expect((await first.client.request('GET', '/_matrix/client/v3/joined_rooms')).status).toBe(401)
  const second = await applyAs('petr', {
    role: 'teacher',
    class: class2,
    name: { givenName: 'Павел', familyName: 'Другой' },
  })
  expect(second.application.user).toBe(first.application.user)
  expect(await upload(second.client)).toBe(413)
  await decideApplication(engine, second.application.id, accepted)
  expect(await roomsOf(second.client)).toContain(await room('/staff'))
  expect(await engine.homeserver.account(second.client.userId)).toMatchObject({
    deactivated: false,
    displayName: 'Другой Павел',
  })
  expect(await engine.store.applications.ofUser(second.client.userId)).toHaveLength(1)
})

test('An account that was there before keeps its session and its rooms when it is declined.', async () => {
  const { engine } = site.service
  const before = await roomsOf(teacher)
  const application = await apply(engine, id, 'S1-T1', {
    user: teacher.userId,
    madeAccount: false,
    kind: 'class',
    role: 'teacher',
    class: class2,
    person: teacherId('S1', 1),
  })
  expect(await upload(teacher)).toBe(200)
  await decideApplication(engine, application.id, { ...operator, state: 'declined' })
  expect(await upload(teacher)).toBe(200)
  const after = await roomsOf(teacher)
  // And is told so by the bot, in the room of the two.
  expect(before.filter((one) => !after.includes(one))).toEqual([])
  expect(await engine.homeserver.account(teacher.userId)).toMatchObject({
    suspended: false,
    deactivated: false,
    locked: false,
  })
})

test('A pupil waits on after being accepted, until the parent who is there says yes.', async () => {
  const { engine } = site.service
  const pupil = pupilId('S1', 1, 1)
  const name = { givenName: 'Имя-S1-P1-1', familyName: 'Фамилия-S1-P1-1' }
  const { application, client } = await applyAs('child', { name, class: class1 })
  await decideApplication(engine, application.id, accepted)
  expect(await roomsOf(client)).toEqual([])
  expect(await upload(client)).toBe(413)
  const said = await parent.sync()
  const asked = [...said.joined.values()]
    .flatMap(({ timeline }) => timeline.events)
    .map((event) => String((event['content'] as Record<string, unknown>)['body']))
  expect(asked.filter((body) => body.includes('Это ваш ребёнок?'))).toHaveLength(1)
  const actor = await standingOf(engine, parent.userId.slice(1, parent.userId.indexOf(':')))
  const confirmed = await confirmPupil(engine, {
    school: id,
    pupil,
    actor,
    by: parent.userId,
    answer: 'confirm',
  })
  expect(confirmed).toEqual({ state: 'confirmed' })
  expect(await roomsOf(client)).toContain(await room('S1-C1/class-chat'))
  expect(await upload(client)).toBe(200)
})

test('A parent who comes after the child is asked on entering, and the class teacher hears of the parent.', async () => {
  const { engine, store } = site.service
  const pupil = pupilId('S1', 1, 2)
  const guardian = parentId('S1', 1, 2)
  const name = { givenName: 'Имя-S1-P1-2', familyName: 'Фамилия-S1-P1-2' }
  const { application, client } = await applyAs('second', { name, class: class1 })
  await decideApplication(engine, application.id, accepted)
  const about = { kind: 'confirmation', subject: `S1/${pupil}/${application.id}` } as const
  expect(await store.notices.about(about)).toEqual([])
  const user = await giveAccount(engine, id, guardian)
  await (
    await enter(engine, guardian)
  ).complete
  await guardianEntered(engine, id, guardian)
  expect((await store.notices.about(about)).map((one) => one.user)).toEqual([user])
  const told = aboutGuardian(id, guardian, pupil, user)
  expect((await store.notices.about(told)).map((one) => one.user)).toEqual([teacher.userId])
  const actor = await standingOf(engine, guardian)
  await confirmPupil(engine, { school: id, pupil, actor, by: user, answer: 'confirm' })
  expect(await roomsOf(client)).toContain(await room('S1-C1/class-chat'))
})

test('A parent who applies is accepted with the child, and is in the rooms of the class for parents.', async () => {
  const { engine } = site.service
  const { application, client } = await applyAs('mother', {
    role: 'parent',
    class: class2,
    childName: 'Фамилия-S1-P2-1 Имя',
    name: { givenName: 'Мария', familyName: 'Новая' },
  })
  expect(await decideApplication(engine, application.id, accepted)).toEqual({
    state: 'cannot-accept',
    problem: 'child-missing',
  })
  await decideApplication(engine, application.id, { ...accepted, child: pupilId('S1', 2, 1) })
  const rooms = await roomsOf(client)
  expect(rooms).toContain(await room('S1-C2/class-parents'))
  expect(rooms).not.toContain(await room('S1-C1/class-parents'))
})

test('What a process that died had decided and not done, the service carries on when it starts.', async () => {
  const { store } = site.service
  const { application, client } = await applyAs('left', { role: 'teacher', class: class1 })
  const person = newPersonOf(application)
  const decision = { state: 'accepted', by: 'operator', reason: undefined, person } as const
  await store.applications.decide(application.id, decision, new Date().toISOString())
  expect(await roomsOf(client)).toEqual([])
  await site.service.killAndStart()
  const isDone = async () => (await store.applications.find(application.id))?.isDone
  await expect.poll(isDone, { timeout: 60_000, interval: 500 }).toBe(true)
  expect(await roomsOf(client)).toContain(await room('/staff'))
})
