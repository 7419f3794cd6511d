/**
 * What createRoom's body may ask for, and what Synapse shows of a room that replaces another one (creation content and
 * state only). The events inside createRoom are seen by no other check, so everything that could open the room, name
 * somebody in it or pass for one of the school's is judged here; a shape that is not understood is refused.
 *
 * Everybody named is judged with everybody else before anything exists: a refused invitation leaves no room behind.
 */
import type { UserId } from '../ids.ts'
import { mayTalk, type Policy } from './judge.ts'
import type { RefusalReason, Verdict } from './verdict.ts'

type Json = Readonly<Record<string, unknown>>

const ownMark = /^org\.lyceum\./
const openJoinRules: ReadonlySet<unknown> = new Set(['public', 'knock', 'knock_restricted'])

export function judgeRoom(policy: Policy, creator: UserId, config: unknown): Verdict {
  if (creator === policy.bot) return { allowed: true, by: 'bot' }
  if (policy.standing(creator) === undefined) {
    return { allowed: false, reason: 'not-of-a-school', between: [creator, creator] }
  }
  const body = objectOf(config)
  if (body === undefined) return refuse('public-room')
  const refused = openness(policy, body)
  if (refused !== undefined) return refuse(refused)
  const named = peopleNamed(body)
  return named === undefined ? refuse('public-room') : judgeTogether(policy, [creator, ...named])
}

/** What state may say of a room that is not the school's. */
function judgeState(
  { settings }: Pick<Policy, 'settings'>,
  type: string,
  content: Json,
): RefusalReason | undefined {
  if (ownMark.test(type)) return 'state-of-the-school'
  switch (type) {
    case 'm.room.join_rules':
      return openJoinRules.has(content['join_rule']) ? 'public-room' : undefined
    case 'm.room.history_visibility':
      return content['history_visibility'] === 'world_readable' ? 'public-room' : undefined
    case 'm.room.guest_access':
      return content['guest_access'] === 'can_join' ? 'public-room' : undefined
    case 'm.room.encryption':
      return settings.forbidEncryption ? 'encrypted-room' : undefined
    case 'm.room.third_party_invite':
      return 'invitation-by-email'
    default:
      return undefined
  }
}

function openness(policy: Policy, body: Json): RefusalReason | undefined {
  const { visibility, preset } = body
  if (visibility !== undefined && visibility !== 'private') return 'public-room'
  if (preset !== undefined && preset !== 'private_chat' && preset !== 'trusted_private_chat') {
    return 'public-room'
  }
  if (isGiven(body['room_alias_name'])) return 'room-address'
  if (isGiven(body['invite_3pid'])) return 'invitation-by-email'
  const creation = objectOf(body['creation_content'] ?? {})
  if (creation === undefined) return 'public-room'
  if (creation['m.federate'] === true) return 'federated-room'
  return stateRefusal(policy, body['initial_state'])
}

function stateRefusal(policy: Policy, state: unknown): RefusalReason | undefined {
  if (state === undefined || state === null) return undefined
  if (!Array.isArray(state)) return 'public-room'
  for (const item of state as readonly unknown[]) {
    const event = objectOf(item)
    const content = objectOf(event?.['content'] ?? {})
    const type = event?.['type']
    if (typeof type !== 'string' || content === undefined) return 'public-room'
    // Memberships come by invitations, which are judged; nothing else makes one.
    if (type === 'm.room.member') return 'somebody-in-the-room'
    const refused = judgeState(policy, type, content)
    if (refused !== undefined) return refused
  }
  return undefined
}

/** Invited, raised in power, or made a creator; undefined where it cannot be told. */
function peopleNamed(body: Json): readonly UserId[] | undefined {
  const creation = objectOf(body['creation_content'] ?? {})
  const lists = [body['invite'], creation?.['additional_creators']]
  const powers = [body['power_level_content_override'], ...powerLevelsOf(body['initial_state'])]
  const named: UserId[] = []
  for (const list of lists) {
    if (list === undefined || list === null) continue
    if (!Array.isArray(list) || !list.every((one) => typeof one === 'string')) return undefined
    named.push(...(list as UserId[]))
  }
  for (const power of powers) {
    if (power === undefined || power === null) continue
    const users = objectOf(objectOf(power)?.['users'] ?? {})
    if (users === undefined) return undefined
    named.push(...(Object.keys(users) as UserId[]))
  }
  return [...new Set(named)]
}

function powerLevelsOf(state: unknown): readonly unknown[] {
  if (!Array.isArray(state)) return []
  return (state as readonly unknown[]).flatMap((item) => {
    const event = objectOf(item)
    return event?.['type'] === 'm.room.power_levels' ? [event['content']] : []
  })
}

function judgeTogether(policy: Policy, people: readonly UserId[]): Verdict {
  for (const [at, one] of people.entries()) {
    for (const other of people.slice(at + 1)) {
      const verdict = mayTalk(policy, one, other)
      if (verdict.allowed) continue
      // The creator's own pair tells its reason; of two others the creator only learns that they do not go together.
      return at === 0
        ? verdict
        : { allowed: false, reason: 'somebody-in-the-room', between: [one, other] }
    }
  }
  return { allowed: true, by: 'own-room' }
}

function refuse(reason: RefusalReason): Verdict {
  return { allowed: false, reason }
}

/** An empty text or list asks for nothing. */
function isGiven(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false
  return !Array.isArray(value) || value.length > 0
}

function objectOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : undefined
}
