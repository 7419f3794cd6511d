/** What an administrator does to classes and people over the API as from the command line. */
import { beforeEach, expect, test } from 'vitest'
import type { UserId } from '@lyceum/core/school/ids.ts'
import { pupilId, teacherId } from '@lyceum/core/testing/small-school.ts'
import { signIn } from '../testing/applying.ts'
import { startTestSite, type TestSite } from '../testing/site.ts'

const pupil = pupilId('S1', 1, 1)
let site: TestSite
let session: string
let user: UserId

beforeEach(async () => {
  site = await startTestSite({ classes: 3 })
  ;({ session, user } = await signIn(site, 'S1-A1'))
})

const get = (path: string) => site.ask('GET', `/api/v1/${path}`, { session })
const post = (path: string, body: unknown = {}) =>
  site.ask('POST', `/api/v1/${path}`, { session, body })
const patch = (path: string, body: unknown) =>
  site.ask('PATCH', `/api/v1/${path}`, { session, body })

async function labels(): Promise<Record<string, string>> {
  const { classes } = (await get('classes')).body
  return Object.fromEntries(classes.map((one: { id: string; name: string }) => [one.id, one.name]))
}

async function journal(): Promise<readonly string[]> {
  const entries = (await get('journal?limit=20')).body.journal
  return entries.flatMap((one: { action: string; actor: string }) =>
    one.actor === user ? [one.action] : [],
  )
}

test('a class is added with its rooms, renamed, closed, and comes back under its id', async () => {
  const made = await post('classes', { name: ' 5Б ' })
  expect([made.status, made.body]).toMatchObject([201, { class: { name: '5Б', pupils: 0 } }])
  const { id } = made.body.class
  const chats = async () =>
    (await get('chats')).body.chats.filter((one: { class: string }) => one.class === id)
  const rooms = await chats()
  expect(rooms.length).toBeGreaterThan(0)
  expect((await patch(`classes/${id}`, { name: '5В' })).body.class).toMatchObject({ name: '5В' })
  const closed = await post(`classes/${id}/archive`)
  expect(closed.body).toEqual({ archived: { id, school: 'S1' }, left: [], pending: 0 })
  expect((await get(`classes/${id}`)).status).toBe(404)
  expect((await post('classes', { name: '5В', id })).status).toBe(201)
  const ids = (all: readonly { room_id: string }[]) => all.map((one) => one.room_id).toSorted()
  expect(ids(await chats())).toEqual(ids(rooms))
  expect(await journal()).toEqual(
    expect.arrayContaining(['add-class', 'rename-class', 'archive-class', 'restore-class']),
  )
})

test('who leaves with a closed class is told', async () => {
  const { body } = await post('classes/S1-C3/archive')
  expect(body.left.toSorted()).toEqual(['S1-G3-1', 'S1-G3-2', 'S1-P3-1', 'S1-P3-2'])
  expect((await get('people/S1-P3-1')).status).toBe(404)
})

test('a year up is shown first, done once, and refused the second time', async () => {
  const before = await labels()
  expect(before).toEqual({ 'S1-C1': '1А', 'S1-C2': '2А', 'S1-C3': '3А' })
  const shown = await post('classes/move', { last: 3, dry_run: true })
  expect(shown.body).toMatchObject({
    moved: [
      { id: 'S1-C1', before: '1А', name: '2А' },
      { id: 'S1-C2', before: '2А', name: '3А' },
    ],
    archived: [{ id: 'S1-C3', name: '3А' }],
  })
  expect(shown.body.left).toHaveLength(4)
  expect(await labels()).toEqual(before)
  const done = await post('classes/move', { last: 3 })
  expect([done.status, done.body]).toEqual([200, shown.body])
  expect(await labels()).toEqual({ 'S1-C1': '2А', 'S1-C2': '3А' })
  const again = await post('classes/move', { last: 3 })
  expect([again.status, again.body.type]).toEqual([409, 'urn:lyceum:problem:moved-already'])
  expect((await post('classes/move', { class: 'S1-C2' })).body.moved).toHaveLength(1)
  expect(await labels()).toEqual({ 'S1-C1': '2А', 'S1-C2': '4А' })
  expect(await journal()).toContain('classes-moved')
})

test('a pupil is moved, and somebody of two classes only from one that is named', async () => {
  const moved = await post(`people/${pupil}/move`, { to: 'S1-C2' })
  expect(moved.body).toEqual({
    moved: { person: pupil, school: 'S1', from: 'S1-C1', to: 'S1-C2' },
    pending: 0,
  })
  expect((await get(`people/${pupil}`)).body.person.roles).toMatchObject([{ class: 'S1-C2' }])
  const teacher = teacherId('S1', 1)
  const unnamed = await post(`people/${teacher}/move`, { to: 'S1-C3' })
  expect([unnamed.status, unnamed.body.field]).toEqual([422, 'from'])
  expect(await journal()).toContain('person-moved')
})

