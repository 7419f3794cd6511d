import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitrarySchool } from '../../testing/arbitrary-school.ts'
import { parentId, pupilId, smallSchool, teacherId } from '../../testing/small-school.ts'
import { personId, userId, type PersonId, type UserId } from '../ids.ts'
import type { School } from '../people.ts'
import { judgeFind, judgeInvite, judgeJoin, mayTalk, type Policy } from './judge.ts'
import { defaultPolicy, type PolicySettings } from './settings.ts'
import { standingsIn, type SchoolStanding } from './standing.ts'

const bot = userId('@lyceum:test')
const region = userId('@region:test')
const userOf = (person: PersonId) => userId(`@${person}:test`)

/** `shared`: persons who use the account of another one. */
function policyOf(
  schools: readonly School[],
  settings: Partial<PolicySettings> = {},
  shared: ReadonlyMap<PersonId, PersonId> = new Map(),
): Policy {
  const standings = new Map<UserId, SchoolStanding[]>()
  for (const school of schools) {
    const accounts = new Map(
      school.people.map(({ id }) => [id, userOf(shared.get(id) ?? id)] as const),
    )
    for (const [user, standing] of standingsIn(school, accounts)) {
      standings.set(user, [...(standings.get(user) ?? []), standing])
    }
  }
  const all = { ...defaultPolicy, regionStaff: [region], ...settings }
  return {
    settings: all,
    bot,
    standing(user) {
      const own = standings.get(user) ?? []
      const isRegion = all.regionStaff.includes(user)
      return own.length === 0 && !isRegion ? undefined : { user, schools: own, region: isRegion }
    },
  }
}

const one = smallSchool({ id: 'S1' })
const two = smallSchool({ id: 'S2' })
const policy = policyOf([one, two])
const pupil = userOf(pupilId('S1', 1, 1))
const friend = userOf(pupilId('S1', 1, 2))
const other = userOf(pupilId('S1', 2, 1))
const parent = userOf(parentId('S1', 1, 1))
const otherParent = userOf(parentId('S1', 1, 2))
const farParent = userOf(parentId('S1', 2, 1))
const teacher = userOf(teacherId('S1', 1))
const administrator = userOf(personId('S1-A1'))
const stranger = userId('@stranger:test')

describe('two people', () => {
  it.each([
    ['pupils of one class', pupil, friend, true],
    ['pupils of one school', pupil, other, true],
    ['a pupil and a teacher', pupil, teacher, true],
    ['a pupil and the administrator', pupil, administrator, true],
    ['a parent and the own child', parent, pupil, true],
    ['a parent and another child of the class', parent, friend, false],
    ['parents of one class', parent, otherParent, true],
    ['parents of two classes', parent, farParent, false],
    ['a parent and a teacher', parent, teacher, true],
    ['a teacher and the administrator', teacher, administrator, true],
    ['pupils of two schools', pupil, userOf(pupilId('S2', 1, 1)), false],
    ['administrators of two schools', administrator, userOf(personId('S2-A1')), false],
    ['anybody and the bot', stranger, bot, true],
    ['region staff and a pupil of any school', region, userOf(pupilId('S2', 2, 2)), true],
    ['region staff and a stranger', region, stranger, false],
    ['a stranger and the administrator', stranger, administrator, false],
  ])('%s: %#', (_name, a, b, allowed) => {
    expect(mayTalk(policy, a, b).allowed).toBe(allowed)
    expect(mayTalk(policy, b, a).allowed).toBe(allowed)
    expect(judgeFind(policy, a, b).allowed).toBe(allowed)
  })

  it('are refused with the reason that fits', () => {
    const reason = (a: UserId, b: UserId) => {
      const verdict = mayTalk(policy, a, b)
      return verdict.allowed ? undefined : verdict.reason
    }
    expect(reason(pupil, stranger)).toBe('not-of-a-school')
    expect(reason(pupil, userOf(pupilId('S2', 1, 1)))).toBe('another-school')
    expect(reason(parent, friend)).toBe('no-rule')
  })

  it('of several roles may what one of the roles may', () => {
    const both = policyOf([one, two], {}, new Map([[parentId('S1', 2, 1), teacherId('S2', 1)]]))
    const account = userOf(teacherId('S2', 1))
    expect(mayTalk(both, account, other).allowed).toBe(true)
    expect(mayTalk(both, account, userOf(pupilId('S2', 1, 1))).allowed).toBe(true)
    expect(mayTalk(both, account, pupil).allowed).toBe(false)
  })

  it('follow another table when the school has one', () => {
    const strict = policyOf([one], { talk: [{ between: ['pupil', 'teacher'], within: 'class' }] })
    expect(mayTalk(strict, pupil, friend).allowed).toBe(false)
    expect(mayTalk(strict, pupil, teacher).allowed).toBe(true)
    const far = smallSchool({ id: 'S1', classes: 3 })
    const three = policyOf([far], { talk: [{ between: ['pupil', 'teacher'], within: 'class' }] })
    expect(mayTalk(three, userOf(pupilId('S1', 3, 1)), teacher).allowed).toBe(false)
  })
})

