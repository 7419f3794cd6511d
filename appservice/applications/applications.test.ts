import { beforeEach, describe, expect, test } from 'vitest'
import { end } from '@lyceum/core/provision/ends.ts'
import { personId } from '@lyceum/core/school/ids.ts'
import { applyRoster } from '@lyceum/core/testing/engine.ts'
import { smallSchool } from '@lyceum/core/testing/small-school.ts'
import { lookAtWaiting, newApplicant, shareLink, signIn } from '../testing/applying.ts'
import type { LinkOptions } from '../testing/applying.ts'
import { startTestSite, type TestSite } from '../testing/site.ts'

let site: TestSite
beforeEach(async () => {
  site = await startTestSite()
})

const type = (name: string) => `urn:lyceum:problem:${name}`

async function apply(login: string, options: LinkOptions = {}, more: object = {}) {
  const { token } = await shareLink(site, options)
  const { status, body } = await site.redeem(token, newApplicant(login, more))
  if (status !== 201) throw new Error(`${login} could not apply: ${body.type}`)
  const [application] = await site.engine.store.applications.ofUser(body.user_id)
  if (application === undefined) throw new Error('nothing was stored')
  return { id: application.id, user: body.user_id, waiting: body.waiting as string }
}

async function asks(person: string) {
  const { session } = await signIn(site, person)
  return {
    get: (path: string) => site.ask('GET', `/api/v1/${path}`, { session }),
    post: (path: string, body: object = {}) =>
      site.ask('POST', `/api/v1/${path}`, { session, body }),
    patch: (path: string, body: object) => site.ask('PATCH', `/api/v1/${path}`, { session, body }),
  }
}

describe('the list', () => {
  test('shows an administrator everything of the school, and a class teacher the own class', async () => {
    await apply('first')
    await apply('second', { class: 'S1-C2' as never })
    await apply('parent', { role: 'parent' }, { child_name: 'Сёмин Пётр' })
    const teacher = { subjects: ['Химия'], classes: ['S1-C2'] }
    await apply('teacher', { role: 'teacher' }, teacher)
    const administrator = await asks('S1-A1')
    const all = (await administrator.get('applications')).body
    expect(all.total).toBe(4)
    const newest = all.applications.find((one: { role: string }) => one.role === 'teacher')
    expect(newest).toMatchObject({
      kind: 'join',
      state: 'waiting',
      school: 'S1',
      school_name: 'Школа S1',
      class: 'S1-C1',
      class_name: '1А',
      classes: [{ id: 'S1-C2', name: '2А' }],
      role: 'teacher',
      subjects: ['Химия'],
      full_name: 'Сёмина Анна Петровна',
      child_name: null,
      child: null,
      proposed: null,
      user_id: '@teacher:lyceum.test',
      decided_at: null,
      decided_by: null,
      reason: null,
      problem: null,
    })
    const head = await asks('S1-T2')
    const users = async (path: string) =>
      (await head.get(path)).body.applications.map((one: { user_id: string }) => one.user_id)
    // T2 leads C2 and teaches in C1; who applies as a teacher is not theirs to see.
    expect((await users('applications')).toSorted()).toEqual([
      '@first:lyceum.test',
      '@parent:lyceum.test',
      '@second:lyceum.test',
    ])
    expect(await users('applications?class=S1-C2')).toEqual(['@second:lyceum.test'])
    expect(await users('applications?state=declined')).toEqual([])
    expect((await administrator.get('applications?limit=1&offset=1')).body).toMatchObject({
      applications: [{ state: 'waiting' }],
      total: 4,
    })
  })

  test('tells what must be corrected, and whom of the roster an applicant seems to be', async () => {
    const { get, patch, post } = await asks('S1-A1')
    await patch('people/S1-P1-2', { given_name: 'Пётр', family_name: 'Сёмин' })
    await apply('parent', { role: 'parent' })
    const pupil = await apply('pupil', {}, { full_name: 'Семин Петр' })
    const { applications } = (await get('applications')).body
    const problemOf = (role: string) =>
      applications.find((one: { role: string }) => one.role === role).problem
    expect([problemOf('parent'), problemOf('pupil')]).toEqual(['child-missing', null])
    const proposed = applications.find((one: { id: string }) => one.id === pupil.id).proposed
    expect(proposed).toEqual({ id: 'S1-P1-2', name: 'Сёмин Пётр' })
    const slip = await site.invite('S1-P1-2' as never)
    expect((await post(`applications/${pupil.id}/accept`)).status).toBe(200)
    // One person, not two, and the slip is used up.
    expect(await site.engine.store.accounts.personsOf(pupil.user)).toEqual(['S1-P1-2'])
    expect((await site.get(`/api/v1/invitations/${slip.token}`)).body.status).toBe('used')
  })

  test.each(['S1-P1-1', 'S1-G1-1'])('is 403 for %s, also for own applications', async (person) => {
    const { get, post } = await asks(person)
    const { id } = await apply('other')
    expect((await get('applications')).status).toBe(403)
    expect((await get('confirmations')).status).toBe(403)
    expect((await post(`applications/${id}/accept`)).status).toBe(403)
    expect((await post('applications/decide', { ids: [id], state: 'accepted' })).status).toBe(403)
  })
})

