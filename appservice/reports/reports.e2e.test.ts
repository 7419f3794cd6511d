import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { PersonClient } from '@lyceum/core/homeserver/testing.ts'
import { personId, type RoomId } from '@lyceum/core/school/ids.ts'
import { planStored } from '@lyceum/core/testing/engine.ts'
import { enterAs, freshSchoolId, roomFinder } from '@lyceum/core/testing/real-engine.ts'
import { pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { startRealService, type RealService } from '../testing/real-service.ts'

/** A minute and a little: a look is every twenty seconds. */
const withinAMinute = { timeout: 70_000, interval: 1000 }

const school = smallSchool({ id: freshSchoolId(), classes: 1 })
const id = school.info.id
let service: RealService
let chat: RoomId
let people: Record<'head' | 'teacher' | 'pupil' | 'writer', PersonClient>
beforeAll(async () => {
  service = await startRealService(inject('homeserver'), school)
  const { engine } = service
  chat = (await roomFinder(engine, id))('C1/class-chat')
  people = {
    head: await enterAs(engine, id, personId(`${id}-A1`)),
    teacher: await enterAs(engine, id, teacherId(id, 1)),
    pupil: await enterAs(engine, id, pupilId(id, 1, 1)),
    writer: await enterAs(engine, id, pupilId(id, 1, 2)),
  }
}, 120_000)
afterAll(() => service.stop())

const room = () => `/_matrix/client/v3/rooms/${encodeURIComponent(chat)}`

const followed = new Map<PersonClient, { readonly since: string; readonly texts: string[] }>()

/** What was said in all rooms of a person, as far as the person's client has it. */
async function seenBy(person: PersonClient): Promise<readonly string[]> {
  const before = followed.get(person)
  const { joined, nextBatch } = await person.sync(before?.since)
  const events = [...joined.values()].flatMap((one) => one.timeline.events)
  const said = events.map((event) => String((event['content'] as { body?: unknown }).body))
  const texts = [...(before?.texts ?? []), ...said]
  followed.set(person, { since: nextBatch, texts })
  return texts
}

async function say(person: PersonClient, text: string): Promise<string> {
  const { status, body } = await person.sendMessage(chat, text)
  expect(status).toBe(200)
  return body['event_id'] as string
}

async function sessionOf(person: PersonClient): Promise<string> {
  const openid = {
    access_token: await person.openIdToken(),
    matrix_server_name: inject('homeserver').serverName,
  }
  return (await call('session', undefined, { openid })).body['session'] as string
}

async function call(path: string, session: string | undefined, body: object) {
  const response = await fetch(`${service.url}/api/v1/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(session === undefined ? {} : { authorization: `Bearer ${session}` }),
    },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  const answer = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  return { status: response.status, body: answer }
}

test('A child reports a message from a plain client; class teacher and administrators have it, and act.', async () => {
  const { head, teacher, pupil, writer } = people
  const event = await say(writer, 'very bad words')
  const path = `${room()}/report/${encodeURIComponent(event)}`
  const reported = await pupil.request('POST', path, { reason: 'he is rude' })
  expect(reported.status).toBe(200)
  for (const person of [teacher, head]) {
    const notices = async () => (await seenBy(person)).filter((text) => text.includes('he is rude'))
    await expect.poll(notices, withinAMinute).not.toEqual([])
    expect(await notices()).toEqual([expect.stringContaining('«very bad words»')])
  }
  expect((await seenBy(writer)).join()).not.toContain('he is rude')

  const session = await sessionOf(teacher)
  const stored = await service.store.reports.ofSchools([id])
  const report = stored.find((one) => one.event === event)
  const handle = (body: object) => call(`reports/${report?.id}/handle`, session, body)
  expect((await handle({ action: 'take-down' })).status).toBe(200)
  const seen = await pupil.request('GET', `${room()}/event/${encodeURIComponent(event)}`)
  expect(seen.body['content']).toEqual({})

  expect((await handle({ action: 'silence', hours: 1 })).status).toBe(200)
  expect((await writer.sendMessage(chat, 'more of it')).status).toBe(403)
  expect((await pupil.sendMessage(chat, 'thank you')).status).toBe(200)
  expect((await planStored(service.engine, id)).actions).toEqual([])

  const late = await call(`reports/${report?.id}/handle`, await sessionOf(head), {
    action: 'dismiss',
  })
  expect([late.status, late.body['handled_by']]).toEqual([409, teacher.userId])
  const lifted = { room_id: chat, user_id: writer.userId }
  expect((await call('silences/lift', session, lifted)).status).toBe(204)
  expect((await writer.sendMessage(chat, 'sorry')).status).toBe(200)
  const noticed = async () => (await seenBy(head)).some((text) => text.includes('Сообщение убрано'))
  await expect.poll(noticed, withinAMinute).toBe(true)
}, 180_000)

test('A picture of a reported message can be fetched by nobody once it is taken down.', async () => {
  const { pupil, writer, teacher } = people
  const server = inject('homeserver')
  const uploaded = await fetch(`${server.url}/_matrix/media/v3/upload?filename=bad.png`, {
    method: 'POST',
    headers: { authorization: `Bearer ${writer.accessToken}`, 'content-type': 'image/png' },
    body: 'no picture at all',
  })
  const { content_uri: url } = (await uploaded.json()) as { content_uri: string }
  const fetched = async (person: PersonClient) => {
    const address = `/_matrix/client/v1/media/download/${url.slice('mxc://'.length)}`
    const headers = { authorization: `Bearer ${person.accessToken}` }
    return (await fetch(`${server.url}${address}`, { headers })).status
  }
  const content = { msgtype: 'm.image', body: 'bad.png', url }
  const sent = await writer.request('PUT', `${room()}/send/m.room.message/picture`, content)
  expect([sent.status, await fetched(pupil)]).toEqual([200, 200])
  const filed = await call('me/reports', await sessionOf(pupil), {
    room_id: chat,
    event_id: sent.body['event_id'],
  })
  const { id: reportId } = filed.body['report'] as { id: string }
  const session = await sessionOf(teacher)
  const handled = await call(`reports/${reportId}/handle`, session, { action: 'take-down' })
  expect(handled.status).toBe(200)
  expect([await fetched(pupil), await fetched(writer)]).toEqual([404, 404])
}, 120_000)

test('A silence ends by itself, also when the service was killed meanwhile.', async () => {
  const { pupil, writer, teacher } = people
  const event = await say(writer, 'again bad words')
  const filed = await call('me/reports', await sessionOf(pupil), {
    room_id: chat,
    event_id: event,
  })
  expect(filed.status).toBe(201)
  const { id: reportId } = filed.body['report'] as { id: string }
  const session = await sessionOf(teacher)
  await call(`reports/${reportId}/handle`, session, { action: 'silence', hours: 1 })
  expect((await writer.sendMessage(chat, 'more')).status).toBe(403)
  const [silence] = await service.store.silences.ofSchool(id, new Date().toISOString())
  if (silence === undefined) throw new Error('nobody is silenced')
  await service.kill()
  await service.store.silences.set({ ...silence, until: new Date().toISOString() })
  await service.start()
  const mayWrite = async () => (await writer.sendMessage(chat, 'sorry')).status
  await expect.poll(mayWrite, withinAMinute).toBe(200)
  await expect
    .poll(async () => (await planStored(service.engine, id)).actions, withinAMinute)
    .toEqual([])
}, 180_000)
