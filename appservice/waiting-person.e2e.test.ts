/**
 * Somebody whose application waits, with a session in hand: every route of our API, and every call of the client-server API that
 * lists, opens or makes people, rooms or files, on a real Synapse with the policy module.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { logInWithPassword, type Json, type PersonClient } from '@lyceum/core/homeserver/testing.ts'
import { classId, schoolId } from '@lyceum/core/school/ids.ts'
import { apply, password } from '@lyceum/core/testing/letting-in.ts'
import { pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { hashOfBearer, newBearer } from './http/bearer.ts'
import { startClosedSite, type ClosedSite } from './testing/closed-site.ts'

const id = schoolId('S1')
const waitingToken = newBearer()

let site: ClosedSite
let teacher: PersonClient
let pupil: PersonClient
let waiting: PersonClient
let applicationId: string

beforeAll(async () => {
  site = await startClosedSite({ schools: [smallSchool()] })
  teacher = await site.enter(teacherId('S1', 1))
  pupil = await site.enter(pupilId('S1', 1, 1))
  const application = await apply(site.service.engine, id, 'newcomer', {
    role: 'teacher',
    class: classId('S1-C1'),
    waitingHash: hashOfBearer(waitingToken),
  })
  applicationId = application.id
  const limits = `/_synapse/admin/v1/users/${encodeURIComponent(application.user)}/override_ratelimit`
  await site.admin.request('POST', limits, { messages_per_second: 0, burst_count: 0 })
  waiting = await logInWithPassword(site.homeserverUrl, 'newcomer', password)
})

afterAll(() => site.stop())

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** What is for people without a session at all. */
const open = /^\/api\/v1\/(invitations\/|session$|openapi\.json|phone|forgotten|waiting)/

async function everyRoute(): Promise<readonly (readonly [string, string])[]> {
  const response = await fetch(`${site.service.url}/api/v1/openapi.json`)
  const { paths } = (await response.json()) as Described
  const methods = ['get', 'post', 'put', 'patch', 'delete']
  return Object.entries(paths).flatMap(([path, item]) =>
    methods.filter((method) => method in item).map((method) => [method, path] as const),
  )
}

/** With ids that are there, so that no answer is for want of them. */
function filled(path: string): string {
  return path
    .replace('/applications/{id}', `/applications/${applicationId}`)
    .replace('/classes/{id}', '/classes/S1-C1')
    .replaceAll(/\{(?:id|pupil|person)\}/g, 'S1-P1-1')
    .replaceAll(/\{\w+\}/g, 'x')
}

async function ask(method: string, path: string, token: string): Promise<number> {
  const body = method === 'get' ? {} : { body: '{}' }
  const response = await fetch(`${site.service.url}${path}`, {
    method: method.toUpperCase(),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...body,
  })
  return response.status
}

test('No route of the API knows the person: not by the Matrix session, nor by the token of the waiting page.', async () => {
  const routes = (await everyRoute()).filter(([, path]) => !open.test(path))
  expect(routes.length).toBeGreaterThan(40)
  const answers = await Promise.all(
    routes.flatMap(([method, path]) =>
      [waiting.accessToken, waitingToken].map(async (token) => {
        const status = await ask(method, filled(path), token)
        return status === 401 ? [] : [`${method} ${path}: ${status}`]
      }),
    ),
  )
  expect(answers.flat()).toEqual([])
})

