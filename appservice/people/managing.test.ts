import { beforeAll, describe, expect, test } from 'vitest'
import { enter } from '@lyceum/core/provision/enter.ts'
import { personId, schoolId, userId, type PersonId } from '@lyceum/core/school/ids.ts'
import { applyRoster, giveAccount } from '@lyceum/core/testing/engine.ts'
import { newApplication } from '@lyceum/core/testing/letting-in.ts'
import { parentId, pupilId, smallSchool, teacherId } from '@lyceum/core/testing/small-school.ts'
import { startTestSite, type TestSite } from '../testing/site.ts'

let site: TestSite
const sessions: Record<string, string> = {}
const people = {
  administrator: personId('S1-A1'),
  head: teacherId('S1', 1),
  pupil: pupilId('S1', 1, 1),
  parent: parentId('S1', 1, 1),
}

beforeAll(async () => {
  site = await startTestSite({ classes: 3 })
  for (const [name, person] of Object.entries(people)) sessions[name] = await signIn(person)
})

async function signIn(person: PersonId): Promise<string> {
  const user = await giveAccount(site.engine, site.school.info.id, person)
  await (
    await enter(site.engine, person)
  ).complete
  const openid = {
    access_token: site.engine.homeserver.issueOpenIdToken(user),
    matrix_server_name: 'lyceum.test',
  }
  return (await site.ask('POST', '/api/v1/session', { body: { openid } })).body.session
}

const get = (name: string, path: string) =>
  site.ask('GET', `/api/v1/${path}`, { session: sessions[name] ?? '' })
const post = (name: string, path: string, body: unknown = {}) =>
  site.ask('POST', `/api/v1/${path}`, { session: sessions[name] ?? '', body })
const patch = (name: string, path: string, body: unknown) =>
  site.ask('PATCH', `/api/v1/${path}`, { session: sessions[name] ?? '', body })

describe('people', () => {
  test('are listed to an administrator whole and to a class teacher by class', async () => {
    const all = await get('administrator', 'people?limit=500')
    expect(all.body.total).toBe(site.school.people.length)
    const own = await get('head', 'people?limit=500')
    const ids = own.body.people.map((one: { id: string }) => one.id)
    expect(ids).toContain('S1-P1-1')
    expect(ids).toContain('S1-P2-1')
    expect(ids).not.toContain('S1-P3-1')
    expect(ids).not.toContain('S1-A1')
    const classes = own.body.people.flatMap((one: { roles: { class: string }[] }) =>
      one.roles.map((role) => role.class),
    )
    expect(new Set(classes)).toEqual(new Set(['S1-C1', 'S1-C2']))
  })

  test('are found by class, role, state and the beginning of a name', async () => {
    const { body } = await get(
      'administrator',
      `people?class=S1-C1&role=pupil&state=active&q=${encodeURIComponent('фамилия-s1-p1')}`,
    )
    expect(body.people).toMatchObject([
      { id: people.pupil, state: 'active', roles: [{ role: 'pupil', class: 'S1-C1' }] },
    ])
  })

  test('who is accepted and not in yet waits, in whatever school that was', async () => {
    const { store } = site.engine
    const person = pupilId('S1', 3, 1)
    const at = new Date().toISOString()
    const application = newApplication(schoolId('S2'), userId('@late:lyceum.test'), { person })
    await applyRoster(site.engine, smallSchool({ id: 'S2' }))
    const added = await store.applications.add(application, at)
    if (added.state !== 'added') throw new Error(added.state)
    const decision = { state: 'accepted', by: 'roster', reason: undefined, person } as const
    await store.applications.decide(added.application.id, decision, at)
    const { body } = await get('administrator', 'people?class=S1-C3&role=pupil')
    const states = body.people.map((one: { id: string; state: string }) => [one.id, one.state])
    expect(states).toContainEqual([person, 'waiting'])
    expect(states).toContainEqual([pupilId('S1', 3, 2), 'invited'])
    await store.applications.done(added.application.id, at)
    const after = await get('administrator', `people/${person}`)
    expect(after.body.person.state).toBe('invited')
  })

  test('are shown with their family and where the record came from', async () => {
    const { body } = await get('head', `people/${people.pupil}`)
    expect(body.person).toMatchObject({
      given_name: 'Имя-S1-P1-1',
      origin: 'roster',
      guardians: [{ id: people.parent }],
    })
    expect((await get('head', 'people/S1-P3-1')).status).toBe(403)
    expect((await get('administrator', 'people/nobody')).status).toBe(404)
  })

  test('have names and subjects corrected', async () => {
    const edit = { given_name: ' Анна ', subjects: ['Химия'], class: 'S1-C3' }
    const { status, body } = await patch('administrator', `people/${teacherId('S1', 3)}`, edit)
    expect(status).toBe(200)
    expect(body.person.name).toContain('Анна')
    expect(body.person.roles).toContainEqual(
      expect.objectContaining({ class: 'S1-C3', subjects: ['Химия'] }),
    )
  })
})

