/**
 * What the bot said of a person to those who decide (applications, reports, confirmations), and what it said to the person: it
 * names people and quotes them, and stands under the bot's name, where no reading of the person's own words would find it.
 */
import { HomeserverError } from '../../homeserver/errors.ts'
import type { PersonId, RoomId, UserId } from '../../school/ids.ts'
import type { Engine } from '../engine.ts'

type Hands = Pick<Engine, 'homeserver' | 'limit' | 'store'>

/** Gives how many messages. May be repeated, until our own rows of it are gone. */
export async function takeBackNotices(
  engine: Hands,
  person: PersonId,
  user: UserId | undefined,
): Promise<number> {
  const { homeserver, limit, store } = engine
  let count = 0
  for (const { room, event } of await store.notices.naming(person, user)) {
    const edits = await limit(() => homeserver.editsOf(homeserver.bot, room, event))
    for (const one of [...edits, event]) count += await takeBack(engine, room, one)
  }
  const own = user === undefined ? undefined : await store.talks.find(homeserver.bot, user)
  if (own !== undefined) await limit(() => homeserver.deleteRoom(own))
  return count
}

/** 0 where the room or the message is gone, or the bot has left it. */
async function takeBack({ homeserver, limit }: Hands, room: RoomId, event: string): Promise<0 | 1> {
  try {
    await limit(() => homeserver.redact(room, event))
    return 1
  } catch (error) {
    if (error instanceof HomeserverError && (error.status === 403 || error.status === 404)) return 0
    throw error
  }
}
