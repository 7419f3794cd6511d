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
import { logger, type Logger } from 'matrix-js-sdk/lib/logger.js'
import type { PersonClient } from '@lyceum/core/homeserver/testing.ts'

export interface PlainClient {
  readonly matrix: MatrixClient
  /** Opens a room of two, as a client's "message this person" does, says something at once, and waits until the other came. */
  openDirect(other: string, text?: string): Promise<string>
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

export async function startPlainClient(
  baseUrl: string,
  { userId, accessToken }: Pick<PersonClient, 'userId' | 'accessToken'>,
): Promise<PlainClient> {
  Object.assign(logger, silent, { log() {} })
  const matrix = createClient({ baseUrl, userId, accessToken, logger: silent })
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
    async openDirect(other, text) {
      const { room_id: room } = await matrix.createRoom({
        preset: Preset.TrustedPrivateChat,
        is_direct: true,
        invite: [other],
      })
      if (text !== undefined) await matrix.sendTextMessage(room, text)
      const hasCome = () => matrix.getRoom(room)?.getMember(other)?.membership === 'join'
      await until(() => hasCome() || undefined, `${other} in a room of two`)
      return room
    },
    async message(room, sender, text) {
      const find = () => messages(room, sender).find((one) => one.text.includes(text))?.event
      return until(find, `the message “${text}”`)
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

/** Every request would be a line, of the library's own logger and of its children too. */
const silent: Logger = {
  trace() {},
  debug() {},
  info() {},
  warn() {},
  error() {},
  getChild: () => silent,
}

/** Throws after a minute: with two cores and a homeserver in between much is slow. */
async function until<Found>(look: () => Found | undefined, what: string): Promise<Found> {
  const deadline = Date.now() + 60_000
  for (;;) {
    const found = look()
    if (found !== undefined) return found
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
