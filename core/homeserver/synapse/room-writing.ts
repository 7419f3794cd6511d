import { z } from 'zod'
import { roomId } from '../../school/ids.ts'
import { HomeserverError, refusal } from '../errors.ts'
import { path, type JsonConnection } from '../http.ts'
import type { NewRoom, RoomCreation, RoomReading, RoomWriting } from '../ports.ts'

const CreatedRoom = z.object({ room_id: z.string().transform(roomId) })

export function roomCreation(http: JsonConnection): RoomCreation {
  const operation = 'create a room'
  return {
    async createRoom(room) {
      try {
        const answer = await http.send({
          operation,
          method: 'POST',
          path: '/_matrix/client/v3/createRoom',
          body: creationBody(room),
          repeat: 'unanswered',
          answer: CreatedRoom,
        })
        return answer.room_id
      } catch (error) {
        // Two at the same moment: Synapse tells the slower one M_UNKNOWN with the status 409.
        const raced = error instanceof HomeserverError && error.status === 409
        throw raced ? refusal(operation, 409, 'M_ROOM_IN_USE') : error
      }
    },
  }
}

/**
 * The levels go in as initial state: `power_level_content_override` is merged with Synapse's own defaults key by key,
 * and what is in the room would differ from what was planned (`historical`).
 */
function creationBody(room: NewRoom): object {
  return {
    room_alias_name: room.aliasLocalpart,
    name: room.name,
    ...(room.topic === undefined ? {} : { topic: room.topic }),
    // Levels of a managed room never list the bot: only from version 12 on does the creator stand above them.
    room_version: '12',
    preset: 'private_chat',
    visibility: 'private',
    creation_content: { ...(room.space ? { type: 'm.space' } : {}), 'm.federate': false },
    initial_state: [
      { type: 'm.room.power_levels', state_key: '', content: room.powerLevels },
      ...room.initialState,
    ],
  }
}

const Anything = z.unknown()

export function roomWriting(
  http: JsonConnection,
  { resolveAlias }: Pick<RoomReading, 'resolveAlias'>,
): RoomWriting {
  return {
    async setState(room, type, stateKey, content) {
      await http.send({
        operation: 'set the state of a room',
        method: 'PUT',
        path: path`/_matrix/client/v3/rooms/${room}/state/${type}/${stateKey}`,
        body: content,
        repeat: 'safe',
        answer: Anything,
      })
    },

    async createAlias(alias, room) {
      try {
        await http.send({
          operation: 'create an alias',
          method: 'PUT',
          path: path`/_matrix/client/v3/directory/room/${alias}`,
          body: { room_id: room },
          repeat: 'safe',
          answer: Anything,
        })
      } catch (error) {
        const taken = error instanceof HomeserverError && error.status === 409
        if (!taken || (await resolveAlias(alias)) !== room) throw error
      }
    },

    async deleteAlias(alias) {
      try {
        await http.send({
          operation: 'delete an alias',
          method: 'DELETE',
          path: path`/_matrix/client/v3/directory/room/${alias}`,
          repeat: 'safe',
          answer: Anything,
        })
      } catch (error) {
        if (!(error instanceof HomeserverError && error.status === 404)) throw error
      }
    },
  }
}
