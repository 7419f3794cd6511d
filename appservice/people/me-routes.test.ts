import { beforeEach, describe, expect, test } from 'vitest'
import type { UserId } from '@lyceum/core/school/ids.ts'
import { correctPerson } from '@lyceum/core/provision/correct-person.ts'
import { enter } from '@lyceum/core/provision/enter.ts'
import { giveAccount } from '@lyceum/core/testing/engine.ts'
import { parentId, pupilId, teacherId } from '@lyceum/core/testing/small-school.ts'
import { startTestSite, type TestSite } from '../testing/site.ts'

let site: TestSite
const users: Record<string, UserId> = {}
const sessions: Record<string, string> = {}

const people = {
  administrator: 'S1-A1',
  head: teacherId('S1', 1),
  pupil: pupilId('S1', 1, 1),
  parent: parentId('S1', 1, 1),
}

beforeEach(async () => {
  site = await startTestSite({ classes: 3 })
  for (const [name, person] of Object.entries(people)) {
    const user = await giveAccount(site.engine, site.school.info.id, person as never)
    await (
      await enter(site.engine, person as never)
    ).complete
    const openid = {
      access_token: site.engine.homeserver.issueOpenIdToken(user),
      matrix_server_name: 'lyceum.test',
    }
    users[name] = user
    sessions[name] = (await site.ask('POST', '/api/v1/session', { body: { openid } })).body.session
  }
})

const as = (name: string) => ({ session: sessions[name] ?? '' })

async function contacts(name: string, query = ''): Promise<readonly Record<string, unknown>[]> {
  const { status, body } = await site.ask('GET', `/api/v1/me/contacts?${query}`, as(name))
  expect(status).toBe(200)
  return body.contacts
}

const idsOf = (found: readonly Record<string, unknown>[]) =>
  found.map((one) => String(one['id']).replace('S1-', ''))

describe('contacts', () => {
  test('of a parent are the own child, the class’s parents and the staff, and nobody else’s child', async () => {
    const found = await contacts('parent')
    expect(idsOf(found).toSorted()).toEqual(['A1', 'G1-2', 'P1-1', 'T1', 'T2', 'T3'])
  })

  test('of a pupil are pupils, staff and the own parent', async () => {
    const ids = idsOf(await contacts('pupil'))
    expect(ids.filter((id) => id.startsWith('G'))).toEqual(['G1-1'])
    expect(ids.filter((id) => id.startsWith('P'))).toHaveLength(5)
    expect(ids).not.toContain('P1-1')
  })

  test('tell the name, the roles and whether somebody has entered', async () => {
    const found = await contacts('parent')
    const head = found.find((one) => one['id'] === people.head)
    expect(head).toMatchObject({
      user_id: users['head'],
      entered: true,
      name: 'Фамилия-S1-T1 Имя-S1-T1',
      school: 'S1',
      roles: [
        { role: 'teacher', class: 'S1-C1', class_name: '1А', class_teacher: true },
        { role: 'teacher', class: 'S1-C2' },
      ],
    })
    const other = found.find((one) => one['id'] === teacherId('S1', 2))
    expect(other).toMatchObject({ user_id: null, entered: false })
  })

  test('are found by the beginning of a name and come in pages, in the order of names', async () => {
    expect(idsOf(await contacts('administrator', 'q=фамилия-s1-t'))).toEqual(['T1', 'T2', 'T3'])
    expect(idsOf(await contacts('parent', 'q=Фамилия-S1-P1-2'))).toEqual([])
    const all = idsOf(await contacts('administrator'))
    const pages = [
      ...idsOf(await contacts('administrator', 'limit=7')),
      ...idsOf(await contacts('administrator', 'limit=7&offset=7')),
      ...idsOf(await contacts('administrator', 'limit=7&offset=14')),
    ]
    expect(pages).toEqual(all)
    expect(all).toHaveLength(15)
    expect(await statusOf('GET', '/api/v1/me/contacts?limit=100000')).toBe(400)
  })

  test('who has the name as a family name comes before who has it as a patronymic', async () => {
    const { engine, school } = site
    const denisova = { familyName: 'Денисова' }
    const named = { familyName: 'Абрамова', middleName: 'Денисовна' }
    await correctPerson(engine, school, teacherId('S1', 3), denisova, 'operator')
    await correctPerson(engine, school, teacherId('S1', 2), named, 'operator')
    expect(idsOf(await contacts('pupil', `q=${encodeURIComponent('денисов')}`))).toEqual([
      'T3',
      'T2',
    ])
  })
})

async function statusOf(method: 'GET' | 'POST', path: string, body?: object, name = 'parent') {
  return (await site.ask(method, path, { ...as(name), ...(body && { body }) })).status
}