test.each([
  ['people?limit=0', undefined, 'limit'],
  ['people?surname=x', undefined, 'surname'],
  ['people/S1-P1-1/end', { role: 'cook' }, 'role'],
  ['people/S1-P1-1/end', { role: 'pupil', class: 'S1-C1' }, 'role'],
  ['chats', { name: ' ', members: ['pupil'] }, 'name'],
  ['chats', { name: 'x', members: ['cook'] }, 'members.0'],
  ['chats', { name: 'x' }, 'members'],
  ['chats', { name: 'x', members: ['parent'] }, 'members'],
  ['chats', { name: 'x', members: ['pupil'], class: 'C9' }, 'class'],
  ['invitations', {}, 'person'],
  ['invitations', { person: 'S1-P1-2', expires_days: 0 }, 'expires_days'],
])('%s %j names the field that is wrong', async (path, body, field) => {
  const answer = await (body === undefined
    ? get('administrator', path)
    : post('administrator', path, body))
  expect([400, 422]).toContain(answer.status)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.body).toMatchObject({ type: 'urn:lyceum:problem:bad-request', field })
})

test('classes are listed with their numbers, one with its people', async () => {
  const { body } = await get('head', 'classes')
  expect(body.classes).toMatchObject([
    { id: 'S1-C1', name: '1А', pupils: 2, parents: 2, class_teachers: [{ id: people.head }] },
    { id: 'S1-C2' },
  ])
  const one = await get('head', 'classes/S1-C1')
  expect(one.body.class.people.map((person: { id: string }) => person.id).toSorted()).toEqual(
    ['S1-G1-1', 'S1-G1-2', 'S1-P1-1', 'S1-P1-2', 'S1-T1', 'S1-T3'].toSorted(),
  )
  expect((await get('head', 'classes/S1-C3')).status).toBe(403)
})

test('a chat is made, joined by choice, changed, left and archived', async () => {
  const made = await post('head', 'chats', {
    class: 'S1-C1',
    name: 'Шахматы',
    members: ['teacher'],
    open_to: ['pupil'],
  })
  expect(made.status).toBe(201)
  const { id, room_id: room } = made.body.chat
  expect(room).toMatch(/^!/)
  expect((await get('head', `chats/${id}`)).body).toEqual(made.body)
  expect((await get('pupil', `chats/${id}`)).status).toBe(403)
  const open = (await get('pupil', 'me/chats')).body.open
  expect(open).toMatchObject([{ id, name: 'Шахматы', joined: false, room_id: null }])
  expect((await get('parent', 'me/chats')).body.open).toEqual([])
  expect((await post('parent', `me/chats/${id}/join`)).status).toBe(403)
  expect((await post('pupil', `me/chats/${id}/join`)).body.chat.room_id).toBe(room)
  const mine = (await get('pupil', 'me/chats')).body.chats
  expect(mine).toContainEqual(expect.objectContaining({ room_id: room, kind: 'chat' }))
  expect((await patch('head', `chats/${id}`, { name: 'Шашки' })).body.chat.name).toBe('Шашки')
  expect((await post('pupil', `me/chats/${id}/leave`)).status).toBe(204)
  expect((await post('pupil', `me/chats/${id}/leave`)).status).toBe(409)
  expect((await post('head', `chats/${id}/archive`)).status).toBe(204)
  expect(
    (await get('head', 'chats')).body.chats.map((one: { id: string }) => one.id),
  ).not.toContain(id)
  expect((await patch('head', `chats/${id}`, { name: 'Го' })).status).toBe(404)
})

