import { beforeEach, describe, expect, test } from 'vitest'
import { createChat } from '@lyceum/core/provision/chats.ts'
import { classId } from '@lyceum/core/school/ids.ts'
import { newApplicant, shareLink, signIn } from '../testing/applying.ts'
import { startTestSite, type TestSite } from '../testing/site.ts'

let site: TestSite
beforeEach(async () => {
  site = await startTestSite({
    classes: 3,
    lettingIn: { consent: { version: '2026-09', text: { ru: 'Согласен', en: 'I agree' } } },
  })
})

const type = (name: string) => `urn:lyceum:problem:${name}`

async function asks(person: string) {
  const { session, user } = await signIn(site, person)
  return {
    user,
    get: (path: string) => site.ask('GET', `/api/v1/${path}`, { session }),
    post: (path: string, body: object = {}) =>
      site.ask('POST', `/api/v1/${path}`, { session, body }),
  }
}

describe('one more class', () => {
  test('a teacher asks, the administrator accepts, and nobody else may', async () => {
    const teacher = await asks('S1-T1')
    const wanted = { class: 'S1-C3', subjects: ['Химия'] }
    const { status, body } = await teacher.post('me/applications', wanted)
    expect(status).toBe(201)
    expect(body.application).toMatchObject({
      kind: 'class',
      state: 'waiting',
      role: 'teacher',
      class: 'S1-C3',
      class_name: '3А',
      subjects: ['Химия'],
    })
    const { id } = body.application
    const again = await teacher.post('me/applications', wanted)
    expect([again.status, again.body.application.id]).toEqual([200, id])
    expect((await (await asks('S1-T3')).post(`applications/${id}/accept`)).status).toBe(403)
    const administrator = await asks('S1-A1')
    expect((await administrator.post(`applications/${id}/accept`)).status).toBe(200)
    const school = await site.engine.store.schools.load(site.school.info.id)
    expect(school?.places).toContainEqual({
      person: 'S1-T1',
      class: 'S1-C3',
      role: 'teacher',
      subjects: ['Химия'],
    })
    expect((await teacher.get('me/applications')).body.applications).toMatchObject([
      { id, state: 'accepted' },
    ])
    const more = await teacher.post('me/applications', { class: 'S1-C3' })
    expect([more.status, more.body.type]).toEqual([409, type('already-in')])
  })

  test('a pupil asks, and the class teacher of that class decides', async () => {
    const pupil = await asks('S1-P1-1')
    const { body } = await pupil.post('me/applications', { class: 'S1-C2' })
    expect(body.application).toMatchObject({ role: 'pupil', full_name: expect.any(String) })
    const { id } = body.application
    expect((await (await asks('S1-T3')).post(`applications/${id}/accept`)).status).toBe(403)
    expect((await (await asks('S1-T2')).post(`applications/${id}/accept`)).status).toBe(200)
    const { body: classes } = await pupil.get('me/classes')
    expect(classes.classes.map((one: { id: string }) => one.id)).toEqual(['S1-C1', 'S1-C2'])
    expect(site.engine.homeserver.inspectAccount(pupil.user)).toMatchObject({ suspended: false })
  })

  test('a declined one leaves everything as it was', async () => {
    const pupil = await asks('S1-P1-1')
    const { body } = await pupil.post('me/applications', { class: 'S1-C2' })
    await (await asks('S1-A1')).post(`applications/${body.application.id}/decline`)
    expect((await pupil.get('me')).status).toBe(200)
    expect(site.engine.homeserver.inspectAccount(pupil.user)).toMatchObject({
      suspended: false,
      deactivated: false,
    })
  })

  test('a parent is in a class by a child, and has none to ask for', async () => {
    const { post } = await asks('S1-G1-1')
    expect((await post('me/applications', { class: 'S1-C2' })).status).toBe(403)
    expect((await post('me/applications', { class: 'S9-C1' })).status).toBe(404)
    expect((await post('me/applications', { class: 'S1-C2', school: 'S9' })).status).toBe(403)
  })

  test('is withdrawn by its own applicant alone, once', async () => {
    const pupil = await asks('S1-P1-1')
    const other = await asks('S1-P1-2')
    const { body } = await pupil.post('me/applications', { class: 'S1-C2' })
    const path = `me/applications/${body.application.id}/withdraw`
    expect((await other.post(path)).status).toBe(404)
    expect((await pupil.post(path)).status).toBe(204)
    expect((await pupil.post(path)).status).toBe(409)
    expect((await pupil.get('me')).status).toBe(200)
  })
})