describe('a talk', () => {
  test('with the class teacher is one room, however the teacher is named and whoever asks', async () => {
    const bodies = [
      { class: 'S1-C1', role: 'class-teacher' },
      { person: people.head },
      { user_id: users['head'] },
    ]
    const rooms = new Set<string>()
    for (const body of bodies) {
      const answer = await site.ask('POST', '/api/v1/me/talks', { ...as('parent'), body })
      expect(answer).toMatchObject({ status: 200, body: { kind: 'talk' } })
      rooms.add(answer.body.room_id)
    }
    const body = { user_id: users['parent'] }
    const back = await site.ask('POST', '/api/v1/me/talks', { ...as('head'), body })
    rooms.add(back.body.room_id)
    expect(rooms.size).toBe(1)
  })

  test.each([
    ['somebody else’s child', { person: pupilId('S1', 1, 2) }, 403],
    ['a parent of another class', { person: parentId('S1', 2, 1) }, 403],
    ['who has not entered', { person: teacherId('S1', 2) }, 409],
    ['nobody', { person: 'S1-X9' }, 403],
    ['a class that is not there', { class: 'S9-C1', role: 'class-teacher' }, 403],
    ['an account of no school', { user_id: '@stranger:lyceum.test' }, 403],
    ['oneself', { person: people.parent }, 422],
    ['another server', { user_id: '@anna:other.test' }, 403],
    ['two at once', { person: people.head, user_id: '@a:b' }, 400],
    ['another role', { class: 'S1-C1', role: 'pupil' }, 400],
  ])('with %s is none', async (_, body, status) => {
    const rooms = await site.engine.homeserver.joinedRooms(users['parent'])
    expect(await statusOf('POST', '/api/v1/me/talks', body)).toBe(status)
    expect(await site.engine.homeserver.joinedRooms(users['parent'])).toEqual(rooms)
  })

  test('with somebody else’s child is refused once the child has entered', async () => {
    await giveAccount(site.engine, site.school.info.id, pupilId('S1', 1, 2))
    const body = { person: pupilId('S1', 1, 2) }
    const answer = await site.ask('POST', '/api/v1/me/talks', { ...as('parent'), body })
    expect([answer.status, answer.body.type]).toEqual([403, 'urn:lyceum:problem:talk-refused'])
    expect(answer.body.detail).toContain('классного руководителя')
  })

  test('is refused in the same words for who does not exist and who is of no school', async () => {
    await site.engine.homeserver.register('stranger')
    const bodies = [
      { person: 'S1-X9' },
      { user_id: '@stranger:lyceum.test' },
      { user_id: '@nobody:lyceum.test' },
      { person: pupilId('S1', 2, 1) },
    ]
    const answers = await Promise.all(
      bodies.map((body) => site.ask('POST', '/api/v1/me/talks', { ...as('parent'), body })),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1)
  })
})

describe('announcements', () => {
  const post = (name: string, body: object) => statusOf('POST', '/api/v1/announcements', body, name)

  test('are for administrators, and for the class teacher in the own class', async () => {
    const text = 'Tomorrow is a holiday'
    expect(await post('administrator', { text })).toBe(201)
    expect(await post('head', { text, classes: ['S1-C1'] })).toBe(201)
    expect(await post('head', { text })).toBe(403)
    expect(await post('head', { text, classes: ['S1-C2'] })).toBe(403)
    expect(await post('head', { text, classes: ['S1-C1', 'S1-C3'] })).toBe(403)
    for (const name of ['pupil', 'parent']) {
      expect(await post(name, { text })).toBe(403)
      expect(await post(name, { text, classes: ['S1-C1'] })).toBe(403)
    }
    expect(await post('administrator', { text, school: 'S2' })).toBe(403)
    expect(await post('administrator', { text, classes: ['S9'] })).toBe(404)
    expect(await post('administrator', { text: '' })).toBe(400)
  })

  test('say where they stand, whom they reach and who says it', async () => {
    const body = { text: 'Hello', classes: ['S1-C1'], roles: ['parent'] }
    const answer = await site.ask('POST', '/api/v1/announcements', { ...as('head'), body })
    expect(answer.body.announcement).toMatchObject({
      school: 'S1',
      rooms: [{ kind: 'class-channel', class: 'S1-C1', class_name: '1А' }],
    })
    expect(answer.body.announcement.rooms[0].reaches).toEqual([
      'administrator',
      'teacher',
      'pupil',
      'parent',
    ])
    expect(site.engine.homeserver.sent.at(-1)?.content['body']).toBe(
      'Hello\n\n— Фамилия-S1-T1 Имя-S1-T1, классный руководитель',
    )
  })
})
