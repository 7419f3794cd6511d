/**
 * What an administrator would write in an afternoon: rooms one after another, every account with a password through the
 * admin API, everybody put into every room by the admin API, levels added person by person. Sequential, as such scripts are.
 */
import type { Room } from '@lyceum/core/school/rooms.ts'
import type { UserId } from '@lyceum/core/school/ids.ts'
import type { BenchHomeserver } from './homeserver.ts'

export interface NaiveInput {
  readonly homeserver: Pick<BenchHomeserver, 'url' | 'asToken'>
  /** With everybody as a member. */
  readonly rooms: readonly Room[]
  readonly users: readonly UserId[]
}

/** Gives the number of requests. */
export async function runNaive({ homeserver, rooms, users }: NaiveInput): Promise<number> {
  let requests = 0
  const send = async (method: string, path: string, body: object) => {
    requests += 1
    const response = await fetch(`${homeserver.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${homeserver.asToken}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`the script's ${method} was answered with ${response.status}`)
    return (await response.json()) as { room_id?: string }
  }
  for (const user of users) {
    await send('PUT', `/_synapse/admin/v2/users/${user}`, { password: `Naive-${user}-2026` })
  }
  const ids = new Map<Room, string>()
  for (const room of rooms) {
    const { room_id: id = '' } = await send('POST', '/_matrix/client/v3/createRoom', {
      preset: 'private_chat',
      name: room.name,
      creation_content: room.space ? { type: 'm.space' } : {},
    })
    ids.set(room, id)
  }
  for (const [room, id] of ids) {
    for (const child of room.children.keys()) {
      const childId = [...ids].find(([one]) => one.key === child)?.[1] ?? ''
      const path = `/_matrix/client/v3/rooms/${id}/state/m.space.child/${childId}`
      await send('PUT', path, { via: ['bench.test'] })
    }
    for (const user of room.members.keys()) {
      await send('POST', `/_synapse/admin/v1/join/${id}`, { user_id: user })
    }
    await send('PUT', `/_matrix/client/v3/rooms/${id}/state/m.room.power_levels`, room.levels)
  }
  return requests
}
