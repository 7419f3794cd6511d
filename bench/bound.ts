/**
 * The homeserver's own lower bound for making a school: a bare loop over HTTP that knows every answer beforehand. One
 * createRoom a room with its whole state, children first where they do not need the space's id, and one `m.space.child`
 * where the child needed it. It observes nothing, plans nothing, stores nothing and could not be run twice.
 */
import pLimit from 'p-limit'
import { renderLink, renderNewRoom, type RoomNames } from '@lyceum/core/provision/render-room.ts'
import type { RoomId, RoomKey } from '@lyceum/core/school/ids.ts'
import type { Room } from '@lyceum/core/school/rooms.ts'
import type { BenchHomeserver } from './homeserver.ts'

export interface BoundInput {
  readonly homeserver: Pick<BenchHomeserver, 'url' | 'serverName' | 'asToken'>
  readonly rooms: ReadonlyMap<RoomKey, Room>
  readonly concurrency: number
}

export interface BoundResult {
  readonly requests: number
  readonly ids: ReadonlyMap<RoomKey, RoomId>
}

export async function runBound(input: BoundInput): Promise<BoundResult> {
  const { homeserver, rooms, concurrency } = input
  const limit = pLimit(concurrency)
  const ids = new Map<RoomKey, RoomId>()
  let requests = 0
  const names: RoomNames = {
    serverName: homeserver.serverName,
    idOf: (key) => ids.get(key) as RoomId,
  }
  const send = (method: string, path: string, body: object) => {
    requests += 1
    return limit(() => request(homeserver, method, path, body))
  }
  const create = async (room: Room) => {
    const links = [...room.children.keys()].filter((child) => ids.has(child))
    const answer = await send('POST', '/createRoom', bodyOf(renderNewRoom(room, links, names)))
    ids.set(room.key, answer.room_id as RoomId)
  }
  const all = [...rooms.values()]
  const restricted = all.filter((room) => room.joinRule.rule === 'restricted')
  const free = all.filter((room) => room.joinRule.rule !== 'restricted')
  await Promise.all(free.filter((room) => !room.space).map(create))
  await Promise.all(free.filter((room) => room.space && room.mark?.kind !== 'school').map(create))
  await Promise.all(free.filter((room) => room.mark?.kind === 'school').map(create))
  await Promise.all(restricted.map(create))
  await Promise.all(
    restricted.map((room) => {
      const space = all.find((one) => one.children.has(room.key))
      if (space === undefined) return undefined
      const path = `/rooms/${names.idOf(space.key)}/state/m.space.child/${names.idOf(room.key)}`
      return send('PUT', path, renderLink(space, room.key, names))
    }),
  )
  return { requests, ids }
}

function bodyOf(room: ReturnType<typeof renderNewRoom>): object {
  return {
    preset: 'private_chat',
    visibility: 'private',
    room_alias_name: room.aliasLocalpart,
    name: room.name,
    creation_content: { 'm.federate': false, ...(room.space ? { type: 'm.space' } : {}) },
    initial_state: room.initialState,
    power_level_content_override: room.powerLevels,
  }
}

async function request(
  { url, asToken }: BoundInput['homeserver'],
  method: string,
  path: string,
  body: object,
): Promise<{ room_id?: string }> {
  const response = await fetch(`${url}/_matrix/client/v3${path}`, {
    method,
    headers: { authorization: `Bearer ${asToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`the bound's ${method} was answered with ${response.status}`)
  return (await response.json()) as { room_id?: string }
}
