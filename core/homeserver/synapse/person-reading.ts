import { z } from 'zod'
import { roomId, userId, type RoomId, type UserId } from '../../school/ids.ts'
import { path, type JsonConnection } from '../http.ts'
import type { EventFilter, PersonReading, RoomEvent, StoredFile } from '../personal-ports.ts'
import { redactorsOf } from '../redact-levels.ts'
import { absentAsUndefined } from './room-reading.ts'

const Content = z.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null,
)
const Event = z.object({
  event_id: z.string(),
  type: z.string(),
  state_key: z.string().optional(),
  sender: z.string().transform(userId),
  content: Content,
  origin_server_ts: z.number(),
  unsigned: z.object({ redacted_because: z.unknown().optional() }).optional(),
})
const Page = z.object({ chunk: z.array(Event), end: z.string().nullish() })
const Memberships = z.object({ memberships: z.record(z.string(), z.string()) })
const Sync = z.object({
  rooms: z.object({ leave: z.record(z.string(), z.unknown()).optional() }).optional(),
})
const State = z.object({
  state: z.array(
    z.object({ type: z.string(), state_key: z.string(), sender: z.string(), content: Content }),
  ),
})
const Files = z.object({
  media: z.array(
    z.object({
      media_id: z.string(),
      media_type: z.string().nullish(),
      upload_name: z.string().nullish(),
      media_length: z.number().nullish(),
      created_ts: z.number(),
    }),
  ),
  next_token: z.union([z.number(), z.string()]).optional(),
})
const Devices = z.object({ devices: z.array(z.record(z.string(), z.unknown())) })

/** More than this Synapse does not give at once. */
const pageSize = 1000

export function personReading(http: JsonConnection, serverName: string): PersonReading {
  return {
    async roomsOf(user) {
      const { memberships } = await http.send({
        operation: "list a person's rooms",
        method: 'GET',
        path: path`/_synapse/admin/v1/users/${user}/memberships`,
        repeat: 'safe',
        answer: Memberships,
      })
      const rooms = new Map(Object.entries(memberships).map(([id, how]) => [roomId(id), how]))
      for (const id of await leftRooms(http, user)) if (!rooms.has(id)) rooms.set(id, 'leave')
      return rooms
    },
    eventsOf: (room, filter) => pages(http, room, filter),
    async moderatorsOf(room) {
      const answer = await absentAsUndefined(() =>
        http.send({
          operation: 'read the state of a room',
          method: 'GET',
          path: path`/_synapse/admin/v1/rooms/${room}/state`,
          repeat: 'safe',
          answer: State,
        }),
      )
      return redactorsOf(answer?.state ?? [])
    },
    filesOf: (user) => listFiles(http, user),
    readFile: (id) =>
      http.download({
        operation: 'read a file',
        path: path`/_matrix/client/v1/media/download/${serverName}/${id}`,
      }),
    async sessionsOf(user) {
      const { devices } = await http.send({
        operation: "list a person's sessions",
        method: 'GET',
        path: path`/_synapse/admin/v2/users/${user}/devices`,
        repeat: 'safe',
        answer: Devices,
      })
      return devices
    },
  }
}

/** Rooms without anybody in them have no state that the admin API would look into. */
async function leftRooms(http: JsonConnection, user: UserId): Promise<readonly RoomId[]> {
  const nothing = { types: [], limit: 1 }
  const filter = {
    presence: nothing,
    account_data: nothing,
    room: {
      include_leave: true,
      timeline: nothing,
      state: nothing,
      ephemeral: nothing,
      account_data: nothing,
    },
  }
  // Whose account is closed has no sync; nor has a session to read with.
  const answer = await absentAsUndefined(
    () =>
      http.send({
        operation: 'list the rooms that a person left',
        method: 'GET',
        path: '/_matrix/client/v3/sync',
        query: { filter: JSON.stringify(filter), timeout: '0' },
        as: user,
        repeat: 'safe',
        answer: Sync,
      }),
    [401, 403, 404],
  )
  return Object.keys(answer?.rooms?.leave ?? {}).map(roomId)
}

async function* pages(
  http: JsonConnection,
  room: RoomId,
  filter: EventFilter = {},
): AsyncGenerator<readonly RoomEvent[]> {
  let from: string | undefined
  do {
    const query = {
      dir: 'f',
      limit: String(pageSize),
      filter: JSON.stringify(filter),
      ...(from === undefined ? {} : { from }),
    }
    const page = await absentAsUndefined(
      () =>
        http.send({
          operation: 'read the messages of a room',
          method: 'GET',
          path: path`/_synapse/admin/v1/rooms/${room}/messages`,
          query,
          repeat: 'safe',
          answer: Page,
        }),
      [404],
    )
    if (page === undefined) return
    if (page.chunk.length > 0) yield page.chunk.map(eventOf)
    from = page.chunk.length === 0 ? undefined : (page.end ?? undefined)
  } while (from !== undefined)
}

function eventOf(event: z.infer<typeof Event>): RoomEvent {
  return {
    id: event.event_id,
    type: event.type,
    stateKey: event.state_key,
    sender: event.sender,
    content: event.content,
    sentAt: event.origin_server_ts,
    isRedacted: event.unsigned?.redacted_because !== undefined,
  }
}

async function listFiles(http: JsonConnection, user: UserId): Promise<readonly StoredFile[]> {
  const files: StoredFile[] = []
  let from: string | undefined = '0'
  while (from !== undefined) {
    const page: z.infer<typeof Files> = await http.send({
      operation: "list a person's files",
      method: 'GET',
      path: path`/_synapse/admin/v1/users/${user}/media`,
      query: { from, limit: '100', order_by: 'media_id' },
      repeat: 'safe',
      answer: Files,
    })
    for (const one of page.media) {
      files.push({
        id: one.media_id,
        type: one.media_type ?? 'application/octet-stream',
        name: one.upload_name ?? undefined,
        bytes: one.media_length ?? 0,
        uploadedAt: one.created_ts,
      })
    }
    from = page.next_token === undefined ? undefined : String(page.next_token)
  }
  return files
}
