import { expect, test } from 'vitest'
import { personId, userId } from '../../school/ids.ts'
import type { InvitationRepository, IssuedInvitation, NewInvitation } from '../ports.ts'
import {
  at,
  type FreshDatabase,
  invitationFor,
  later,
  otherSchool,
  parent,
  pupil,
  pupilLeaves,
  school,
  smallSchool,
  teacher,
  withStore,
} from './setting.ts'

const anna = userId('@anna:example.org')
const soon = '2026-09-01T08:01:00.000Z'
const afterExpiry = '2026-09-15T08:00:00.000Z'

export function invitationFacts(fresh: FreshDatabase): void {
  test('An invitation is found by its token and by its code, however they are typed.', async () => {
    await withStore(fresh, async ({ invitations }) => {
      const { token, code, invitation } = await issueOne(invitations)
      expect(token).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
      const typed = [token, code, token.toLowerCase(), code.toLowerCase().replaceAll('-', ' ')]
      for (const text of typed) expect(await invitations.find(text, at)).toEqual(invitation)
      const unknown = ['', 'x', `${token}0`, code.slice(0, -1), '0000-0000-0000']
      for (const text of unknown) expect(await invitations.find(text, at)).toBeUndefined()
      expect(await invitations.ofSchool(school, at)).toEqual([invitation])
    })
  })

  test('Its status follows from time, use and revocation, and looking never uses it up.', async () => {
    await withStore(fresh, async ({ invitations }) => {
      const { token, invitation } = await issueOne(invitations)
      const status = async (when: string) => (await invitations.find(token, when))?.status
      expect(await status(at)).toBe('open')
      expect(await status(afterExpiry)).toBe('expired')
      expect(await invitations.revoke(invitation.id, afterExpiry)).toBe(false)
      expect(await invitations.revoke(invitation.id, at)).toBe(true)
      expect(await invitations.revoke(invitation.id, at)).toBe(false)
      expect(await status(afterExpiry)).toBe('revoked')
      expect(await invitations.claim(token, 'anna', at, 60)).toEqual({ state: 'revoked' })
    })
  })

  test('Of 200 claims at once one succeeds.', async () => {
    await withStore(fresh, async ({ invitations }) => {
      const { token, code } = await issueOne(invitations)
      const secrets = Array.from({ length: 200 }, (_, turn) => (turn % 2 === 0 ? token : code))
      const results = await Promise.all(
        secrets.map((secret) => invitations.claim(secret, 'anna', at, 60)),
      )
      expect(results.filter((one) => one.state === 'claimed')).toHaveLength(1)
      expect(results.filter((one) => one.state === 'busy')).toHaveLength(199)
    })
  })

  test('A claim that was given back is free at once, one that was lost when its time is over.', async () => {
    await withStore(fresh, async ({ invitations }) => {
      const { token, invitation } = await issueOne(invitations)
      const claim = (login: string, when: string) => invitations.claim(token, login, when, 60)
      expect(await claim('anna', at)).toMatchObject({ state: 'claimed', resumed: false })
      expect(await claim('anna', at)).toEqual({ state: 'busy' })
      await invitations.release(invitation.id, false)
      expect(await claim('anna', at)).toMatchObject({ state: 'claimed', resumed: false })
      await invitations.release(invitation.id, true)
      expect(await claim('anna', at)).toMatchObject({ state: 'claimed', resumed: true })
      expect(await claim('anna', soon)).toMatchObject({ state: 'claimed', resumed: true })
      expect(await claim('boris', '2026-09-01T08:02:00.000Z')).toMatchObject({
        state: 'claimed',
        resumed: false,
      })
    })
  })

  test('A claim that may not begin remembers nothing, and goes on where the login is the one that was begun with.', async () => {
    await withStore(fresh, async ({ invitations }) => {
      const { token, invitation } = await issueOne(invitations)
      const claim = (login: string, when = at) => invitations.claim(token, login, when, 60, false)
      expect(await claim('anna')).toMatchObject({
        state: 'not-begun',
        invitation: { person: pupil },
      })
      expect(await claim('anna')).toMatchObject({ state: 'not-begun' })
      await invitations.claim(token, 'boris', at, 60)
      expect(await claim('anna', soon)).toMatchObject({ state: 'not-begun' })
      expect(await claim('boris')).toEqual({ state: 'busy' })
      await invitations.release(invitation.id, true)
      expect(await claim('boris')).toMatchObject({ state: 'claimed', resumed: true })
      await invitations.revoke(invitation.id, at)
      expect(await claim('anna', later)).toEqual({ state: 'revoked' })
    })
  })

  test('Who consumes has entered; again by the same account is nothing new, by another one refused.', async () => {
    await withStore(fresh, async ({ invitations, accounts }) => {
      const { token, invitation } = await issueOne(invitations)
      await expect(invitations.consume(invitation.id, anna, at)).rejects.toMatchObject({
        code: 'invitation-not-claimed',
      })
      await invitations.claim(token, 'anna', at, 60)
      await invitations.consume(invitation.id, anna, at)
      await accounts.setState(pupil, 'active')
      await invitations.consume(invitation.id, anna, later)
      expect(await accounts.ofPerson(pupil)).toMatchObject({ userId: anna, state: 'active' })
      expect(await invitations.claim(token, 'anna', at, 60)).toEqual({ state: 'used' })
      await expect(
        invitations.consume(invitation.id, userId('@b:example.org'), at),
      ).rejects.toMatchObject({ code: 'invitation-not-claimed' })
    })
  })

  test('Who is bound under a claim may go on with the same login, and keeps the state when consuming.', async () => {
    await withStore(fresh, async ({ invitations, accounts }) => {
      const { token, invitation } = await issueOne(invitations)
      await expect(invitations.bind(invitation.id, anna, at)).rejects.toMatchObject({
        code: 'invitation-not-claimed',
      })
      await invitations.claim(token, 'anna', at, 60)
      await invitations.bind(invitation.id, anna, at)
      expect(await accounts.ofPerson(pupil)).toMatchObject({ userId: anna, state: 'entering' })
      await invitations.release(invitation.id, true)
      const again = await invitations.claim(token, 'anna', at, 60)
      expect(again).toMatchObject({ state: 'claimed', resumed: true })
      await accounts.setState(pupil, 'active')
      await invitations.consume(invitation.id, anna, at)
      expect(await accounts.ofPerson(pupil)).toMatchObject({ userId: anna, state: 'active' })
    })
  })

  test('A claim does not survive revocation: nothing is bound.', async () => {
    await withStore(fresh, async ({ invitations, accounts }) => {
      const { token, invitation } = await issueOne(invitations)
      await invitations.claim(token, 'anna', at, 60)
      await invitations.revoke(invitation.id, at)
      await expect(invitations.consume(invitation.id, anna, at)).rejects.toMatchObject({
        code: 'invitation-not-claimed',
      })
      expect(await accounts.ofPerson(pupil)).toBeUndefined()
    })
  })

  test('A person who has an account cannot be bound to another one.', async () => {
    await withStore(fresh, async ({ invitations, accounts }) => {
      await redeem(invitations, invitationFor(), anna)
      const again = redeem(invitations, invitationFor(), userId('@b:example.org'))
      await expect(again).rejects.toMatchObject({ code: 'person-has-account' })
      expect(await accounts.ofPerson(pupil)).toMatchObject({ userId: anna })
      const statuses = (await invitations.ofSchool(school, at)).map((one) => one.status)
      expect(statuses.toSorted()).toEqual(['open', 'used'])
    })
  })

  test('Issuing again revokes the paper before, of that person and purpose only.', async () => {
    await withStore(fresh, async ({ invitations }) => {
      const first = await issueOne(invitations)
      const others = await invitations.issue(
        [invitationFor(teacher), invitationFor(pupil, { purpose: 'reset' })],
        at,
      )
      const second = await issueOne(invitations)
      const status = async (one: IssuedInvitation) =>
        (await invitations.find(one.token, later))?.status
      expect(await status(first)).toBe('revoked')
      expect(await status(second)).toBe('open')
      expect(await Promise.all(others.map(status))).toEqual(['open', 'open'])
    })
  })

  test('A parent of two schools may enter by either slip; the other one then says that it was used.', async () => {
    await withStore(fresh, async ({ invitations, schools }) => {
      await schools.change(otherSchool, 'roster', smallSchool(otherSchool), at)
      const first = await issueOne(invitations, invitationFor(parent))
      const there = invitationFor(parent, { school: otherSchool })
      await redeem(invitations, there, anna)
      expect(await invitations.find(first.token, at)).toMatchObject({ status: 'used' })
    })
  })

  test('Who leaves the school cannot enter it with a paper from before.', async () => {
    await withStore(fresh, async ({ invitations, schools }) => {
      const { token } = await issueOne(invitations)
      await schools.change(school, 'roster', pupilLeaves, later)
      expect(await invitations.claim(token, 'anna', later, 60)).toEqual({ state: 'revoked' })
    })
  })

  test('A link to a new password leaves the account as it is.', async () => {
    await withStore(fresh, async ({ invitations, accounts }) => {
      await redeem(invitations, invitationFor(), anna)
      await accounts.setState(pupil, 'active')
      await redeem(invitations, invitationFor(pupil, { purpose: 'reset' }), anna)
      expect(await accounts.ofPerson(pupil)).toMatchObject({ userId: anna, state: 'active' })
    })
  })

  test('Issuing is all or nothing: with one unknown person nobody is invited.', async () => {
    await withStore(fresh, async ({ invitations }) => {
      const wrong = [invitationFor(), invitationFor(personId('nobody'))]
      await expect(invitations.issue(wrong, at)).rejects.toMatchObject({ code: 'unknown-person' })
      expect(await invitations.ofSchool(school, at)).toEqual([])
    })
  })
}

async function issueOne(
  invitations: InvitationRepository,
  invitation: NewInvitation = invitationFor(),
): Promise<IssuedInvitation> {
  const [issued] = await invitations.issue([invitation], at)
  if (issued === undefined) throw new Error('nothing was issued')
  return issued
}

async function redeem(
  invitations: InvitationRepository,
  invitation: NewInvitation,
  user: typeof anna,
): Promise<void> {
  const { token, invitation: made } = await issueOne(invitations, invitation)
  await invitations.claim(token, user, at, 60)
  await invitations.consume(made.id, user, at)
}
