/** Somebody who waits to be let in finds, reads, invites and uploads nothing, on a real Synapse with the policy module on. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { connectPerson, type PersonClient } from '@lyceum/core/homeserver/testing.ts'
import { decideApplication } from '@lyceum/core/provision/letting-in/decide.ts'
import { classId, schoolId, type UserId } from '@lyceum/core/school/ids.ts'
import { pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { openApi } from '../http/openapi/document.ts'
import { startClosedSite, type ClosedSite } from '../testing/closed-site.ts'
import {
  changingCalls,
  readingCalls,
  type HeldCall,
  type HeldWorld,
} from '../testing/held-calls.ts'

let site: ClosedSite
let pupil: PersonClient
let teacher: PersonClient
let held: PersonClient
let waiting: string
let world: HeldWorld
/** `server/id` of a file that a teacher has put into the school. */
let file: string

beforeAll(async () => {
  site = await startClosedSite({ schools: [smallSchool()] })
  pupil = await site.enter(pupilId('S1', 1, 1))
  teacher = await site.enter(teacherId('S1', 1))
  const chat = await site.roomOf(schoolId('S1'), 'C1/class-chat')
  const space = await site.roomOf(schoolId('S1'), 'S1-C1/class')
  const said = await pupil.sendMessage(chat, 'Привет')
  file = String(
    (await upload(teacher, '/_matrix/media/v3/upload?filename=a.txt')).body['content_uri'],
  )
  const applied = await apply('anna')
  waiting = applied.waiting
  held = connectPerson(site.homeserverUrl, applied.user_id, applied.access_token)
  const event = String(said.body['event_id'])
  world = { held: held.userId, pupil: pupil.userId, chat, space, event }
})

afterAll(() => site.stop())

interface Applied {
  readonly user_id: UserId
  readonly access_token: string
  readonly waiting: string
}

async function apply(login: string): Promise<Applied> {
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  const school = schoolId('S1')
  const link = { school, class: classId('S1-C1'), role: 'pupil', uses: 1 } as const
  const { token } = await site.service.store.sharedLinks.issue(
    { ...link, createdBy: 'operator', expiresAt },
    new Date().toISOString(),
  )
  const address = `${site.service.url}/api/v1/invitations/${token}/redeem`
  const account = { login, password: 'tiger-window-lamp-4821', full_name: 'Сёмина Анна Петровна' }
  const headers = { 'content-type': 'application/json' }
  // A Synapse just made builds in the background what taking up an erased account needs; until then it answers 500, and
  // the same login and password go on.
  return vi.waitFor(
    async () => {
      const request = { method: 'POST', headers, body: JSON.stringify(account) }
      const response = await fetch(address, request)
      expect(response.status).toBe(201)
      return (await response.json()) as Applied
    },
    { timeout: 60_000, interval: 1000 },
  )
}

