/** A slip opens no more than whoever issued it may open now: who has lost the right keeps no way in by an old paper. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { changeSchool } from '@lyceum/core/provision/change.ts'
import { end } from '@lyceum/core/provision/ends.ts'
import { oneByHand } from '@lyceum/core/provision/one-by-hand.ts'
import { classId, personId, schoolId } from '@lyceum/core/school/ids.ts'
import { parentId, pupilId, teacherId } from '@lyceum/core/testing/small-school.ts'
import { signIn } from '../testing/applying.ts'
import { goodPassword, startTestSite, type TestSite } from '../testing/site.ts'

const school = schoolId('S1')
const teacher = teacherId('S1', 1)
const pupil = pupilId('S1', 1, 1)
let site: TestSite
beforeEach(async () => {
  site = await startTestSite()
})
afterEach(() => site.server.close())

async function issuing(by: string) {
  const { session } = await signIn(site, by)
  const post = (path: string, body: object) =>
    site.ask('POST', `/api/v1/${path}`, { session, body })
  return {
    reset: async (person: string) =>
      (await post(`people/${person}/reset-password`, {})).body.reset.code as string,
    slip: async (person: string) =>
      (await post('invitations', { person })).body.invitations[0].code as string,
  }
}

const entering = { login: 'masha', password: goodPassword }

async function outcome(code: string, body: object) {
  const { status } = (await site.get(`/api/v1/invitations/${code}`)).body
  const redeemed = await site.redeem(code, body)
  return [status, redeemed.status]
}

test('A teacher who has left comes back by no slip and by no code for a new password of a child.', async () => {
  const { reset, slip } = await issuing(teacher)
  await signIn(site, pupil)
  const [code, paper] = [await reset(pupil), await slip('S1-P1-2')]
  await end(site.engine, school, { kind: 'person', person: teacher }, 'operator')
  expect(await outcome(code, { password: goodPassword })).toEqual(['revoked', 410])
  expect(await outcome(paper, entering)).toEqual(['revoked', 410])
  expect((await site.engine.store.accounts.ofPerson(personId('S1-P1-2')))?.userId).toBeUndefined()
})

test('Nor who leads the class no longer; what an administrator issued goes on.', async () => {
  const own = await issuing(teacher)
  const office = await issuing('S1-A1')
  const [mine, theirs] = [await own.slip(parentId('S1', 1, 1)), await office.slip('S1-P1-2')]
  await end(
    site.engine,
    school,
    { kind: 'class', person: teacher, class: classId('S1-C1') },
    'operator',
  )
  expect(await outcome(mine, entering)).toEqual(['revoked', 410])
  expect(await outcome(theirs, entering)).toEqual(['open', 201])
})

test('A code for a parent opens nothing once the parent is of the staff.', async () => {
  const { reset } = await issuing(teacher)
  const parent = parentId('S1', 1, 1)
  await signIn(site, parent)
  const code = await reset(parent)
  const place = { person: parent, role: 'administrator', subjects: [] } as const
  await changeSchool(site.engine, school, [{ kind: 'add-staff-place', place }], {
    limits: oneByHand,
    actor: 'operator',
  })
  expect(await outcome(code, { password: goodPassword })).toEqual(['revoked', 410])
})
