/**
 * Names, words and secrets that are put in everywhere, and the logs in which none of them may stand: those of the service and of
 * Synapse, at the level at which they say most; the metrics and the command lines and environments of the processes too.
 */
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { connectSynapse } from '@lyceum/core/homeserver/synapse.ts'
import type { PersonClient } from '@lyceum/core/homeserver/testing.ts'
import { erasePerson } from '@lyceum/core/provision/personal/erase.ts'
import { exportPerson } from '@lyceum/core/provision/personal/export.ts'
import { classId, personId, schoolId, type RoomId } from '@lyceum/core/school/ids.ts'
import { limits } from '@lyceum/core/testing/engine.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { createLog } from './log.ts'
import { startClosedSite, type ClosedSite } from './testing/closed-site.ts'
import { readProcesses } from './testing/processes.ts'

/** What people are called and say; every one goes in, by the name of the way. */
const words = {
  givenName: 'CanaryGivenMallard',
  familyName: 'CanaryFamilyHeron',
  schoolName: 'CanarySchoolStork',
  message: 'canary-message-falcon',
  roomName: 'canary-room-osprey',
  topic: 'canary-topic-kestrel',
  nickname: 'canary-nickname-plover',
  reason: 'canary-reason-curlew',
  fileName: 'canary-file-bittern',
  announcement: 'canary-announcement-dunlin',
  searched: 'canary-searched-wigeon',
  malformed: 'canary-malformed-godwit',
  late: 'canary-late-avocet',
  inAddress: 'canary-address-ruff',
  applicant: 'Canaryapplicant Whimbrel',
  childName: 'Canarychild Redshank',
  declined: 'canary-declined-knot',
  reported: 'canary-reported-dotterel',
  toTheBot: 'Canarybot Sandpiper',
} as const
const password = 'canary-password-teal-5520'
const wrongCode = '7ZZZZZZZZZZZ'

const base = smallSchool({ id: 'S1' })
const named = pupilId('S1', 1, 1)
const newcomer = pupilId('S1', 2, 1)
const school = {
  ...base,
  info: { ...base.info, name: words.schoolName },
  people: base.people.map((one) => ({
    ...one,
    givenName: words.givenName,
    familyName: words.familyName,
  })),
}

let site: ClosedSite
const secrets = new Map<string, string>()
const engineLines: string[] = []
let metrics: string
let processes: string

