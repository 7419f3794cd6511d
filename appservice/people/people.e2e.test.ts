/** Sessions and talks as pages will use them: the service as a process, behind a Synapse that asks it before people meet. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PersonClient } from '@lyceum/core/homeserver/testing.ts'
import { freshSchoolId } from '@lyceum/core/testing/real-engine.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { startClosedSite, type ClosedSite } from '../testing/closed-site.ts'

const id = freshSchoolId()
const school = smallSchool({ id })
let site: ClosedSite
let pupil: PersonClient
let parent: PersonClient
let teacher: PersonClient

beforeAll(async () => {
  site = await startClosedSite({ schools: [school] })
  pupil = await site.enter(pupilId(id, 1, 1))
  parent = await site.enter(parentId(id, 1, 1))
  teacher = await site.enter(teacherId(id, 1))
})
afterAll(() => site.stop())

async function api(method: string, path: string, session?: string, body?: object) {
  const response = await fetch(`${site.service.url}/api/v1/${path}`, {
    method,
    headers: {
      ...(session === undefined ? {} : { authorization: `Bearer ${session}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read answers as a script would
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as any }
}

async function signIn(client: PersonClient, room?: string) {
  const openid = {
    access_token: await client.openIdToken(),
    matrix_server_name: site.serverName,
  }
  return api('POST', 'session', undefined, { openid, ...(room && { room_id: room }) })
}

test('a token of the homeserver becomes a session, an invented one and one of no school do not', async () => {
  const { status, body } = await signIn(pupil)
  expect([status, body.user_id]).toEqual([200, pupil.userId])
  expect((await api('GET', 'me', body.session)).body.user_id).toBe(pupil.userId)
  const openid = { access_token: 'invented', matrix_server_name: site.serverName }
  expect((await api('POST', 'session', undefined, { openid })).status).toBe(401)
  expect((await signIn(await site.stranger('stranger'))).status).toBe(403)
  expect((await api('DELETE', 'session', body.session)).status).toBe(204)
  expect((await api('GET', 'me', body.session)).status).toBe(401)
})

test('a session of a room ends by the event of leaving it', async () => {
  const room = await site.roomOf(school.info.id, 'C1/class-chat')
  const bound = (await signIn(pupil, room)).body.session
  const alone = (await signIn(pupil)).body.session
  expect((await api('GET', 'me', bound)).status).toBe(200)
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/leave`
  expect((await pupil.request('POST', path, {})).status).toBe(200)
  await expect
    .poll(async () => (await api('GET', 'me', bound)).status, { timeout: 30_000 })
    .toBe(401)
  expect((await api('GET', 'me', alone)).status).toBe(200)
})

test('a parent writes to the class teacher, and both find one direct room', async () => {
  const session = (await signIn(parent)).body.session
  const request = { class: `${id}-C1`, role: 'class-teacher' }
  const talk = await api('POST', 'me/talks', session, request)
  expect(talk).toMatchObject({ status: 200, body: { kind: 'talk' } })
  const room = talk.body.room_id
  expect((await parent.sendMessage(room, 'Good evening')).status).toBe(200)
  expect((await teacher.sendMessage(room, 'Good evening')).status).toBe(200)
  const back = (await signIn(teacher)).body.session
  const again = await api('POST', 'me/talks', back, { user_id: parent.userId })
  expect(again.body.room_id).toBe(room)
})

test('a pupil who is not the own child is neither among the contacts nor written to', async () => {
  const other = await site.enter(pupilId(id, 1, 2))
  const session = (await signIn(parent)).body.session
  const { body } = await api('GET', 'me/contacts', session)
  const users = body.contacts.map((one: { user_id: string | null }) => one.user_id)
  expect(users).toContain(pupil.userId)
  expect(users).not.toContain(other.userId)
  const talk = await api('POST', 'me/talks', session, { user_id: other.userId })
  expect([talk.status, talk.body.type]).toEqual([403, 'urn:lyceum:problem:talk-refused'])
})

test('neither sessions nor tokens stand in the log', async () => {
  const token = await pupil.openIdToken()
  const openid = { access_token: token, matrix_server_name: site.serverName }
  const { body } = await api('POST', 'session', undefined, { openid })
  await api('GET', 'me', body.session)
  const log = site.service.logLines.join('\n')
  expect(log).not.toContain(token)
  expect(log).not.toContain(body.session)
})