describe('a room of several', () => {
  it('takes only who may talk to everybody in it, whoever invites', () => {
    const invite = (inviter: UserId, invitee: UserId, present: readonly UserId[]) =>
      judgeInvite(policy, { inviter, invitee, present, managed: false })
    expect(invite(pupil, friend, [pupil]).allowed).toBe(true)
    expect(invite(pupil, parent, [pupil]).allowed).toBe(true)
    expect(invite(pupil, parent, [pupil, friend])).toEqual({
      allowed: false,
      reason: 'somebody-in-the-room',
      between: [parent, friend],
    })
    expect(invite(pupil, stranger, [pupil])).toMatchObject({ reason: 'not-of-a-school' })
  })

  it('of the school takes whom the blueprint gives, and nobody by invitation', () => {
    const question = { inviter: administrator, invitee: friend, present: [], managed: true }
    expect(judgeInvite(policy, question)).toEqual({ allowed: false, reason: 'managed-room' })
    expect(judgeInvite(policy, { ...question, inviter: bot }).allowed).toBe(true)
    const join = (member: boolean) =>
      judgeJoin(policy, { user: pupil, present: [farParent], managed: { member } }).allowed
    expect([join(true), join(false)]).toEqual([true, false])
  })
})

describe('laws', () => {
  const accountsOf = (school: School) => [
    ...school.people.map(({ id }) => userOf(id)),
    stranger,
    region,
  ]

  it('what holds one way holds the other way', () => {
    fc.assert(
      fc.property(arbitrarySchool(), (school) => {
        const judged = policyOf([school])
        const all = accountsOf(school)
        for (const a of all) {
          for (const b of all) {
            expect(mayTalk(judged, a, b).allowed).toBe(mayTalk(judged, b, a).allowed)
          }
        }
      }),
      { numRuns: 50 },
    )
  })

  it('nothing is allowed by an empty table, but to region staff', () => {
    fc.assert(
      fc.property(arbitrarySchool(), (school) => {
        const judged = policyOf([school], { talk: [] })
        const all = accountsOf(school).filter((user) => user !== region)
        for (const a of all) {
          for (const b of all) if (a !== b) expect(mayTalk(judged, a, b).allowed).toBe(false)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('more people in a room never let somebody in', () => {
    fc.assert(
      fc.property(
        arbitrarySchool(),
        fc.array(fc.nat(), { minLength: 3, maxLength: 6 }),
        (school, picks) => {
          const judged = policyOf([school])
          const all = accountsOf(school)
          const [user = stranger, ...present] = picks.map((n) => all[n % all.length] ?? stranger)
          const few = judgeJoin(judged, { user, present: present.slice(1), managed: undefined })
          const more = judgeJoin(judged, { user, present, managed: undefined })
          if (more.allowed) expect(few.allowed).toBe(true)
        },
      ),
      { numRuns: 200 },
    )
  })
})