async function api(method: string, path: string, session?: string, body?: object) {
  const response = await fetch(`${site.service.url}${path}`, {
    method,
    headers: {
      ...(session === undefined ? {} : { authorization: `Bearer ${session}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read answers as a script would
  return { status: response.status, body: (isJson ? JSON.parse(text) : {}) as any }
}

async function signIn(client: PersonClient): Promise<string> {
  const token = await client.openIdToken()
  secrets.set(`OpenID token of ${client.userId}`, token)
  const openid = { access_token: token, matrix_server_name: site.serverName }
  const { body } = await api('POST', '/api/v1/session', undefined, { openid })
  secrets.set(`session of ${client.userId}`, body.session)
  return body.session
}

async function sendTransaction(events: readonly unknown[]): Promise<number> {
  const response = await fetch(
    `${site.service.internalUrl}/_matrix/app/v1/transactions/${randomUUID()}`,
    {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${secrets.get('hs_token') ?? ''}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ events }),
    },
  )
  return response.status
}

beforeAll(async () => {
  // Of the process that is started: the level at which it says most.
  vi.stubEnv('LYCEUM_LOG_LEVEL', 'debug')
  site = await startClosedSite({ schools: [school] })
  for (const name of readdirSync(join(site.service.folder, 'secrets'))) {
    secrets.set(name, readFileSync(join(site.service.folder, 'secrets', name), 'utf8').trim())
  }
  const pupil = await site.enter(named)
  const teacher = await site.enter(teacherId('S1', 1))
  const administrator = await site.enter(personId('S1-A1'))
  const otherParent = await site.enter(parentId('S1', 1, 2))
  for (const one of [pupil, teacher, administrator]) {
    secrets.set(`access token of ${one.userId}`, one.accessToken)
  }
  await enterByLink()
  await usePages(pupil, administrator)
  await applyAndDecline(administrator)
  await talk(pupil, teacher, otherParent)
  await speakToTheBot(pupil)
  await sendWhatIsWrong(pupil)
  metrics = await (await fetch(`${site.service.internalUrl}/metrics`)).text()
  processes = readProcesses([site.service.folder, site.dataFolder])
  await exportAndErase()
  await failWithoutHomeserver(teacher)
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await site.stop()
})

async function enterByLink(): Promise<void> {
  const { token, code } = await site.service.invite(newcomer, 'pupil')
  secrets.set('invitation', token)
  secrets.set('typed code', code)
  await api('GET', `/join/${token}?from=${words.inAddress}`)
  await api('GET', `/api/v1/invitations/${token}`)
  await api('GET', `/api/v1/invitations/${code}`)
  await api('GET', `/api/v1/invitations/${wrongCode}`)
  const redeem = (login: string, secret: string) =>
    api('POST', `/api/v1/invitations/${token}/redeem`, undefined, { login, password: secret })
  expect((await redeem('newcomer', 'weak')).status).toBe(422)
  const { status, body } = await redeem('newcomer', password)
  expect(status).toBe(201)
  secrets.set('access token given by the join page', body.access_token)
  expect((await redeem('newcomer', password)).status).toBe(410)
  secrets.set('password', password)
  const login = { type: 'm.login.password', identifier: { type: 'm.id.user', user: 'newcomer' } }
  for (const attempt of [password, `${password}-wrong`]) {
    await fetch(`${site.homeserverUrl}/_matrix/client/v3/login`, {
      method: 'POST',
      body: JSON.stringify({ ...login, password: attempt }),
    })
  }
}

async function usePages(pupil: PersonClient, administrator: PersonClient): Promise<void> {
  const session = await signIn(pupil)
  const managing = await signIn(administrator)
  expect((await api('GET', '/api/v1/me', session)).status).toBe(200)
  await api('GET', `/api/v1/me/contacts?search=${words.searched}`, session)
  await api('GET', `/api/v1/people?search=${words.searched}&school=S1`, managing)
  await api('GET', '/api/v1/journal', managing)
  await api('GET', `/api/v1/me?access_token=${words.inAddress}`)
  await api('GET', `/nowhere/${words.inAddress}`)
  const told = { text: words.announcement }
  expect((await api('POST', '/api/v1/announcements', managing, told)).status).toBe(201)
  expect((await api('POST', '/api/v1/announcements', session, told)).status).toBe(403)
  const talk = { class: 'S1-C1', role: 'class-teacher' }
  await api('POST', '/api/v1/me/talks', session, talk)
  await api('POST', '/api/v1/me/talks', session, {
    user_id: `@${words.malformed}:${site.serverName}`,
  })
}

/** By a link that many use: a name, a child's name and a reason go in. */
async function applyAndDecline(administrator: PersonClient): Promise<void> {
  const at = new Date().toISOString()
  const { token, code } = await site.service.store.sharedLinks.issue(
    {
      school: schoolId('S1'),
      class: classId('S1-C1'),
      role: 'parent',
      uses: undefined,
      createdBy: 'operator',
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    },
    at,
  )
  secrets.set('link that many use', token)
  secrets.set('its typed code', code)
  await api('GET', `/api/v1/invitations/${token}`)
  const { status, body } = await api('POST', `/api/v1/invitations/${token}/redeem`, undefined, {
    login: 'whimbrel',
    password: `${password}-3`,
    full_name: words.applicant,
    child_name: words.childName,
  })
  expect(status).toBe(201)
  secrets.set('waiting page', body.waiting)
  secrets.set('access token of the applicant', body.access_token)
  expect((await api('GET', '/api/v1/waiting', body.waiting)).status).toBe(200)
  const managing = await signIn(administrator)
  const listed = await api('GET', '/api/v1/applications?school=S1', managing)
  const { id } = listed.body.applications[0]
  const decline = { reason: words.declined }
  expect((await api('POST', `/api/v1/applications/${id}/decline`, managing, decline)).status).toBe(
    200,
  )
}

async function talk(
  pupil: PersonClient,
  teacher: PersonClient,
  otherParent: PersonClient,
): Promise<void> {
  const create = (invited: PersonClient) =>
    pupil.request('POST', '/_matrix/client/v3/createRoom', {
      preset: 'private_chat',
      name: words.roomName,
      topic: words.topic,
      invite: [invited.userId],
    })
  expect((await create(otherParent)).status).toBe(403)
  const room = (await create(teacher)).body['room_id'] as RoomId
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}`
  await teacher.request('POST', `${path}/join`, { reason: words.reason })
  await pupil.sendMessage(room, words.message)
  const chat = await site.roomOf(schoolId('S1'), 'S1-C1/class-chat')
  const said = await pupil.sendMessage(chat, words.message)
  const report = `/_matrix/client/v3/rooms/${encodeURIComponent(chat)}/report/${String(said.body['event_id'])}`
  await teacher.request('POST', report, { reason: words.reported })
  await pupil.setState(chat, 'm.room.member', pupil.userId, {
    membership: 'join',
    displayname: words.nickname,
  })
  await fetch(`${site.homeserverUrl}/_matrix/media/v3/upload?filename=${words.fileName}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${pupil.accessToken}`, 'content-type': 'text/plain' },
    body: words.message,
  })
  await teacher.request('POST', `${path}/leave`, { reason: words.reason })
}

/** Commands name people; a reply that does not come would be an error in the log. */
async function speakToTheBot(pupil: PersonClient): Promise<void> {
  const made = await pupil.request('POST', '/_matrix/client/v3/createRoom', {
    preset: 'trusted_private_chat',
    is_direct: true,
    invite: [site.bot],
  })
  const room = made.body['room_id'] as RoomId
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}`
  const fromTheBot = async (type: string) => {
    const { body } = await pupil.request('GET', `${path}/messages?dir=b&limit=50`)
    const events = body['chunk'] as readonly { readonly type: string; readonly sender: string }[]
    return events.filter((one) => one.sender === site.bot && one.type === type).length
  }
  await vi.waitUntil(async () => (await fromTheBot('m.room.member')) > 0, { timeout: 60_000 })
  const before = await fromTheBot('m.room.message')
  await pupil.sendMessage(room, `write ${words.toTheBot}`)
  await vi.waitUntil(async () => (await fromTheBot('m.room.message')) > before, { timeout: 60_000 })
}

/** Events that nobody can handle, bodies that nobody can read, answers that are not questions. */
async function sendWhatIsWrong(pupil: PersonClient): Promise<void> {
  const text = words.malformed
  expect(await sendTransaction([text, { content: { body: text } }, { event_id: text }])).toBe(200)
  const event = { room_id: '!nowhere', type: 'm.room.member', sender: pupil.userId }
  const content = { membership: 'invite', displayname: text, reason: text }
  const invited = { ...event, state_key: pupil.userId, content, event_id: '$nowhere' }
  expect(await sendTransaction([invited])).toBe(200)
  const questions = [{ [text]: text }, { user_id: pupil.userId, room_config: { name: text } }]
  for (const body of questions) {
    await fetch(`${site.service.internalUrl}/policy/user_may_create_room`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${secrets.get('hs_token') ?? ''}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    })
  }
  for (const body of [`{"${text}`, `"${text}"`]) {
    await fetch(`${site.service.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${text}` },
      body,
    })
  }
}

