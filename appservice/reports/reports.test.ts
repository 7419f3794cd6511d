import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { enter } from '@lyceum/core/provision/enter.ts'
import { personId, schoolId, type PersonId, type RoomId } from '@lyceum/core/school/ids.ts'
import { giveAccount } from '@lyceum/core/testing/engine.ts'
import { pupilId, teacherId } from '@lyceum/core/testing/small-school.ts'
import { openApi } from '../http/openapi/document.ts'
import { startTestSite, type TestSite } from '../testing/site.ts'

const school = schoolId('S1')
let site: TestSite
let chat: RoomId
beforeEach(async () => {
  site = await startTestSite()
  const rooms = [...(await site.engine.store.rooms.ofSchool(school))]
  chat = rooms.find(([key]) => key.endsWith('C1/class-chat'))![1]
})
afterEach(() => site.server.close())

async function signIn(person: PersonId) {
  const user = await giveAccount(site.engine, school, person)
  await (
    await enter(site.engine, person)
  ).complete
  const token = site.engine.homeserver.issueOpenIdToken(user)
  const openid = { access_token: token, matrix_server_name: 'lyceum.test' }
  const { body } = await site.ask('POST', '/api/v1/session', { body: { openid } })
  return { user, session: body.session as string }
}

const people = async () => ({
  head: await signIn(personId('S1-A1')),
  teacher: await signIn(teacherId('S1', 1)),
  pupil: await signIn(pupilId('S1', 1, 1)),
  writer: await signIn(pupilId('S1', 1, 2)),
})

function say(user: Awaited<ReturnType<typeof signIn>>['user'], body: string) {
  return site.engine.homeserver.drift.send(chat, user, 'm.room.message', {
    msgtype: 'm.text',
    body,
  })
}

describe('reports over the API', () => {
  test('are filed by a pupil, seen and handled by the class teacher, and then by nobody else', async () => {
    const { head, teacher, pupil, writer } = await people()
    const filed = await site.ask('POST', '/api/v1/me/reports', {
      session: pupil.session,
      body: { room_id: chat, event_id: say(writer.user, 'злое'), reason: 'обидно' },
    })
    expect(filed.status).toBe(201)
    const { id } = filed.body.report
    const listed = await site.ask('GET', '/api/v1/reports', { session: teacher.session })
    expect(listed.body).toMatchObject({
      total: 1,
      reports: [
        {
          id,
          state: 'open',
          class: 'S1-C1',
          room_id: chat,
          message: { text: 'злое', edited: null, what: null },
          sender: { user_id: writer.user, name: 'Фамилия-S1-P1-2 Имя-S1-P1-2' },
          reporter: { user_id: pupil.user },
        },
      ],
    })
    const handle = (session: string, body: object) =>
      site.ask('POST', `/api/v1/reports/${id}/handle`, { session, body })
    const silenced = await handle(teacher.session, { action: 'silence', hours: 2 })
    expect(silenced.body.report).toMatchObject({ state: 'handled', actions: ['silence'] })
    const refused = await handle(head.session, { action: 'dismiss' })
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { type: 'urn:lyceum:problem:already-handled', handled_by: teacher.user },
    ])
    const { body } = await site.ask('GET', '/api/v1/silences', { session: head.session })
    expect(body.silences).toMatchObject([{ user_id: writer.user, room_id: chat }])
    const lift = () =>
      site.ask('POST', '/api/v1/silences/lift', {
        session: head.session,
        body: { room_id: chat, user_id: writer.user },
      })
    expect([(await lift()).status, (await lift()).status]).toEqual([204, 409])
    expect(site.logLines.join()).not.toMatch(/злое|обидно|Фамилия/)
  })

  test('about oneself are neither seen nor handled', async () => {
    const { teacher, pupil } = await people()
    const filed = await site.ask('POST', '/api/v1/me/reports', {
      session: pupil.session,
      body: { room_id: chat, event_id: say(teacher.user, 'злое') },
    })
    const { body } = await site.ask('GET', '/api/v1/reports', { session: teacher.session })
    expect(body).toEqual({ reports: [], total: 0 })
    const path = `/api/v1/reports/${filed.body.report.id}/handle`
    const answer = await site.ask('POST', path, {
      session: teacher.session,
      body: { action: 'dismiss' },
    })
    expect([answer.status, answer.body.reason]).toEqual([403, 'about-yourself'])
  })

  test('of what one does not see are none', async () => {
    const { pupil, writer } = await people()
    const file = (body: object) =>
      site.ask('POST', '/api/v1/me/reports', { session: pupil.session, body })
    expect((await file({ room_id: chat, event_id: '$none' })).status).toBe(404)
    expect((await file({ room_id: '!none', event_id: say(writer.user, 'x') })).status).toBe(404)
    expect((await file({ room_id: chat, event_id: say(pupil.user, 'x') })).status).toBe(422)
    expect((await file({ room_id: chat })).body).toMatchObject({ field: 'event_id' })
  })

  test('refuse what cannot be done, by its field or reason', async () => {
    const { teacher, pupil, writer } = await people()
    const filed = await site.ask('POST', '/api/v1/me/reports', {
      session: pupil.session,
      body: { room_id: chat, event_id: say(writer.user, 'злое') },
    })
    const handle = (body: object) =>
      site.ask('POST', `/api/v1/reports/${filed.body.report.id}/handle`, {
        session: teacher.session,
        body,
      })
    expect((await handle({ action: 'silence' })).body).toMatchObject({
      status: 422,
      field: 'hours',
    })
    expect((await handle({ action: 'silence', hours: 1000 })).status).toBe(400)
    expect((await handle({ action: 'answer' })).body).toMatchObject({ status: 422, field: 'text' })
    expect((await handle({ action: 'forget' })).status).toBe(400)
  })

  test('are described in openapi.json', () => {
    expect(Object.keys(openApi.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/reports',
        '/api/v1/reports/{id}/handle',
        '/api/v1/me/reports',
        '/api/v1/silences',
        '/api/v1/silences/lift',
      ]),
    )
  })
})
