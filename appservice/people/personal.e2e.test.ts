/** Export and erasure on a homeserver of its own: afterwards nothing of the person is found, and after a purge in no file. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import yauzl from 'yauzl'
import { startClosedSite, type ClosedSite } from '../testing/closed-site.ts'
import { purgeHomeserver } from '@lyceum/deploy/embedded/purge.ts'
import type { PersonClient } from '@lyceum/core/homeserver/testing.ts'
import { schoolId, type RoomId } from '@lyceum/core/school/ids.ts'
import { applyRoster, limits } from '@lyceum/core/testing/engine.ts'
import { pupilId, smallSchool } from '@lyceum/core/testing/small-school.ts'
import { erasePerson } from '@lyceum/core/provision/personal/erase.ts'
import { exportPerson } from '@lyceum/core/provision/personal/export.ts'

const person = pupilId('S1', 1, 1)
const base = smallSchool()
const canaries = {
  text: 'canary-text-mallard-5123',
  edited: 'canary-edited-heron-9931',
  question: 'canary-question-stork-1187',
  answer: 'canary-answer-falcon-7741',
  reaction: '🦆🦆🦆',
  fileName: 'canary-file-osprey-3310.txt',
  fileContent: 'canary-content-kestrel-8842',
  caption: 'canary-caption-plover-6611',
  thread: 'canary-thread-curlew-2209',
  topic: 'canary-topic-bittern-4470',
  nickname: 'canary-nickname-dunlin-9008',
  direct: 'canary-direct-wigeon-5566',
} as const
const family = 'CanaryFamilyGodwit'
const school = {
  ...base,
  people: base.people.map((one) => (one.id === person ? { ...one, familyName: family } : one)),
}

let site: ClosedSite
let pupil: PersonClient
let friend: PersonClient
let chat: RoomId
let direct: RoomId

async function send(
  client: PersonClient,
  room: RoomId,
  type: string,
  content: object,
): Promise<string> {
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/send/${type}/${Math.random()}`
  const { status, body } = await client.request('PUT', path, content)
  expect([type, status]).toEqual([type, 200])
  return body['event_id'] as string
}

async function upload(): Promise<string> {
  const response = await fetch(
    `${site.homeserverUrl}/_matrix/media/v3/upload?filename=${canaries.fileName}`,
    {
      method: 'POST',
      headers: { authorization: `Bearer ${pupil.accessToken}`, 'content-type': 'text/plain' },
      body: canaries.fileContent,
    },
  )
  return ((await response.json()) as { content_uri: string }).content_uri
}

beforeAll(async () => {
  site = await startClosedSite({ schools: [school] })
  pupil = await site.enter(person)
  friend = await site.enter(pupilId('S1', 1, 2))
  chat = await site.roomOf(schoolId('S1'), 'S1-C1/class-chat')
  const text = await send(pupil, chat, 'm.room.message', { msgtype: 'm.text', body: canaries.text })
  await send(pupil, chat, 'm.room.message', {
    msgtype: 'm.text',
    body: `* ${canaries.edited}`,
    'm.new_content': { msgtype: 'm.text', body: canaries.edited },
    'm.relates_to': { rel_type: 'm.replace', event_id: text },
  })
  const poll = await send(pupil, chat, 'org.matrix.msc3381.poll.start', {
    'org.matrix.msc3381.poll.start': {
      question: { 'org.matrix.msc1767.text': canaries.question },
      answers: [{ id: 'a', 'org.matrix.msc1767.text': canaries.answer }],
    },
    'org.matrix.msc1767.text': canaries.question,
  })
  await send(pupil, chat, 'org.matrix.msc3381.poll.response', {
    'm.relates_to': { rel_type: 'm.reference', event_id: poll },
    'org.matrix.msc3381.poll.response': { answers: ['a'] },
  })
  const others = await send(friend, chat, 'm.room.message', {
    msgtype: 'm.text',
    body: 'Hello all',
  })
  await send(pupil, chat, 'm.reaction', {
    'm.relates_to': { rel_type: 'm.annotation', event_id: others, key: canaries.reaction },
  })
  await send(pupil, chat, 'm.room.message', {
    msgtype: 'm.file',
    body: canaries.caption,
    filename: canaries.fileName,
    url: await upload(),
  })
  await send(pupil, chat, 'm.room.message', {
    msgtype: 'm.text',
    body: canaries.thread,
    'm.relates_to': { rel_type: 'm.thread', event_id: others },
  })
  const made = await pupil.request('POST', '/_matrix/client/v3/createRoom', {
    preset: 'trusted_private_chat',
    is_direct: true,
    invite: [friend.userId],
    topic: canaries.topic,
  })
  direct = made.body['room_id'] as RoomId
  await friend.request('POST', `/_matrix/client/v3/join/${encodeURIComponent(direct)}`, {})
  await pupil.setState(direct, 'm.room.member', pupil.userId, {
    membership: 'join',
    displayname: canaries.nickname,
  })
  await send(pupil, direct, 'm.room.message', { msgtype: 'm.text', body: canaries.direct })
  await send(friend, chat, 'm.room.message', {
    msgtype: 'm.text',
    body: `> <${pupil.userId}> quoted\n\nan answer`,
  })
})

afterAll(async () => {
  await site.stop()
})

async function unzip(file: string): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await yauzl.openPromise(file)
  const entries = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry()) {
    const parts: Buffer[] = []
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer)
    entries.set(entry.fileName, Buffer.concat(parts))
  }
  return entries
}

test('an export holds every word, file and record of the person, for its owner alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-export-'))
  const file = join(folder, 'person.zip')
  const told = await exportPerson(site.service.engine, person, file, 'en')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const entries = await unzip(file)
  const all = [...entries.values()].map(String).join('\n')
  for (const canary of Object.values(canaries)) expect(all).toContain(canary)
  expect(all).toContain(family)
  expect(all).not.toMatch(/token_hash|code_hash/)
  const bytes = [...entries].find(([name]) => name.startsWith('files/'))?.[1]
  const hash = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')
  expect(hash(bytes ?? '')).toBe(hash(canaries.fileContent))
  expect([told.files, told.events > 10]).toEqual([1, true])
})

test('an erased person is found through no interface, others\u2019 quotations are listed, and no roster brings them back', async () => {
  const { engine } = site.service
  const begun = performance.now()
  const told = await erasePerson(engine, person, { limits, actor: 'operator' })
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  process.stdout.write(`erased: ${told.events} events after ${seconds} s\n`)
  expect(told).toMatchObject({ files: 1, roomsLeft: [], sharedAccount: false })
  expect(told.quotations).toHaveLength(1)
  const rooms = (room: RoomId) => `/_matrix/client/v3/rooms/${encodeURIComponent(room)}`
  const answers = await Promise.all([
    friend.request('GET', `${rooms(chat)}/messages?dir=b&limit=100`),
    friend.request('GET', `${rooms(direct)}/messages?dir=b&limit=100`),
    friend.request('GET', `${rooms(chat)}/members`),
    friend.request('GET', `${rooms(direct)}/state`),
    friend.request('GET', `/_matrix/client/v3/profile/${encodeURIComponent(pupil.userId)}`),
    friend.request('POST', '/_matrix/client/v3/user_directory/search', { search_term: family }),
    ...Object.values(canaries).map((canary) =>
      friend.request('POST', '/_matrix/client/v3/search', {
        search_categories: { room_events: { search_term: canary } },
      }),
    ),
    site.admin.request(
      'GET',
      `/_synapse/admin/v1/rooms/${encodeURIComponent(chat)}/messages?dir=b&limit=100`,
    ),
    site.admin.request('GET', `/_synapse/admin/v1/users/${encodeURIComponent(pupil.userId)}/media`),
  ])
  const told2 = JSON.stringify(answers.map(({ body }) => body)).replaceAll(
    /"highlights":\[[^\]]*\]/g,
    '',
  )
  for (const canary of [...Object.values(canaries), family]) expect(told2).not.toContain(canary)
  expect(await site.service.store.personal.exists(person)).toBe(false)
  await applyRoster(engine, school)
  expect(await site.service.store.personal.exists(person)).toBe(false)
})

test('after a purge no file of the homeserver or of ours holds anything of the person', async () => {
  await site.stopServers()
  const { python } = inject('homeserver')
  const purged = await purgeHomeserver(python, site.dataFolder)
  expect(purged.events).toBeGreaterThan(10)
  await site.service.store.personal.compact()
  const found: string[] = []
  const look = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) look(path)
      else {
        const bytes = readFileSync(path)
        for (const canary of [...Object.values(canaries), family]) {
          if (bytes.includes(canary)) found.push(`${canary} in ${entry.name}`)
        }
      }
    }
  }
  look(site.dataFolder)
  look(site.service.folder)
  expect(found).toEqual([])
})
