/** A person's client for tests: an access token and the client API, nothing of what Lyceum does on the homeserver. */
import { randomUUID } from 'node:crypto'
import { roomId, userId, type RoomId, type UserId } from '../school/ids.ts'

export type Json = Readonly<Record<string, unknown>>

interface ClientAnswer {
  readonly status: number
  readonly body: Json
}

interface JoinedRoom {
  readonly timeline: { readonly events: readonly Json[] }
  readonly state: { readonly events: readonly Json[] }
  readonly unread_notifications: {
    readonly notification_count: number
    readonly highlight_count: number
  }
}

interface Sync {
  readonly nextBatch: string
  readonly joined: ReadonlyMap<RoomId, JoinedRoom>
  readonly invited: readonly RoomId[]
}

export interface PersonClient {
  readonly userId: UserId
  readonly accessToken: string
  /** Any call of the client API, `/_matrix/client/v3/...`; refusals are answers, not errors. */
  request(method: string, path: string, body?: object): Promise<ClientAnswer>
  /** Status 200 or the refusal's. */
  sendMessage(room: RoomId, text: string): Promise<ClientAnswer>
  setState(room: RoomId, type: string, stateKey: string, content: object): Promise<ClientAnswer>
  /** Pass the last `nextBatch` for news: Synapse keeps its answer to a first sync for two minutes. */
  sync(since?: string): Promise<Sync>
  joinedRooms(): Promise<readonly RoomId[]>
  /** For `openIdUser`. */
  openIdToken(): Promise<string>
}

export function connectPerson(url: string, user: UserId, accessToken: string): PersonClient {
  const request = (method: string, path: string, body?: object) =>
    call(url, method, path, body, accessToken)
  const rooms = (room: RoomId) => `/_matrix/client/v3/rooms/${encodeURIComponent(room)}`
  return {
    userId: user,
    accessToken,
    request,
    sendMessage(room, text) {
      const path = `${rooms(room)}/send/m.room.message/${randomUUID()}`
      return request('PUT', path, { msgtype: 'm.text', body: text })
    },
    setState(room, type, stateKey, content) {
      const path = `${rooms(room)}/state/${encodeURIComponent(type)}/${encodeURIComponent(stateKey)}`
      return request('PUT', path, content)
    },
    async sync(since) {
      const query = since === undefined ? 'timeout=0' : `timeout=0&since=${since}`
      return readSync((await request('GET', `/_matrix/client/v3/sync?${query}`)).body)
    },
    async joinedRooms() {
      const { body } = await request('GET', '/_matrix/client/v3/joined_rooms')
      return body['joined_rooms'] as readonly RoomId[]
    },
    async openIdToken() {
      const path = `/_matrix/client/v3/user/${encodeURIComponent(user)}/openid/request_token`
      return (await request('POST', path, {})).body['access_token'] as string
    },
  }
}

/** Signs in as people do; throws when the homeserver refuses. */
export async function logInWithPassword(
  url: string,
  login: string,
  password: string,
): Promise<PersonClient> {
  const { status, body } = await call(url, 'POST', '/_matrix/client/v3/login', {
    type: 'm.login.password',
    identifier: { type: 'm.id.user', user: login },
    password,
  })
  if (status !== 200) throw new Error(`sign-in was refused: ${status} ${String(body['errcode'])}`)
  return connectPerson(url, userId(body['user_id'] as string), body['access_token'] as string)
}

async function call(
  url: string,
  method: string,
  path: string,
  body?: object,
  accessToken?: string,
): Promise<ClientAnswer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Json }
}

function readSync(body: Json): Sync {
  const rooms = (body['rooms'] ?? {}) as { readonly join?: Json; readonly invite?: Json }
  return {
    nextBatch: body['next_batch'] as string,
    joined: new Map(
      Object.entries(rooms.join ?? {}).map(([id, room]) => [roomId(id), room as JoinedRoom]),
    ),
    invited: Object.keys(rooms.invite ?? {}).map(roomId),
  }
}
