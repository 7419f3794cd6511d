/** An ordinary Matrix client (matrix-js-sdk) without anything of ours in it, signed in as somebody of a test's school. */
import {
  ClientEvent,
  createClient,
  EventType,
  Preset,
  RelationType,
  RoomEvent,
  SyncState,
  type MatrixClient,
  type MatrixEvent,
} from 'matrix-js-sdk'
import { logger } from 'matrix-js-sdk/lib/logger.js'
import type { PersonClient } from '@lyceum/core/homeserver/testing.ts'
import { expect } from 'vitest'

export interface PlainClient {
  readonly matrix: MatrixClient
  /** Opens a room of two, as a client's "message this person" does, and waits until the other came. */
  openDirect(other: string): Promise<string>
  /** Every message that `sender` sent into the room so far, with its text as it stands now, oldest first. */
  messages(
    room: string,
    sender: string,
  ): readonly { readonly event: string; readonly text: string }[]
  /** The first message of `sender` in the room that holds the text; waits for it. */
  message(room: string, sender: string, text: string): Promise<string>
  /** Says something, and gives the next message of `sender` there. */
  ask(room: string, sender: string, text: string, replyTo?: string): Promise<string>
  react(room: string, event: string, key: string): Promise<void>
  stop(): void
}

const patience = { timeout: 60_000, interval: 100 }

export async function startPlainClient(
  baseUrl: string,
  { userId, accessToken }: Pick<PersonClient, 'userId' | 'accessToken'>,
): Promise<PlainClient> {
  silence()
  const matrix = createClient({ baseUrl, userId, accessToken, logger })
  const ready = new Promise<void>((resolve) => {
    matrix.on(ClientEvent.Sync, (state) => {
      if (state === SyncState.Prepared) resolve()
    })
  })
  await matrix.startClient({ initialSyncLimit: 50 })
  await ready

  const messages: PlainClient['messages'] = (room, sender) => {
    const events = matrix.getRoom(room)?.getLiveTimeline().getEvents() ?? []
    return events
      .filter((event) => isOriginal(event, sender))
      .map((event) => ({
        event: event.getId() ?? '',
        text: String(event.getContent()['body']),
      }))
  }

  return {
    matrix,
    messages,
    async openDirect(other) {
      const { room_id: room } = await matrix.createRoom({
        preset: Preset.TrustedPrivateChat,
        is_direct: true,
        invite: [other],
      })
      await expect
        .poll(() => matrix.getRoom(room)?.getMember(other)?.membership, patience)
        .toBe('join')
      return room
    },
    async message(room, sender, text) {
      const find = () => messages(room, sender).find((one) => one.text.includes(text))?.event
      await expect.poll(find, patience).toBeDefined()
      return find() ?? ''
    },
    async ask(room, sender, text, replyTo) {
      const answer = new Promise<string>((resolve) => {
        const listener = (event: MatrixEvent) => {
          if (event.getRoomId() !== room || !isOriginal(event, sender)) return
          matrix.off(RoomEvent.Timeline, listener)
          resolve(String(event.getContent()['body']))
        }
        matrix.on(RoomEvent.Timeline, listener)
      })
      const relation = replyTo && { 'm.relates_to': { 'm.in_reply_to': { event_id: replyTo } } }
      const content = { msgtype: 'm.text', body: text, ...relation }
      await matrix.sendEvent(room, EventType.RoomMessage, content as never)
      return answer
    },
    async react(room, event, key) {
      await matrix.sendEvent(room, EventType.Reaction, {
        'm.relates_to': { rel_type: RelationType.Annotation, event_id: event, key },
      })
    },
    stop: () => matrix.stopClient(),
  }
}

function isOriginal(event: MatrixEvent, sender: string): boolean {
  if (event.getSender() !== sender || event.getType() !== 'm.room.message') return false
  return event.getRelation()?.rel_type !== RelationType.Replace
}

/** Every request would be a line. */
function silence(): void {
  logger.debug = logger.info = logger.trace = () => {}
}
