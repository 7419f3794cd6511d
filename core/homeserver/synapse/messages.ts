import { z } from 'zod'
import type { UserId } from '../../school/ids.ts'
import { path, type JsonConnection } from '../http.ts'
import type { Messages } from '../talk-ports.ts'

const SentEvent = z.object({ event_id: z.string() })

const Page = z.object({
  chunk: z.array(z.object({ event_id: z.string(), content: z.record(z.string(), z.unknown()) })),
})

const mostMessages = 100

export function messages(http: JsonConnection, bot: UserId): Messages {
  return {
    async sendEvent(room, type, transaction, content) {
      const answer = await http.send({
        operation: 'send a message',
        method: 'PUT',
        path: path`/_matrix/client/v3/rooms/${room}/send/${type}/${transaction}`,
        body: content,
        repeat: 'safe',
        answer: SentEvent,
      })
      return answer.event_id
    },

    async ownMessages(room) {
      const filter = JSON.stringify({ senders: [bot], types: ['m.room.message'] })
      const { chunk } = await http.send({
        operation: 'read messages',
        method: 'GET',
        path: path`/_matrix/client/v3/rooms/${room}/messages`,
        query: { dir: 'b', limit: String(mostMessages), filter },
        repeat: 'safe',
        answer: Page,
      })
      return chunk.map((event) => ({ event: event.event_id, content: event.content }))
    },
  }
}
