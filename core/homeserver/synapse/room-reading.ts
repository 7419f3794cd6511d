import { z } from 'zod'
import { roomId, type RoomId, type UserId } from '../../school/ids.ts'
import { HomeserverError } from '../errors.ts'
import { path, type JsonConnection } from '../http.ts'
import type { RoomReading, StateEvent } from '../ports.ts'

const JoinedRooms = z.object({ joined_rooms: z.array(z.string().transform(roomId)) })

const State = z.array(
  z.object({
    type: z.string(),
    state_key: z.string(),
    sender: z.custom<UserId>((value) => typeof value === 'string'),
    content: z.custom<Readonly<Record<string, unknown>>>(
      (value) => typeof value === 'object' && value !== null,
    ),
  }),
)

const ResolvedAlias = z.object({ room_id: z.string().transform(roomId) })

export function roomReading(http: JsonConnection, bot: UserId): RoomReading {
  return {
    async joinedRooms(as) {
      const { joined_rooms: rooms } = await http.send({
        operation: 'list joined rooms',
        method: 'GET',
        path: '/_matrix/client/v3/joined_rooms',
        ...(as === undefined ? {} : { as }),
        repeat: 'safe',
        answer: JoinedRooms,
      })
      return rooms
    },

    async roomState(room) {
      const state = await absentAsUndefined<readonly StateEvent[]>(() =>
        http.send({
          operation: 'read the state of a room',
          method: 'GET',
          path: path`/_matrix/client/v3/rooms/${room}/state`,
          repeat: 'safe',
          answer: State,
        }),
      )
      // Who has left a room is shown it as it was then, which is not how it is.
      return state?.some((event) => isMember(event, bot)) === true ? state : undefined
    },

    async resolveAlias(alias) {
      const answer = await absentAsUndefined(() =>
        http.send({
          operation: 'resolve an alias',
          method: 'GET',
          path: path`/_matrix/client/v3/directory/room/${alias}`,
          repeat: 'safe',
          answer: ResolvedAlias,
        }),
      )
      return answer?.room_id
    },
  }
}

function isMember(event: StateEvent, user: UserId): boolean {
  return (
    event.type === 'm.room.member' &&
    event.state_key === user &&
    event.content['membership'] === 'join'
  )
}

const Member = z.object({ membership: z.string(), displayname: z.string().nullish() })

/** A person's membership as the bot, or `as` somebody, sees it; undefined when there is none. Throws where it cannot be seen. */
export async function readMember(
  http: JsonConnection,
  room: RoomId,
  user: UserId,
  as?: UserId,
): Promise<z.infer<typeof Member> | undefined> {
  return absentAsUndefined(
    () =>
      http.send({
        operation: 'read a membership',
        method: 'GET',
        path: path`/_matrix/client/v3/rooms/${room}/state/m.room.member/${user}`,
        ...(as === undefined ? {} : { as }),
        repeat: 'safe',
        answer: Member,
      }),
    [404],
  )
}

/** Not found, and where `statuses` says so not allowed to look: for rooms the homeserver does not tell them apart. */
export async function absentAsUndefined<Answer>(
  read: () => Promise<Answer>,
  statuses: readonly number[] = [403, 404],
): Promise<Answer | undefined> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof HomeserverError && statuses.includes(error.status)) return undefined
    throw error
  }
}