async function upload({ accessToken }: PersonClient, path: string, method = 'POST') {
  const response = await fetch(`${site.homeserverUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'text/plain' },
    body: 'something',
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

async function call({ method, path, body }: HeldCall) {
  return held.request(method, path(world), body?.(world))
}

const rows = (calls: readonly HeldCall[]) => calls.map((one) => [one.name, one] as const)

describe('finds and reads nothing', () => {
  test.each(rows(readingCalls))('%s', async (_, row) => {
    const { status, body } = await call(row)
    expect([row.name, status]).toEqual([row.name, row.status])
    const { error, ...rest } = body
    const told = JSON.stringify(status === 200 ? body : rest)
    const lists = ['Имя', 'Фамилия', 'Школа', '1А', 'Привет', world.chat, world.space]
    for (const secret of [...lists, '@s1-', '@lyceum']) expect(told).not.toContain(secret)
    // What is refused is refused by the words of the address that was asked for.
    if (status !== 200) expect(String(error)).not.toMatch(/Имя|Фамилия|Школа|Привет/)
  })

  test('and who belongs in the room is answered, so that no reading of it was refused for being asked wrongly', async () => {
    const ofTheRoom = readingCalls.filter((one) => {
      return one.method === 'GET' && one.path(world).includes('/rooms/')
    })
    const answers = await Promise.all(
      ofTheRoom.map(async (one) => {
        const { status } = await teacher.request('GET', one.path(world))
        return [one.name, status] as const
      }),
    )
    expect(answers.length).toBeGreaterThan(5)
    expect(answers.filter(([, status]) => status !== 200)).toEqual([])
  })

  test('is in no room, and nobody is found by it or finds it', async () => {
    expect(await held.joinedRooms()).toEqual([])
    const path = '/_matrix/client/v3/user_directory/search'
    for (const search_term of ['anna', 'Сёмина', 'Анна']) {
      const { body } = await pupil.request('POST', path, { search_term })
      expect(body['results']).toEqual([])
    }
    const rooms = `/_matrix/client/v3/rooms/${encodeURIComponent(world.chat)}/invite`
    expect((await pupil.request('POST', rooms, { user_id: held.userId })).status).toBe(403)
    const direct = { is_direct: true, invite: [held.userId] }
    const made = await pupil.request('POST', '/_matrix/client/v3/createRoom', direct)
    expect(made.status).toBe(403)
  })

  test('a file of the school is read only by who was given its address', async () => {
    const address = file.replace('mxc://', '')
    const response = await fetch(
      `${site.homeserverUrl}/_matrix/client/v1/media/download/${address}`,
      { headers: { authorization: `Bearer ${held.accessToken}` } },
    )
    // SECURITY.md says so: nothing lists or finds it.
    expect([response.status, await response.text()]).toEqual([200, 'something'])
  })
})

describe('invites, writes and changes nothing', () => {
  test.each(rows(changingCalls))('%s', async (_, row) => {
    expect([row.name, (await call(row)).status]).toEqual([row.name, row.status])
  })

  test('afterwards the room is what it was', async () => {
    const room = `/_matrix/client/v3/rooms/${encodeURIComponent(world.chat)}`
    const { body: members } = await pupil.request('GET', `${room}/joined_members`)
    expect(Object.keys(members['joined'] as object)).not.toContain(held.userId)
    const { body } = await pupil.request('GET', `${room}/messages?dir=b&limit=5`)
    expect(JSON.stringify(body)).not.toContain(held.userId)
    const { body: name } = await pupil.request('GET', `${room}/state/m.room.name`)
    expect(name['name']).toContain('1А')
  })

  test('a message from device to device is the one thing that the homeserver lets pass', async () => {
    const path = '/_matrix/client/v3/sendToDevice/m.test/1'
    const messages = { [pupil.userId]: { '*': { text: 'x' } } }
    // SECURITY.md says so. No client shows it: it carries keys of encryption.
    expect((await held.request('PUT', path, { messages })).status).toBe(200)
  })
})

describe('uploads nothing', () => {
  test('in one step or in two', async () => {
    const once = await upload(held, '/_matrix/media/v3/upload?filename=b.txt')
    expect([once.status, once.body['errcode']]).toEqual([413, 'M_TOO_LARGE'])
    const { body } = await held.request('POST', '/_matrix/media/v1/create', {})
    const address = String(body['content_uri']).replace('mxc://', '')
    const twice = await upload(held, `/_matrix/media/v3/upload/${address}`, 'PUT')
    expect([twice.status, twice.body['errcode']]).toEqual([413, 'M_TOO_LARGE'])
  })
})

/** By the description, which a test holds to the routes. */
const routes = Object.entries(openApi.paths).flatMap(([path, operations]) =>
  Object.keys(operations)
    .filter((method) => method !== 'parameters')
    .map((method) => [method.toUpperCase(), path] as const),
)
/** For people without an account: they take an invitation's token, a number, or the waiting page's token. */
const open = /\/(invitations\/\{token\}|openapi\.json|session|waiting|phone\/|forgotten)/

describe('no route of ours answers', () => {
  const asked = routes.filter(([method, path]) => {
    return !open.test(path) || (method === 'DELETE' && path.endsWith('/session'))
  })

  test('and there are many', () => {
    expect(asked.length).toBeGreaterThan(40)
  })

  test.each(asked)('%s %s', async (method, path) => {
    const address = `${site.service.url}${path.replaceAll(/\{\w+\}/g, 'S1-P1-1')}`
    for (const token of [waiting, held.accessToken, undefined]) {
      const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` }
      const body = method === 'GET' || method === 'DELETE' ? {} : { body: '{}' }
      const headers = {
        ...authorization,
        ...('body' in body && { 'content-type': 'application/json' }),
      }
      const response = await fetch(address, { method, headers, ...body })
      expect(response.status).toBe(401)
      expect(await response.text()).not.toMatch(/Имя|Фамилия/)
    }
  })

  test('and there is no session to be had', async () => {
    const openid = { access_token: await held.openIdToken(), matrix_server_name: site.serverName }
    const response = await fetch(`${site.service.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ openid }),
    })
    expect(response.status).toBe(403)
  })
})

describe('then', () => {
  const look = async () => {
    const response = await fetch(`${site.service.url}/api/v1/waiting`, {
      headers: { authorization: `Bearer ${waiting}` },
    })
    return (await response.json()) as { readonly state: string; readonly reason: string | null }
  }

  test('accepted, is in the rooms with the session that it had', async () => {
    expect(await look()).toMatchObject({ state: 'waiting' })
    const [application] = await site.service.store.applications.ofUser(held.userId)
    const by = { actor: 'operator', by: 'operator', state: 'accepted' } as const
    await decideApplication(site.service.engine, application?.id ?? '', by)
    expect(await look()).toMatchObject({ state: 'accepted' })
    expect(await held.joinedRooms()).toContain(world.chat)
    expect((await held.sendMessage(world.chat, 'Здравствуйте')).status).toBe(200)
    expect((await upload(held, '/_matrix/media/v3/upload?filename=b.txt')).status).toBe(200)
  })

  test('declined, is gone; another takes the login, is held as the first was, and is let in', async () => {
    const first = await apply('boris')
    const decide = async (state: 'accepted' | 'declined') => {
      const [application] = await site.service.store.applications.ofUser(first.user_id)
      const by = { actor: 'operator', by: 'operator', reason: 'Не наш' } as const
      await decideApplication(site.service.engine, application?.id ?? '', { ...by, state })
    }
    await decide('declined')
    waiting = first.waiting
    expect(await look()).toMatchObject({ state: 'declined', reason: 'Не наш' })
    const ask = ({ access_token, user_id }: Applied) =>
      connectPerson(site.homeserverUrl, user_id, access_token)
    const gone = await ask(first).request('GET', '/_matrix/client/v3/joined_rooms')
    expect(gone.status).toBe(401)
    const second = await apply('boris')
    expect(second.user_id).toBe(first.user_id)
    expect(await ask(second).joinedRooms()).toEqual([])
    const path = `/_matrix/client/v3/join/${encodeURIComponent(world.chat)}`
    const refused = await ask(second).request('POST', path, {})
    expect([refused.status, refused.body['errcode']]).toEqual([403, 'M_USER_SUSPENDED'])
    await decide('accepted')
    expect(await ask(second).joinedRooms()).toContain(world.chat)
  })
})