test('somebody new is added, with a link of the own, and has one more class later', async () => {
  const name = { given_name: 'Анна', family_name: 'Петрова', middle_name: 'Ильинична' }
  const made = await post('people', { ...name, role: 'teacher', class: 'S1-C1', subjects: ['ИЗО'] })
  expect([made.status, made.body]).toMatchObject([
    201,
    { person: { name: 'Петрова Анна Ильинична', state: 'invited' }, pending: 0 },
  ])
  const { id } = made.body.person
  expect((await post('invitations', { person: id })).status).toBe(201)
  const more = await post('people', { person: id, role: 'teacher', class: 'S1-C2' })
  const classes = more.body.person.roles.map((one: { class: string }) => one.class)
  expect(classes.toSorted()).toEqual(['S1-C1', 'S1-C2'])
  expect((await get(`people/${id}`)).body.person.origin).toBe('console')
  expect(await journal()).toContain('person-added')
})

test('a new parent is one by the child', async () => {
  const made = await post('people', { given_name: 'Ольга', role: 'parent', child: pupil })
  expect(made.body.person.roles).toMatchObject([{ role: 'parent', class: 'S1-C1' }])
  const { guardians } = (await get(`people/${pupil}`)).body.person
  expect(guardians).toContainEqual({ id: made.body.person.id, name: 'Ольга' })
})

test('what was ended by hand is there again for who is given it', async () => {
  const teacher = teacherId('S1', 3)
  const ended = await post(`people/${teacher}/end`, { class: 'S1-C3' })
  expect(ended.status).toBe(200)
  const again = await post('people', { person: teacher, role: 'teacher', class: 'S1-C3' })
  expect(again.status).toBe(201)
  expect((await get('endings')).body.endings).toEqual([])
})

const anna = { given_name: 'Анна' }
test.each([
  ['POST', 'people', { ...anna }, 400, 'role'],
  ['POST', 'people', { role: 'teacher' }, 400, 'given_name'],
  ['POST', 'people', { ...anna, person: pupil, role: 'teacher' }, 400, 'given_name'],
  ['POST', 'people', { ...anna, role: 'pupil' }, 422, 'class'],
  ['POST', 'people', { ...anna, role: 'pupil', class: 'S1-C9' }, 404, undefined],
  ['POST', 'people', { ...anna, role: 'parent' }, 422, 'child'],
  ['POST', 'people', { ...anna, role: 'parent', child: 'S1-T1' }, 404, undefined],
  ['POST', 'people', { ...anna, role: 'teacher', child: pupil }, 422, 'child'],
  ['POST', 'people', { ...anna, role: 'administrator', class: 'S1-C1' }, 422, 'class'],
  ['POST', 'people', { person: pupil, role: 'administrator' }, 409, undefined],
  ['POST', 'people', { person: pupil, role: 'pupil', class: 'S1-C1' }, 409, undefined],
  ['POST', 'people', { person: 'nobody', role: 'administrator' }, 404, undefined],
  ['POST', 'classes', {}, 400, 'name'],
  ['POST', 'classes', { name: ' ' }, 422, 'name'],
  ['POST', 'classes', { name: '9А', id: 'a b' }, 400, 'id'],
  ['POST', 'classes', { name: '1А' }, 409, undefined],
  ['POST', 'classes', { name: '9А', id: 'S1-C1' }, 409, undefined],
  ['PATCH', 'classes/S1-C1', { name: '2А' }, 409, undefined],
  ['PATCH', 'classes/S1-C1', { label: '9А' }, 400, 'name'],
  ['PATCH', 'classes/S1-C9', { name: '9А' }, 404, undefined],
  ['POST', 'classes/S1-C9/archive', {}, 404, undefined],
  ['POST', 'classes/move', { class: 'S1-C9' }, 404, undefined],
  ['POST', 'classes/move', { last: 0 }, 400, 'last'],
  ['POST', 'classes/move', { class: 'S1-C1' }, 409, undefined],
  ['POST', `people/${pupil}/move`, {}, 400, 'to'],
  ['POST', `people/${pupil}/move`, { to: 'S1-C1' }, 409, undefined],
  ['POST', `people/${pupil}/move`, { to: 'S1-C9' }, 404, undefined],
  ['POST', 'people/nobody/move', { to: 'S1-C1' }, 404, undefined],
] as const)(
  '%s %s %j answers %i and changes nothing',
  async (method, path, body, status, field) => {
    const before = await site.engine.store.schools.load(site.school.info.id)
    const answer = await site.ask(method, `/api/v1/${path}`, { session, body })
    expect([answer.status, answer.body.field]).toEqual([status, field])
    expect(await site.engine.store.schools.load(site.school.info.id)).toEqual(before)
  },
)
