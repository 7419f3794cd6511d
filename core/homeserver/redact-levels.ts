/** Who may redact what others wrote, by a room's state. */
import { userId, type UserId } from '../school/ids.ts'

interface StateLike {
  readonly type: string
  readonly state_key: string
  readonly sender: string
  readonly content: Readonly<Record<string, unknown>>
}

/** Everybody who is in the room, those who may first. Creators of version 12 are listed nowhere and may all. */
export function redactorsOf(
  state: readonly StateLike[],
): readonly { readonly user: UserId; readonly may: boolean }[] {
  const find = (type: string) => state.find((one) => one.type === type && one.state_key === '')
  const create = find('m.room.create')
  const levels = find('m.room.power_levels')?.content ?? {}
  const others = create?.content['additional_creators']
  const creators = new Set<unknown>([create?.sender, ...(Array.isArray(others) ? others : [])])
  const users = levels['users']
  const listed = new Map<string, unknown>(
    typeof users === 'object' && users !== null ? Object.entries(users) : [],
  )
  const needed = Math.max(numberOf(levels['redact'], 50), 0)
  const may = (user: string) =>
    creators.has(user) || numberOf(listed.get(user), numberOf(levels['users_default'], 0)) >= needed
  return state
    .filter((one) => one.type === 'm.room.member' && one.content['membership'] === 'join')
    .map((one) => ({ user: userId(one.state_key), may: may(one.state_key) }))
    .toSorted((left, right) => Number(right.may) - Number(left.may))
}

function numberOf(value: unknown, usual: number): number {
  return typeof value === 'number' ? value : usual
}
