import { afterEach, beforeEach, expect, test } from 'vitest'
import { enter } from '@lyceum/core/provision/enter.ts'
import { personId, schoolId, type PersonId } from '@lyceum/core/school/ids.ts'
import { giveAccount } from '@lyceum/core/testing/engine.ts'
import { parentId, pupilId, teacherId } from '@lyceum/core/testing/small-school.ts'
import { startTestSite, type TestSite } from '../testing/site.ts'

const school = schoolId('S1')
const newPassword = 'violet-anchor-bread-2207'
let site: TestSite
beforeEach(async () => {
  site = await startTestSite()
})
afterEach(() => site.server.close())

async function comeIn(person: PersonId) {
  const user = await giveAccount(site.engine, school, person)
  await (
    await enter(site.engine, person)
  ).complete
  return user
}

async function signIn(person: PersonId): Promise<string> {
  const token = site.engine.homeserver.issueOpenIdToken(await comeIn(person))
  const openid = { access_token: token, matrix_server_name: 'lyceum.test' }
  return (await site.ask('POST', '/api/v1/session', { body: { openid } })).body.session
}

const reset = (session: string, person: PersonId) =>
  site.ask('POST', `/api/v1/people/${person}/reset-password`, { session, body: {} })

test('A class teacher issues a code with which a pupil sets a new password, and old sessions end.', async () => {
  const { homeserver, store } = site.engine
  const teacher = await signIn(teacherId('S1', 1))
  const user = await comeIn(site.pupil)
  await homeserver.logIn(user, 'old phone')
  const first = (await reset(teacher, site.pupil)).body.reset
  const { status, body } = await reset(teacher, site.pupil)
  expect(status).toBe(201)
  expect(body.reset).toMatchObject({
    code: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/),
    person: { id: site.pupil },
  })
  expect((await site.redeem(first.code, { password: newPassword })).status).toBe(410)
  const answer = await site.redeem(body.reset.code, { password: newPassword })
  expect([answer.status, answer.body.user_id]).toEqual([201, user])
  expect(homeserver.inspectAccount(user)?.password).toBe(newPassword)
  expect([...(homeserver.inspectAccount(user)?.sessions.keys() ?? [])]).toEqual([
    answer.body.device_id,
  ])
  expect((await site.redeem(body.reset.code, { password: newPassword })).status).toBe(410)
  const actions = (await store.journal.ofSchool(school, 3)).map(({ action }) => action)
  expect(actions).toEqual(['password-reset', 'password-reset-issued', 'password-reset-issued'])
  expect(site.logLines.join()).not.toContain(body.reset.code)
})

test('A class teacher gets no code to a colleague who is a parent of the class.', async () => {
  const teacher = await signIn(teacherId('S1', 1))
  const parent = parentId('S1', 1, 1)
  const colleague = await comeIn(teacherId('S1', 2))
  await site.engine.store.accounts.bind(parent, colleague, new Date().toISOString())
  const refused = await reset(teacher, parent)
  expect([refused.status, refused.body.reason]).toEqual([403, 'not-your-role'])
  const head = await signIn(personId('S1-A1'))
  expect((await reset(head, parent)).status).toBe(201)
})

test('Who has not entered has no password to forget.', async () => {
  const head = await signIn(personId('S1-A1'))
  const answer = await reset(head, pupilId('S1', 1, 2))
  expect([answer.status, answer.body.type]).toEqual([409, 'urn:lyceum:problem:not-entered'])
  expect((await reset(head, personId('nobody'))).status).toBe(404)
})