async function exportAndErase(): Promise<void> {
  const log = createLog('debug', { write: (line) => void engineLines.push(line) })
  const { engine } = site.service
  const homeserver = connectSynapse({
    url: site.homeserverUrl,
    serverName: site.serverName,
    asToken: secrets.get('as_token') ?? '',
    botLocalpart: 'lyceum',
    log,
  })
  const told = { ...engine, homeserver, log }
  const file = join(await mkdtemp(join(tmpdir(), 'lyceum-canaries-')), 'person.zip')
  await exportPerson(told, named, file, 'en')
  await erasePerson(told, named, { limits, actor: 'operator' })
}

/** Every request and every event now fails, and is told of. */
async function failWithoutHomeserver(teacher: PersonClient): Promise<void> {
  const { token } = await site.service.invite(pupilId('S1', 2, 2), 'pupil')
  secrets.set('second invitation', token)
  const openid = { access_token: await teacher.openIdToken(), matrix_server_name: site.serverName }
  secrets.set('last OpenID token', openid.access_token)
  await site.stopHomeserver()
  const redeem = { login: words.late, password: `${password}-2` }
  expect((await api('POST', `/api/v1/invitations/${token}/redeem`, undefined, redeem)).status).toBe(
    503,
  )
  await api('POST', '/api/v1/session', undefined, { openid })
  const content = { membership: 'invite', displayname: words.late }
  await sendTransaction([
    {
      event_id: '$late',
      room_id: '!late',
      type: 'm.room.member',
      state_key: teacher.userId,
      sender: teacher.userId,
      content,
    },
  ])
  const isTold = () =>
    site.service.logLines.join('\n').includes('an event waits for the homeserver')
  await vi.waitUntil(isTold, { timeout: 20_000 })
}

