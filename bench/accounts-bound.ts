/**
 * The homeserver's own lower bound for making the accounts and memberships of a school whose rooms the bound made: a bare
 * loop that knows every answer. An account and its name by one request each, one join where the rule lets the person in,
 * an invitation before it where the rule does not. Fewer membership events are not safe: a room would have to be open.
 */
import pLimit from 'p-limit'
import type { RoomId, RoomKey, UserId } from '@lyceum/core/school/ids.ts'
import type { Room } from '@lyceum/core/school/rooms.ts'
import type { BenchHomeserver } from './homeserver.ts'

export interface AccountsBoundInput {
  readonly homeserver: Pick<BenchHomeserver, 'url' | 'asToken'>
  readonly rooms: ReadonlyMap<RoomKey, Room>
  readonly ids: ReadonlyMap<RoomKey, RoomId>
  readonly concurrency: number
}

/** Gives the number of requests. */
export async function runAccountsBound(input: AccountsBoundInput): Promise<number> {
  const { homeserver, rooms, ids, concurrency } = input
  const limit = pLimit(concurrency)
  let requests = 0
  const send = (method: string, path: string, body: object, as?: UserId) => {
    requests += 1
    return limit(() => request(homeserver, method, path, body, as))
  }
  const names = new Map<UserId, string>()
  for (const room of rooms.values()) {
    for (const [user, member] of room.members) names.set(user, member.displayName ?? '')
  }
  const all = [...rooms.values()].toSorted((a, b) => Number(b.space) - Number(a.space))
  await Promise.all(
    [...names].map(async ([user, name]) => {
      const username = user.slice(1, user.indexOf(':'))
      const account = { type: 'm.login.application_service', username, inhibit_login: true }
      await send('POST', '/register', account)
      await send('PUT', `/profile/${user}/displayname`, { displayname: name }, user)
      for (const room of all.filter((one) => one.members.has(user))) {
        const path = `/rooms/${ids.get(room.key)}`
        if (room.joinRule.rule === 'invite') await send('POST', `${path}/invite`, { user_id: user })
        await send('POST', `${path}/join`, {}, user)
      }
    }),
  )
  return requests
}

async function request(
  { url, asToken }: AccountsBoundInput['homeserver'],
  method: string,
  path: string,
  body: object,
  as?: UserId,
): Promise<void> {
  const query = as === undefined ? '' : `?user_id=${encodeURIComponent(as)}`
  const response = await fetch(`${url}/_matrix/client/v3${path}${query}`, {
    method,
    headers: { authorization: `Bearer ${asToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  await response.text()
  if (!response.ok) throw new Error(`the bound's ${method} was answered with ${response.status}`)
}