describe('one more chat', () => {
  test('is asked for where it is open to one, and joined when accepted', async () => {
    const { engine, school } = site
    const stored = (await engine.store.schools.load(school.info.id)) ?? school
    const open = { members: ['teacher'], writers: [], openTo: ['pupil'] } as const
    const chess = { ...open, name: 'Шахматы', class: classId('S1-C1') }
    const chat = await createChat(engine, stored, chess, 'operator')
    const pupil = await asks('S1-P1-1')
    const { status, body } = await pupil.post('me/applications', { chat: chat.id })
    expect(status).toBe(201)
    expect(body.application).toMatchObject({
      kind: 'chat',
      chat: { id: chat.id, name: 'Шахматы' },
    })
    const teacher = await asks('S1-T1')
    expect((await teacher.post(`applications/${body.application.id}/accept`)).status).toBe(200)
    const { open: chats } = (await pupil.get('me/chats')).body
    expect(chats).toMatchObject([{ id: chat.id, joined: true }])
    expect((await pupil.post('me/applications', { chat: chat.id })).status).toBe(409)
    const stranger = await asks('S1-P2-1')
    expect((await stranger.post('me/applications', { chat: chat.id })).body.type).toBe(
      type('chat-not-open'),
    )
    expect((await pupil.post('me/applications', { chat: 'nothing' })).status).toBe(404)
  })
})

describe('the school’s text', () => {
  test('is shown, must be agreed to in its version, and may be taken back', async () => {
    const { token } = await shareLink(site, { role: 'teacher' })
    const read = await site.get(`/api/v1/invitations/${token}`)
    expect(read.body.consent).toEqual({ version: '2026-09', text: 'Согласен' })
    for (const consent of [{}, { consent: '2025-01' }]) {
      const refused = await site.redeem(token, newApplicant('anna', consent))
      expect([refused.status, refused.body.type]).toEqual([422, type('consent-missing')])
    }
    const { status, body } = await site.redeem(token, newApplicant('anna', { consent: '2026-09' }))
    expect(status).toBe(201)
    expect(await site.engine.store.consents.ofUser(body.user_id)).toMatchObject([
      { school: 'S1', version: '2026-09', withdrawnAt: undefined },
    ])
    const administrator = await asks('S1-A1')
    const [application] = await site.engine.store.applications.ofUser(body.user_id)
    await administrator.post(`applications/${application?.id}/accept`)
    const openid = {
      access_token: site.engine.homeserver.issueOpenIdToken(body.user_id),
      matrix_server_name: 'lyceum.test',
    }
    const { session } = (await site.ask('POST', '/api/v1/session', { body: { openid } })).body
    const own = await site.ask('GET', '/api/v1/me/consents', { session })
    expect(own.body.consents).toMatchObject([
      { school: 'S1', school_name: 'Школа S1', version: '2026-09', withdrawn_at: null },
    ])
    const withdraw = () =>
      site.ask('POST', '/api/v1/me/consents/withdraw', { session, body: { school: 'S1' } })
    expect((await withdraw()).status).toBe(204)
    expect((await withdraw()).status).toBe(409)
    const after = await site.ask('GET', '/api/v1/me/consents', { session })
    expect(after.body.consents[0].withdrawn_at).not.toBeNull()
    const [entry] = await site.engine.store.journal.recent(1)
    expect(entry).toMatchObject({ action: 'consent-withdrawn', actor: body.user_id, school: 'S1' })
  })
})