/** As it stands there, and as it stands in an address or in JSON. */
function foundIn(text: string): readonly string[] {
  const all = [...Object.entries(words), ...secrets, ['wrong code', wrongCode] as const]
  return all
    .filter(([, canary]) => text.includes(canary) || text.includes(encodeURIComponent(canary)))
    .map(([name]) => name)
}

test('in the log of the service there is no name, no word and no secret, and the log is not empty', () => {
  const lines = site.service.logLines
  for (const told of ['policy asked', 'request', 'events without the form of events passed over']) {
    expect(lines.some((line) => line.includes(`"${told}"`))).toBe(true)
  }
  expect(lines.some((line) => line.includes('"level":"error"') || line.includes('"warn"'))).toBe(
    true,
  )
  expect(foundIn(lines.join('\n'))).toEqual([])
})

test('in the logs of Synapse there is none', () => {
  const folder = join(site.dataFolder, 'logs')
  const files = readdirSync(folder)
  expect(files).toContain('homeserver.log')
  expect(foundIn(files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n'))).toEqual(
    [],
  )
})

test('in what an export and an erasure log there is none', () => {
  expect(foundIn(engineLines.join('\n'))).toEqual([])
})

test('in the metrics there is none, and no id', () => {
  expect(metrics).toContain('lyceum_policy_answers_total{')
  expect(foundIn(metrics)).toEqual([])
  expect(metrics).not.toMatch(/[@!#$][\w-]+:closed\.test|S1-/)
})

test('in command lines and environments of the processes there is no secret', () => {
  expect(processes.length).toBeGreaterThan(100)
  expect(foundIn(processes)).toEqual([])
})

test('in the database secrets of people stand as hashes', () => {
  const { folder } = site.service
  const bytes = readdirSync(folder)
    .filter((name) => name.startsWith('lyceum.db'))
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('')
  expect(bytes.length).toBeGreaterThan(10_000)
  const stored = [...secrets].filter(([, secret]) => bytes.includes(secret))
  expect(stored.map(([name]) => name)).toEqual([])
})