test('what is one’s own: classes and children', async () => {
  expect((await get('parent', 'me/children')).body.children).toMatchObject([
    { id: people.pupil, classes: [{ id: 'S1-C1', class_teachers: [{ id: people.head }] }] },
  ])
  expect((await get('pupil', 'me/children')).body.children).toEqual([])
  expect((await get('parent', 'me/classes')).body.others).toEqual([])
  expect((await get('pupil', 'me/classes')).body.classes).toMatchObject([
    { id: 'S1-C1', roles: ['pupil'] },
  ])
})

describe('invitations', () => {
  test('are issued, listed without their links, and revoked', async () => {
    const { status, body } = await post('head', 'invitations', { person: 'S1-P1-2' })
    expect(status).toBe(201)
    const [made] = body.invitations
    expect(made).toMatchObject({ status: 'open', role: 'pupil', class: 'S1-C1' })
    const token = made.url.split('/').at(-1)
    expect((await site.get(`/api/v1/invitations/${token}`)).status).toBe(200)
    const listed = (await get('head', 'invitations?person=S1-P1-2')).body.invitations
    expect(listed).toMatchObject([{ id: made.id, url: null, code: null, status: 'open' }])
    expect((await post('head', `invitations/${made.id}/revoke`)).status).toBe(204)
    expect((await post('head', `invitations/${made.id}/revoke`)).status).toBe(409)
    expect((await site.get(`/api/v1/invitations/${token}`)).body.status).toBe('revoked')
  })

  test('of a colleague, or of a parent who is one too, are not a class teacher’s', async () => {
    expect((await post('head', 'invitations', { person: 'S1-T3' })).status).toBe(403)
    expect((await post('head', 'invitations', { class: 'S1-C1' })).status).toBe(403)
    expect((await post('administrator', 'invitations', { person: 'S1-T3' })).status).toBe(201)
    expect((await post('administrator', 'invitations', { person: people.pupil })).status).toBe(409)
  })
})

test('an end is for good, is listed and undone; the last administrator stays', async () => {
  const gone = await post('administrator', 'people/S1-P3-1/end')
  expect(gone.body).toMatchObject({ ended: { kind: 'person' }, pending: 0 })
  expect((await get('administrator', 'people/S1-P3-1')).status).toBe(404)
  const again = await post('administrator', 'people/S1-P3-1/end')
  expect(again.status).toBe(404)
  const { endings } = (await get('administrator', 'endings')).body
  expect(endings).toMatchObject([{ kind: 'person', person: 'S1-P3-1', school: 'S1' }])
  expect((await post('administrator', 'people/S1-P3-1/undo-end')).status).toBe(204)
  expect((await post('administrator', 'people/S1-P3-1/undo-end')).status).toBe(409)
  const last = await post('administrator', 'people/S1-A1/end')
  expect([last.status, last.body.type]).toEqual([409, 'urn:lyceum:problem:last-administrator'])
  const journal = (await get('administrator', 'journal?limit=20')).body.journal
  expect(journal.map((one: { action: string }) => one.action)).toContain('person-ended')
})

test('a class teacher ends a guardianship in the own class, and in no other', async () => {
  expect((await post('head', `people/S1-G3-2/end`, { child: 'S1-P3-2' })).status).toBe(403)
  expect((await post('head', `people/S1-G1-2/end`)).status).toBe(403)
  const ended = await post('head', `people/S1-G1-2/end`, { child: 'S1-P1-2' })
  expect(ended.body).toMatchObject({ ended: { kind: 'child' }, without_role: ['S1-G1-2'] })
})

test('a class teacher takes back the end of a guardianship that was the own doing, and nobody else’s', async () => {
  const court = { school: 'S1', child: 'S1-P1-1' }
  expect((await post('administrator', 'people/S1-G1-1/end', court)).status).toBe(200)
  const refused = await post('head', 'people/S1-G1-1/undo-end', court)
  expect([refused.status, refused.body.reason]).toEqual([403, 'not-your-role'])
  expect((await post('administrator', 'people/S1-G1-1/undo-end', court)).status).toBe(204)
})
