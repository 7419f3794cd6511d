/** What the service has to say to one person: a notice in the direct room with the bot, which is there or is made. */
import { createHash } from 'node:crypto'
import type { UserId } from '../school/ids.ts'
import type { Policy } from '../school/policy/judge.ts'
import type { Engine } from './engine.ts'
import { openTalk } from './talk.ts'

/** `once`: the same text for the same cause is one message, however often it is asked for. */
export async function tellPerson(
  engine: Pick<Engine, 'store' | 'homeserver' | 'limit' | 'now'>,
  policy: Policy,
  user: UserId,
  text: string,
  once: string,
): Promise<void> {
  const { homeserver, limit } = engine
  if (user === homeserver.bot) return
  const talk = await openTalk(engine, policy, homeserver.bot, user)
  if (talk.state !== 'opened') return
  const transaction = createHash('sha256').update(`${once} ${user}`).digest('hex').slice(0, 32)
  const content = { msgtype: 'm.notice', body: text }
  await limit(() => homeserver.sendEvent(talk.room, 'm.room.message', transaction, content))
}
