/**
 * Who may reach whom. One fixed precedence, and `policy explain` shows it:
 *
 * 1. oneself; 2. the bot; 3. whoever is of no school (never was, has ended, still waits) reaches nobody; 4. region staff;
 * 5. the rules of the table in their order, the first that fits; 6. nobody else.
 *
 * A room that is not the school's is judged against everybody who is joined or invited there, never by pairs of inviter
 * and invited: a middleman changes nothing.
 */
import type { ClassId, UserId } from '../ids.ts'
import type { Role } from '../people.ts'
import type { PolicySettings, TalkRule, Within } from './settings.ts'
import type { SchoolStanding, Standing } from './standing.ts'
import type { Verdict } from './verdict.ts'

/** All that a judgement asks. */
export interface Policy {
  readonly settings: PolicySettings
  readonly bot: UserId
  standing(user: UserId): Standing | undefined
}

/** The same in both directions. */
export function mayTalk(policy: Policy, one: UserId, other: UserId): Verdict {
  if (one === other) return { allowed: true, by: 'self' }
  if (one === policy.bot || other === policy.bot) return { allowed: true, by: 'bot' }
  const first = policy.standing(one)
  const second = policy.standing(other)
  if (first === undefined || second === undefined) {
    return { allowed: false, reason: 'not-of-a-school', between: [one, other] }
  }
  if (first.region || second.region) return { allowed: true, by: 'region-staff' }
  const shared = commonSchools(first, second)
  for (const rule of policy.settings.talk) {
    const here = shared.find(([a, b]) => joins(rule, a, b))
    if (here !== undefined) return { allowed: true, by: rule, school: here[0].school }
  }
  const reason = shared.length === 0 ? 'another-school' : 'no-rule'
  return { allowed: false, reason, between: [one, other] }
}

/** Against everybody who is joined or invited, whoever lets them in. */
function mayJoin(policy: Policy, newcomer: UserId, present: readonly UserId[]): Verdict {
  if (newcomer === policy.bot) return { allowed: true, by: 'bot' }
  if (policy.standing(newcomer) === undefined) {
    return { allowed: false, reason: 'not-of-a-school', between: [newcomer, newcomer] }
  }
  for (const other of present) {
    const verdict = mayTalk(policy, newcomer, other)
    if (verdict.allowed) continue
    return { allowed: false, reason: 'somebody-in-the-room', between: [newcomer, other] }
  }
  return { allowed: true, by: 'own-room' }
}

export interface InviteQuestion {
  readonly inviter: UserId
  readonly invitee: UserId
  /** Joined and invited, the inviter among them. */
  readonly present: readonly UserId[]
  /** One of the school's own rooms: only the school puts people into it. */
  readonly managed: boolean
}

export function judgeInvite(policy: Policy, question: InviteQuestion): Verdict {
  const { inviter, invitee, present, managed } = question
  if (inviter === policy.bot) return { allowed: true, by: 'bot' }
  if (managed) return { allowed: false, reason: 'managed-room' }
  const direct = mayTalk(policy, inviter, invitee)
  return direct.allowed ? mayJoin(policy, invitee, present) : direct
}

export interface JoinQuestion {
  readonly user: UserId
  readonly present: readonly UserId[]
  /** Of one of the school's own rooms: whether the blueprint gives it to the person. */
  readonly managed: { readonly member: boolean } | undefined
}

export function judgeJoin(policy: Policy, { user, present, managed }: JoinQuestion): Verdict {
  if (managed === undefined) return mayJoin(policy, user, present)
  if (user === policy.bot) return { allowed: true, by: 'bot' }
  return managed.member
    ? { allowed: true, by: 'managed-room' }
    : { allowed: false, reason: 'managed-room' }
}

/** Who is found by name is who may be written to: a shared class channel makes nobody findable. */
export function judgeFind(policy: Policy, searcher: UserId, found: UserId): Verdict {
  return mayTalk(policy, searcher, found)
}

function commonSchools(
  first: Standing,
  second: Standing,
): readonly (readonly [SchoolStanding, SchoolStanding])[] {
  return first.schools.flatMap((a) => {
    const b = second.schools.find((one) => one.school === a.school)
    return b === undefined ? [] : [[a, b] as const]
  })
}

function joins({ between, within }: TalkRule, a: SchoolStanding, b: SchoolStanding): boolean {
  const [one, other] = between
  return joinsAs(within, one, a, other, b) || joinsAs(within, other, a, one, b)
}

function joinsAs(
  within: Within,
  roleOfA: Role,
  a: SchoolStanding,
  roleOfB: Role,
  b: SchoolStanding,
): boolean {
  if (!a.roles.has(roleOfA) || !b.roles.has(roleOfB)) return false
  switch (within) {
    case 'school':
      return true
    case 'class':
      return shareClass(classesAs(roleOfA, a), classesAs(roleOfB, b))
    case 'family':
      return isFamily(roleOfA, a, roleOfB, b)
  }
}

/** An administrator stands in every class. */
function classesAs(role: Role, standing: SchoolStanding): ReadonlySet<ClassId> | 'every' {
  switch (role) {
    case 'administrator':
      return 'every'
    case 'teacher':
      return standing.teaches
    case 'pupil':
      return standing.pupilOf
    case 'parent':
      return standing.parentIn
  }
}

function shareClass(
  one: ReadonlySet<ClassId> | 'every',
  other: ReadonlySet<ClassId> | 'every',
): boolean {
  if (one === 'every') return other === 'every' || other.size > 0
  return other === 'every' ? one.size > 0 : !one.isDisjointFrom(other)
}

function isFamily(roleOfA: Role, a: SchoolStanding, roleOfB: Role, b: SchoolStanding): boolean {
  if (roleOfA === 'parent' && roleOfB === 'parent') return !a.children.isDisjointFrom(b.children)
  if (roleOfA === 'parent') return !a.children.isDisjointFrom(b.persons)
  return roleOfB === 'parent' && !b.children.isDisjointFrom(a.persons)
}