test('No session of the pages is opened for it.', async () => {
  const openid = {
    access_token: await waiting.openIdToken(),
    matrix_server_name: site.serverName,
  }
  const response = await fetch(`${site.service.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ openid }),
  })
  expect(response.status).toBe(403)
})

const client = (path: string) => `/_matrix/client/${path}`
const encoded = encodeURIComponent

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly body?: object
  /** Without it the call is refused. */
  readonly empty?: (body: Json) => unknown
}

async function calls(): Promise<readonly Call[]> {
  const room = await site.roomOf(id, 'S1-C1/class-chat')
  const space = await site.roomOf(id, '/school')
  const said = await teacher.request(
    'PUT',
    client(`v3/rooms/${encoded(room)}/send/m.room.message/1`),
    {
      msgtype: 'm.text',
      body: 'Контрольная завтра',
    },
  )
  const event = encoded(String(said.body['event_id']))
  const at = (rest: string) => client(`v3/rooms/${encoded(room)}/${rest}`)
  const search = { search_categories: { room_events: { search_term: 'Контрольная' } } }
  const found = (body: Json) =>
    (body['search_categories'] as { room_events?: Json } | undefined)?.room_events?.['results']
  const get = (path: string): Call => ({ method: 'GET', path })
  const post = (path: string, body: object = {}): Call => ({ method: 'POST', path, body })
  const put = (path: string, body: object = {}): Call => ({ method: 'PUT', path, body })
  return [
    // People.
    {
      ...post(client('v3/user_directory/search'), { search_term: 'S1' }),
      empty: (b) => b['results'],
    },
    {
      ...post(client('v3/user_directory/search'), { search_term: 's1-p1-1' }),
      empty: (b) => b['results'],
    },
    get(client(`v3/profile/${encoded(pupil.userId)}`)),
    get(client(`v3/profile/${encoded(pupil.userId)}/displayname`)),
    // Switched off: the same is told of everybody, whether there is such an account or not.
    {
      ...get(client(`v3/presence/${encoded(pupil.userId)}/status`)),
      empty: (b) => Object.keys(b).filter((key) => key !== 'presence'),
    },
    get(client(`unstable/uk.half-shot.msc2666/user/mutual_rooms?user_id=${encoded(pupil.userId)}`)),
    // Rooms.
    { ...get(client('v3/joined_rooms')), empty: (b) => b['joined_rooms'] },
    {
      ...get(client('v3/sync?timeout=0')),
      empty: (b) => Object.keys((b['rooms'] ?? {}) as object),
    },
    { ...get(client('v3/publicRooms')), empty: (b) => b['chunk'] },
    { ...post(client('v3/publicRooms'), { filter: {} }), empty: (b) => b['chunk'] },
    get(client(`v1/rooms/${encoded(space)}/hierarchy`)),
    get(client(`v1/room_summary/${encoded(room)}`)),
    get(client(`unstable/im.nheko.summary/summary/${encoded(room)}`)),
    get(at('members')),
    get(at('joined_members')),
    get(at('state')),
    get(at('state/m.room.name/')),
    get(at('aliases')),
    get(at('messages?dir=b')),
    get(at('initialSync')),
    get(at(`event/${event}`)),
    get(at(`context/${event}`)),
    get(client(`v1/rooms/${encoded(room)}/relations/${event}`)),
    get(client(`v1/rooms/${encoded(room)}/threads`)),
    get(client(`v1/rooms/${encoded(room)}/timestamp_to_event?ts=1&dir=f`)),
    { ...post(client('v3/search'), search), empty: found },
    // What would make or open something.
    post(client('v3/createRoom'), { preset: 'private_chat' }),
    post(client('v3/createRoom'), { is_direct: true, invite: [pupil.userId] }),
    post(at('join')),
    post(client(`v3/join/${encoded(room)}`)),
    post(client(`v3/knock/${encoded(room)}`)),
    post(at('invite'), { user_id: pupil.userId }),
    post(at('upgrade'), { new_version: '11' }),
    put(at('send/m.room.message/2'), { msgtype: 'm.text', body: 'Привет' }),
    put(at('state/m.room.topic/'), { topic: 'Привет' }),
    put(at(`redact/${event}/3`)),
    put(client(`v3/directory/room/${encoded(`#open:${site.serverName}`)}`), { room_id: room }),
    put(client(`v3/profile/${encoded(waiting.userId)}/displayname`), { displayname: 'Директор' }),
    post('/_matrix/media/v3/upload', { of: 'a file' }),
  ]
}

test('No call of a client tells of people, rooms or files, and none makes or changes anything.', async () => {
  const wrong: string[] = []
  const all = await calls()
  for (const { method, path, body, empty } of all) {
    const answer = await waiting.request(method, path, body)
    const isEmpty = answer.status === 200 && empty !== undefined && sizeOf(empty(answer.body)) === 0
    const isRefused = [400, 403, 404, 405, 413].includes(answer.status)
    if (empty === undefined ? !isRefused : !isEmpty)
      wrong.push(`${method} ${path}: ${answer.status}`)
  }
  expect(wrong).toEqual([])
  expect(all.length).toBeGreaterThan(35)
  expect(await waiting.joinedRooms()).toEqual([])
})

function sizeOf(list: unknown): number {
  return Array.isArray(list) ? list.length : Number(list !== undefined)
}

test('Each of these calls works for the class teacher, so that none was refused for being asked wrongly.', async () => {
  const lists = (await calls()).filter(
    ({ method, path }) => method === 'GET' && path.includes('/rooms/'),
  )
  const missing = await Promise.all(
    lists.map(async ({ method, path }) => {
      const { status } = await teacher.request(method, path)
      return status === 200 ? [] : [`${path}: ${status}`]
    }),
  )
  expect(missing.flat()).toEqual([])
})

test('Nobody of the school finds, invites or reaches the person either.', async () => {
  for (const other of [teacher, pupil]) {
    const found = await other.request('POST', client('v3/user_directory/search'), {
      search_term: 'newcomer',
    })
    expect(found.body['results']).toEqual([])
    const { status } = await other.request('POST', client('v3/createRoom'), {
      is_direct: true,
      invite: [waiting.userId],
    })
    expect(status).toBe(403)
  }
})
