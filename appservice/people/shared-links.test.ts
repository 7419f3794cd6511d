import { beforeEach, expect, test } from 'vitest'
import { newApplicant, signIn } from '../testing/applying.ts'
import { startTestSite, type TestSite } from '../testing/site.ts'

let site: TestSite
beforeEach(async () => {
  site = await startTestSite()
})

async function asks(person: string) {
  const { session } = await signIn(site, person)
  return {
    get: (path: string) => site.ask('GET', `/api/v1/${path}`, { session }),
    post: (path: string, body: object = {}) =>
      site.ask('POST', `/api/v1/${path}`, { session, body }),
  }
}

test('a class teacher shares a link for the own class, sees who used it, and takes it back', async () => {
  const { get, post } = await asks('S1-T1')
  const wanted = { shared: true, role: 'pupil', class: 'S1-C1', uses: 30, expires_days: 7 }
  const { status, body, headers } = await post('invitations', wanted)
  expect([status, headers['cache-control']]).toEqual([201, 'no-store'])
  const [link] = body.invitations
  expect(link).toMatchObject({
    id: expect.any(String),
    url: expect.stringMatching(/^https:\/\/school\.test\/join\/[0-9A-Z]{26}$/),
    code: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/),
    shared: true,
    school: 'S1',
    class: 'S1-C1',
    class_name: '1А',
    role: 'pupil',
    person: null,
    uses: 30,
    used: 0,
    status: 'open',
  })
  const token = link.url.split('/').at(-1)
  expect((await site.redeem(token, newApplicant('anna'))).status).toBe(201)
  const listed = (await get('invitations?class=S1-C1')).body.invitations
  const shared = listed.filter((one: { shared: boolean }) => one.shared)
  expect(shared).toMatchObject([{ id: link.id, url: null, code: null, used: 1, status: 'open' }])
  expect(listed.length).toBeGreaterThan(shared.length)
  expect((await post(`invitations/${link.id}/revoke`)).status).toBe(204)
  expect((await post(`invitations/${link.id}/revoke`)).status).toBe(409)
  expect((await site.redeem(token, newApplicant('boris'))).status).toBe(410)
  const entries = await site.engine.store.journal.recent(20)
  expect(entries.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['shared-link-issued', 'shared-link-revoked']),
  )
  expect(JSON.stringify(entries)).not.toContain(token)
})

test('each sees the links of the own reach alone', async () => {
  const administrator = await asks('S1-A1')
  for (const wanted of [
    { role: 'pupil', class: 'S1-C1' },
    { role: 'pupil', class: 'S1-C2' },
    { role: 'teacher', class: 'S1-C1' },
    { role: 'administrator' },
  ]) {
    const { status } = await administrator.post('invitations', { shared: true, ...wanted })
    expect(status).toBe(201)
  }
  const sharedOf = async (person: Awaited<ReturnType<typeof asks>>, query = '') =>
    (await person.get(`invitations${query}`)).body.invitations
      .filter((one: { shared: boolean }) => one.shared)
      .map((one: { role: string; class: string | null }) => `${one.role} ${one.class ?? ''}`.trim())
      .toSorted()
  expect(await sharedOf(administrator)).toHaveLength(4)
  expect(await sharedOf(administrator, '?role=teacher')).toEqual(['teacher S1-C1'])
  expect(await sharedOf(administrator, '?person=S1-P1-1')).toEqual([])
  // T1 leads C1 and teaches in C2; whom the staff takes in is the administrators' business.
  expect(await sharedOf(await asks('S1-T1'))).toEqual(['pupil S1-C1', 'pupil S1-C2'])
})

test.each([
  [{ role: 'pupil', class: 'S1-C9' }, 422, 'class'],
  [{ class: 'S1-C1' }, 400, 'role'],
  [{ role: 'pupil', uses: 0 }, 400, 'uses'],
  [{ role: 'pupil', person: 'S1-P1-1' }, 400, 'person'],
  [{ role: 'pupil', expires_days: 1000 }, 400, 'expires_days'],
])('%j is %i', async (wrong, code, field) => {
  const { post } = await asks('S1-A1')
  const { status, body } = await post('invitations', { shared: true, ...wrong })
  expect([status, body.field]).toEqual([code, field])
})
