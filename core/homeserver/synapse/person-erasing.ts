import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { emptyContent } from '../empty-content.ts'
import { hasErrcode, unexpectedAnswer } from '../errors.ts'
import { path, type JsonConnection } from '../http.ts'
import type { PersonErasing } from '../personal-ports.ts'
import { absentAsUndefined } from './room-reading.ts'

const Anything = z.unknown()
const Deleted = z.object({ total: z.number() })
const Started = z.object({ delete_id: z.string() })
const Status = z.object({ status: z.string() })

const deletionMs = 60_000

export function personErasing(http: JsonConnection): PersonErasing {
  return {
    async redact(room, event, as) {
      await http.send({
        operation: 'redact an event',
        method: 'PUT',
        path: path`/_matrix/client/v3/rooms/${room}/redact/${event}/${`erase-${event}`}`,
        ...(as === undefined ? {} : { as }),
        body: {},
        repeat: 'safe',
        answer: Anything,
      })
    },

    async emptyState(room, type, stateKey, as) {
      await http.send({
        operation: 'empty what a room is called',
        method: 'PUT',
        path: path`/_matrix/client/v3/rooms/${room}/state/${type}/${stateKey}`,
        ...(as === undefined ? {} : { as }),
        body: emptyContent(type),
        repeat: 'safe',
        answer: Anything,
      })
    },

    async deleteFilesOf(user) {
      let count = 0
      for (;;) {
        const { total } = await http.send({
          operation: "delete a person's files",
          method: 'DELETE',
          path: path`/_synapse/admin/v1/users/${user}/media`,
          query: { limit: '100' },
          repeat: 'safe',
          answer: Deleted,
        })
        if (total === 0) return count
        count += total
      }
    },

    async deleteRoom(room) {
      const started = await absentAsUndefined(
        () =>
          http.send({
            operation: 'delete a room',
            method: 'DELETE',
            path: path`/_synapse/admin/v2/rooms/${room}`,
            body: { purge: true, force_purge: true },
            repeat: 'unsent',
            answer: Started,
          }),
        [404],
      )
      if (started !== undefined) await untilDeleted(http, started.delete_id)
    },

    async eraseAccount(user) {
      try {
        await http.send({
          operation: 'erase an account',
          method: 'POST',
          path: path`/_synapse/admin/v1/deactivate/${user}`,
          body: { erase: true },
          repeat: 'safe',
          answer: Anything,
        })
      } catch (error) {
        // There is no such account (any more): that is what was wanted.
        if (!hasErrcode(error, 'M_NOT_FOUND')) throw error
      }
    },
  }
}

async function untilDeleted(http: JsonConnection, id: string): Promise<void> {
  const operation = 'delete a room'
  for (const deadline = Date.now() + deletionMs; Date.now() < deadline;) {
    const { status } = await http.send({
      operation,
      method: 'GET',
      path: path`/_synapse/admin/v2/rooms/delete_status/${id}`,
      repeat: 'safe',
      answer: Status,
    })
    if (status === 'complete') return
    if (status === 'failed') break
    await sleep(200)
  }
  throw unexpectedAnswer(operation)
}
