import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { userId, schoolId, personId, type UserId } from '../ids.ts'
import type { Role } from '../people.ts'
import { judgeRoom } from './judge-room.ts'
import type { Policy } from './judge.ts'
import { defaultPolicy } from './settings.ts'

const bot = userId('@lyceum:test')
const pupil = userId('@pupil:test')
const friend = userId('@friend:test')
const teacher = userId('@teacher:test')
const parent = userId('@parent:test')
const stranger = userId('@stranger:test')

const roles: Readonly<Record<string, Role>> = {
  [pupil]: 'pupil',
  [friend]: 'pupil',
  [teacher]: 'teacher',
  [parent]: 'parent',
}

function policyWith(forbidEncryption = false): Policy {
  return {
    settings: { ...defaultPolicy, forbidEncryption },
    bot,
    standing(user) {
      const role = roles[user]
      if (role === undefined) return undefined
      const none = new Set<never>()
      const standing = {
        school: schoolId('S1'),
        persons: new Set([personId(user)]),
        roles: new Set([role]),
        pupilOf: none,
        teaches: none,
        headOf: none,
        parentIn: none,
        // The parent is the pupil's.
        children: new Set(user === parent ? [personId(pupil)] : []),
      }
      return { user, schools: [standing], region: false }
    },
  }
}

function judge(config: unknown, creator: UserId = pupil, policy = policyWith()) {
  const verdict = judgeRoom(policy, creator, config)
  return verdict.allowed ? 'allowed' : verdict.reason
}

const state = (type: string, content: unknown) => ({
  initial_state: [{ type, state_key: '', content }],
})

describe('what clients ask for every day', () => {
  it.each([
    ['nothing at all', {}],
    ['a private chat', { preset: 'private_chat', visibility: 'private', name: 'Chess', topic: '' }],
    ['a direct chat', { preset: 'trusted_private_chat', is_direct: true, invite: [teacher] }],
    ['a group', { invite: [friend, teacher], room_version: '12' }],
    ['a space of one\u2019s own', { creation_content: { type: 'm.space' }, invite: [friend] }],
    ['empty lists', { invite: [], invite_3pid: [], room_alias_name: '', initial_state: [] }],
    ['guests kept out', state('m.room.guest_access', { guest_access: 'forbidden' })],
    ['history', state('m.room.history_visibility', { history_visibility: 'invited' })],
    ['encryption where it is not forbidden', state('m.room.encryption', { algorithm: 'm.megolm' })],
    ['levels', { power_level_content_override: { users: { [pupil]: 100 }, invite: 50 } }],
  ])('%s is allowed', (_name, config) => {
    expect(judge(config)).toBe('allowed')
  })
})

describe('what opens a room or brings in a stranger', () => {
  it.each([
    ['public-room', { visibility: 'public' }],
    ['public-room', { preset: 'public_chat' }],
    ['public-room', { preset: 'something_new' }],
    ['public-room', state('m.room.join_rules', { join_rule: 'public' })],
    ['public-room', state('m.room.join_rules', { join_rule: 'knock' })],
    ['public-room', state('m.room.join_rules', { join_rule: 'knock_restricted' })],
    ['public-room', state('m.room.history_visibility', { history_visibility: 'world_readable' })],
    ['public-room', state('m.room.guest_access', { guest_access: 'can_join' })],
    ['room-address', { room_alias_name: 'club' }],
    ['invitation-by-email', { invite_3pid: [{ medium: 'email', address: 'a@b.example' }] }],
    ['invitation-by-email', state('m.room.third_party_invite', {})],
    ['federated-room', { creation_content: { 'm.federate': true } }],
    ['state-of-the-school', state('org.lyceum.room', { school: 'S1', kind: 'general' })],
    ['somebody-in-the-room', state('m.room.member', { membership: 'join' })],
    ['not-of-a-school', { invite: [stranger] }],
    ['not-of-a-school', { creation_content: { additional_creators: [stranger] } }],
    ['not-of-a-school', { power_level_content_override: { users: { [stranger]: 50 } } }],
    ['not-of-a-school', state('m.room.power_levels', { users: { [stranger]: 100 } })],
    ['public-room', { invite: 'everybody' }],
    ['public-room', { initial_state: 'open' }],
    ['public-room', []],
    ['public-room', null],
  ])('%s: %j', (reason, config) => {
    expect(judge(config)).toBe(reason)
  })

  it('is refused when two of the invited may not talk, though the creator may to both', () => {
    expect(judge({ invite: [parent] })).toBe('allowed')
    expect(judge({ invite: [parent, friend] })).toBe('somebody-in-the-room')
  })

  it('is encryption where the school forbids it', () => {
    const config = state('m.room.encryption', { algorithm: 'm.megolm' })
    expect(judge(config, pupil, policyWith(true))).toBe('encrypted-room')
  })
})

it('a stranger makes no room, and the bot any', () => {
  expect(judge({}, stranger)).toBe('not-of-a-school')
  expect(judge({ visibility: 'public' }, bot)).toBe('allowed')
})

it('whatever is asked, the answer is a verdict and never lets a stranger in', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue(), (config, invite) => {
      const asked = typeof config === 'object' && config !== null ? { ...config, invite } : config
      const told = judge(asked)
      if (told !== 'allowed') return
      const list = (asked as { readonly invite?: unknown }).invite
      expect(
        list === null || (Array.isArray(list) && list.every((one) => roles[String(one)])),
      ).toBe(true)
    }),
    { numRuns: 2000 },
  )
})
