/** What an ordinary client does, and whether it worked. */
import type { PersonClient } from '@lyceum/core/homeserver/testing.ts'
import type { RoomId } from '@lyceum/core/school/ids.ts'

export const encoded = encodeURIComponent
type Answer = Awaited<ReturnType<PersonClient['request']>>
export const worked = ({ status }: Answer) => status === 200

export function client(path: string): string {
  return `/_matrix/client/${path}`
}

export function inRoom(
  by: PersonClient,
  room: RoomId,
  what: string,
  body: object = {},
): Promise<Answer> {
  return by.request('POST', client(`v3/rooms/${encoded(room)}/${what}`), body)
}

export function read(by: PersonClient, room: RoomId, what: string): Promise<Answer> {
  return by.request('GET', client(`v3/rooms/${encoded(room)}/${what}`))
}

export function create(by: PersonClient, body: object = {}): Promise<Answer> {
  return by.request('POST', client('v3/createRoom'), { preset: 'private_chat', ...body })
}

export async function makeRoom(
  by: PersonClient,
  ...others: readonly PersonClient[]
): Promise<RoomId> {
  const answer = await create(by, { invite: others.map(({ userId }) => userId) })
  if (!worked(answer)) throw new Error(`no room: ${JSON.stringify(answer.body)}`)
  const room = answer.body['room_id'] as RoomId
  for (const other of others)
    if (!worked(await inRoom(other, room, 'join'))) throw new Error('not joined')
  return room
}

export function invite(by: PersonClient, room: RoomId, whom: PersonClient): Promise<Answer> {
  return inRoom(by, room, 'invite', { user_id: whom.userId })
}

/** A direct room, and an invitation into a room that is there already. */
export async function reaches(one: PersonClient, other: PersonClient): Promise<boolean> {
  const direct = await create(one, { is_direct: true, invite: [other.userId] })
  if (worked(direct)) return true
  const own = await create(one)
  return worked(own) && worked(await invite(one, own.body['room_id'] as RoomId, other))
}

/** The answers to anything that lists or searches hold what is looked for. */
export async function tells(
  answers: readonly Promise<Answer>[],
  what: readonly string[],
): Promise<boolean> {
  const text = JSON.stringify((await Promise.all(answers)).map(({ body }) => body))
  // Synapse repeats the words that were searched for.
  const told = text.replaceAll(/"highlights":\[[^\]]*\]/g, '')
  return what.some((one) => told.includes(one))
}

export function search(by: PersonClient, words: string): Promise<Answer> {
  return by.request('POST', client('v3/search'), {
    search_categories: { room_events: { search_term: words, keys: ['content.body'] } },
  })
}