describe('deciding', () => {
  test('a teacher with two subjects and two classes is let in by one call', async () => {
    const teacher = { subjects: ['Химия', 'Биология'], classes: ['S1-C2'] }
    const { id, user, waiting } = await apply('newcomer', { role: 'teacher' }, teacher)
    const { post } = await asks('S1-A1')
    const { status, body } = await post(`applications/${id}/accept`)
    expect(status).toBe(200)
    expect(body.application).toMatchObject({ state: 'accepted', decided_by: '@s1-a1:lyceum.test' })
    expect((await lookAtWaiting(site, waiting)).body.state).toBe('accepted')
    const [person] = await site.engine.store.accounts.personsOf(user)
    const school = await site.engine.store.schools.load(site.school.info.id)
    const places = school?.places.filter((one) => one.person === person)
    expect(places).toMatchObject([
      { class: 'S1-C1', role: 'teacher', subjects: ['Химия', 'Биология'] },
      { class: 'S1-C2', role: 'teacher', subjects: ['Химия', 'Биология'] },
    ])
  })

  test('decided twice is 409 and says how it was decided', async () => {
    const { id } = await apply('first')
    const { post } = await asks('S1-A1')
    const reason = 'Не из нашего класса'
    expect((await post(`applications/${id}/decline`, { reason })).status).toBe(200)
    for (const verb of ['accept', 'decline']) {
      const { status, body } = await post(`applications/${id}/${verb}`)
      expect([status, body.type]).toEqual([409, type('already-decided')])
      expect(body.state).toBe('declined')
    }
  })

  test('two at once: one decides', async () => {
    const { id } = await apply('first')
    const [one, two] = [await asks('S1-A1'), await asks('S1-T1')]
    const both = await Promise.all([
      one.post(`applications/${id}/accept`),
      two.post(`applications/${id}/decline`),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  })

  test('a class teacher decides of the own class alone, and never of staff', async () => {
    const own = await apply('own')
    const other = await apply('other', { class: 'S1-C2' as never, role: 'parent' })
    const staff = await apply('staff', { role: 'teacher' })
    const { post } = await asks('S1-T1')
    expect((await post(`applications/${own.id}/accept`)).status).toBe(200)
    for (const { id } of [other, staff]) {
      const { status, body } = await post(`applications/${id}/accept`)
      expect([status, body.type]).toEqual([403, type('not-allowed')])
    }
    expect((await post('applications/no-such-thing/accept')).status).toBe(404)
  })

  test('who could be an administrator is accepted as one by administrators alone', async () => {
    const { id } = await apply('clever')
    const { post } = await asks('S1-T1')
    const { status, body } = await post(`applications/${id}/accept`, { person: 'S1-A1' })
    expect([status, body.type]).toEqual([422, type('cannot-accept')])
  })

  test('many at once are each by itself', async () => {
    const own = await apply('own')
    const other = await apply('other', { role: 'teacher' })
    const parent = await apply('parent', { role: 'parent' })
    const { post } = await asks('S1-T1')
    const ids = [own.id, other.id, parent.id, 'none']
    const { status, body } = await post('applications/decide', { ids, state: 'accepted' })
    expect(status).toBe(200)
    expect(body.results).toEqual([
      { id: own.id, state: 'accepted' },
      { id: other.id, state: 'not-allowed', reason: expect.any(String) },
      { id: parent.id, state: 'cannot-accept', reason: 'child-missing' },
      { id: 'none', state: 'unknown' },
    ])
    const again = await post('applications/decide', { ids: [own.id], state: 'declined' })
    expect(again.body.results).toEqual([{ id: own.id, state: 'already-decided' }])
  })

  test('many at once end with the right of who decides', async () => {
    const [first, second] = [await apply('first'), await apply('second')]
    const { post } = await asks('S1-T1')
    const { store } = site.engine
    const decideOne = store.applications.decide.bind(store.applications)
    store.applications.decide = async (...given) => {
      store.applications.decide = decideOne
      const isFirst = await decideOne(...given)
      await end(
        site.engine,
        site.school.info.id,
        { kind: 'person', person: personId('S1-T1') },
        'operator',
      )
      return isFirst
    }
    const ids = [first.id, second.id]
    expect((await post('applications/decide', { ids, state: 'declined' })).status).toBe(401)
    expect((await store.applications.find(second.id))?.state).toBe('waiting')
  })

  test('of another school’s applications nobody here knows', async () => {
    await applyRoster(site.engine, smallSchool({ id: 'S2' }))
    const { id } = await apply('first')
    const { post, get, patch } = await asks('S2-A1')
    expect((await post(`applications/${id}/accept`)).status).toBe(403)
    expect((await patch(`applications/${id}`, { class: null })).status).toBe(403)
    expect((await get('applications')).body.total).toBe(0)
    expect((await get('applications?school=S1')).status).toBe(403)
  })
})

describe('correcting', () => {
  test('a parent is given the child, and is then accepted as its parent', async () => {
    const { id, user } = await apply('parent', { role: 'parent' })
    const { patch, post } = await asks('S1-T1')
    const corrected = await patch(`applications/${id}`, {
      child: 'S1-P1-1',
      full_name: 'Сёмин Пётр Ильич',
    })
    expect(corrected.body.application).toMatchObject({
      child: { id: 'S1-P1-1' },
      full_name: 'Сёмин Пётр Ильич',
      problem: null,
    })
    expect((await post(`applications/${id}/accept`)).status).toBe(200)
    const [person] = await site.engine.store.accounts.personsOf(user)
    const school = await site.engine.store.schools.load(site.school.info.id)
    expect(school?.guardianships).toContainEqual({ guardian: person, child: 'S1-P1-1' })
    const entries = await site.engine.store.journal.recent(20)
    expect(entries.map(({ action }) => action)).toContain('application-corrected')
    expect(JSON.stringify(entries)).not.toContain('Сёмин')
  })

  test('nobody moves an applicant to where they may not decide', async () => {
    const { id } = await apply('pupil', { class: 'S1-C2' as never })
    const parent = await apply('parent', { role: 'parent', class: 'S1-C2' as never })
    const head = await asks('S1-T2')
    // T2 leads C2 and teaches in C1, so pupils of both; parents of C2 alone.
    expect((await head.patch(`applications/${id}`, { class: 'S1-C1' })).status).toBe(200)
    const child = { child: 'S1-P1-1' }
    expect((await head.patch(`applications/${parent.id}`, child)).status).toBe(403)
    expect((await head.patch(`applications/${id}`, { class: null })).status).toBe(403)
  })

  test.each([
    [{ class: 'S1-C9' }, 'class'],
    [{ classes: ['S1-C9'] }, 'classes'],
    [{ child: 'S1-T1' }, 'child'],
    [{ person: 'S2-P1-1' }, 'person'],
    [{ full_name: 'Одно' }, 'full_name'],
  ])('%j is 422', async (wrong, field) => {
    const { id } = await apply('pupil')
    const { patch } = await asks('S1-A1')
    const { status, body } = await patch(`applications/${id}`, wrong)
    expect([status, body.field]).toEqual([422, field])
  })

  test('with another name it is looked for anew who it is: nobody becomes whom they only seemed to be', async () => {
    const administrator = await asks('S1-A1')
    await administrator.patch('people/S1-P1-2', { given_name: 'Анна', family_name: 'Сёмина' })
    const { id, user } = await apply('pupil', {}, { full_name: 'Сёмина Анна' })
    const { patch, post } = await asks('S1-T1')
    const corrected = await patch(`applications/${id}`, { full_name: 'Иванова Ольга' })
    expect(corrected.body.application).toMatchObject({ proposed: null })
    expect((await post(`applications/${id}/accept`)).status).toBe(200)
    expect(await site.engine.store.accounts.personsOf(user)).not.toContain('S1-P1-2')
  })

  test('the class teacher of the other class is told of who is moved there', async () => {
    const head = await asks('S1-T2')
    const { id } = await apply('pupil')
    const { patch } = await asks('S1-A1')
    const told = async () => {
      const about = { kind: 'application', subject: id } as const
      return (await site.engine.store.notices.about(about)).map((one) => one.user)
    }
    expect(await told()).not.toContain('@s1-t2:lyceum.test')
    await patch(`applications/${id}`, { class: 'S1-C2' })
    expect(await told()).toContain('@s1-t2:lyceum.test')
    expect((await head.get('applications?class=S1-C2')).body.total).toBe(1)
  })

  test('ends with the decision', async () => {
    const { id } = await apply('pupil')
    const { patch, post } = await asks('S1-A1')
    await post(`applications/${id}/decline`)
    expect((await patch(`applications/${id}`, { class: 'S1-C2' })).status).toBe(409)
  })
})
