/** What the service has to say to one person: a message in the direct room with the bot, which is there or is made. */
import { createHash } from 'node:crypto'
import type { RoomId, UserId } from '../school/ids.ts'
import type { Policy } from '../school/policy/judge.ts'
import type { Engine } from './engine.ts'
import { openTalk } from './talk.ts'

export interface SentMessage {
  readonly event: string
  readonly room: RoomId
}

/**
 * `once`: the same text for the same cause is one message, however often it is asked for. `m.text` rings in clients, as
 * `m.notice` does not: for what waits for an answer. Undefined where nothing could be sent.
 */
export async function tellPerson(
  engine: Pick<Engine, 'store' | 'homeserver' | 'limit' | 'now'>,
  policy: Policy,
  user: UserId,
  text: string,
  once: string,
  msgtype: 'm.notice' | 'm.text' = 'm.notice',
): Promise<SentMessage | undefined> {
  const { homeserver, limit } = engine
  if (user === homeserver.bot) return undefined
  const talk = await openTalk(engine, policy, homeserver.bot, user)
  if (talk.state !== 'opened') return undefined
  const transaction = transactionOf(once, user)
  const content = { msgtype, body: text }
  const event = await limit(() =>
    homeserver.sendEvent(talk.room, 'm.room.message', transaction, content),
  )
  return { event, room: talk.room }
}

/** The homeserver takes the same one for the same message (for half an hour at least). */
export function transactionOf(once: string, to: string): string {
  return createHash('sha256').update(`${once} ${to}`).digest('hex').slice(0, 32)
}
