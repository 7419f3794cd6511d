import { z } from 'zod'
import { roomId, userId } from '../../school/ids.ts'
import { path, type JsonConnection } from '../http.ts'
import type { EventReport, EventReports } from '../report-ports.ts'
import { absentAsUndefined } from './room-reading.ts'

const Content = z.record(z.string(), z.unknown())

const Page = z.object({
  event_reports: z.array(
    z.object({
      room_id: z.string().transform(roomId),
      event_id: z.string(),
      user_id: z.string().transform(userId),
      sender: z.string().transform(userId).nullable(),
      reason: z.string().nullish(),
      received_ts: z.number(),
    }),
  ),
  next_token: z.number().optional(),
})

const Event = z.object({
  type: z.string(),
  sender: z.string().transform(userId),
  content: Content,
  unsigned: z
    .object({
      redacted_because: z.unknown().optional(),
      'm.relations': z
        .object({ 'm.replace': z.object({ content: Content }).optional() })
        .optional(),
    })
    .optional(),
})

const Relations = z.object({ chunk: z.array(z.object({ event_id: z.string() })) })

const pageSize = 100

export function eventReports(http: JsonConnection, serverName: string): EventReports {
  return {
    async eventReports(since) {
      const found: EventReport[] = []
      let from: number | undefined = 0
      while (from !== undefined) {
        const page: z.infer<typeof Page> = await http.send({
          operation: 'list reported messages',
          method: 'GET',
          path: '/_synapse/admin/v1/event_reports',
          query: { dir: 'b', from: String(from), limit: String(pageSize) },
          repeat: 'safe',
          answer: Page,
        })
        const recent = page.event_reports.filter((one) => one.received_ts >= since)
        found.push(...recent.flatMap(reportOf))
        from = recent.length < page.event_reports.length ? undefined : page.next_token
      }
      return found.toReversed()
    },

    async reportEvent(as, room, event, reason) {
      await http.send({
        operation: 'report a message',
        method: 'POST',
        path: path`/_matrix/client/v3/rooms/${room}/report/${event}`,
        as,
        body: reason === undefined ? {} : { reason },
        repeat: 'unsent',
        answer: z.unknown(),
      })
    },

    async eventAs(as, room, event) {
      const seen = await absentAsUndefined(
        () =>
          http.send({
            operation: 'read a message',
            method: 'GET',
            path: path`/_matrix/client/v3/rooms/${room}/event/${event}`,
            as,
            repeat: 'safe',
            answer: Event,
          }),
        [403, 404],
      )
      if (seen === undefined) return undefined
      const { type, sender, content, unsigned } = seen
      const replacement = unsigned?.['m.relations']?.['m.replace']?.content['m.new_content']
      return {
        type,
        sender,
        content,
        edited: Content.safeParse(replacement).data,
        isRedacted: unsigned?.redacted_because !== undefined,
      }
    },

    async editsOf(as, room, event) {
      const relations = await absentAsUndefined(
        () =>
          http.send({
            operation: 'read the edits of a message',
            method: 'GET',
            path: path`/_matrix/client/v1/rooms/${room}/relations/${event}/m.replace`,
            query: { limit: '50' },
            as,
            repeat: 'safe',
            answer: Relations,
          }),
        [403, 404],
      )
      return relations?.chunk.map((one) => one.event_id) ?? []
    },

    async quarantineFile(id) {
      await http.send({
        operation: 'quarantine a file',
        method: 'POST',
        path: path`/_synapse/admin/v1/media/quarantine/${serverName}/${id}`,
        body: {},
        repeat: 'safe',
        answer: z.unknown(),
      })
    },
  }
}

function reportOf(one: z.infer<typeof Page>['event_reports'][number]): readonly EventReport[] {
  if (one.sender === null) return []
  return [
    {
      room: one.room_id,
      event: one.event_id,
      reporter: one.user_id,
      sender: one.sender,
      reason: one.reason ?? undefined,
      receivedAt: one.received_ts,
    },
  ]
}
