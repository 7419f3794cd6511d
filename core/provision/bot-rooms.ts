/**
 * Direct rooms in which the bot is alone with one person. What is said there is meant for the bot, so the intake keeps it
 * (DESIGN §5); of a room in which anybody else is, was asked in, or may come in, it keeps nothing.
 */
import type { RoomId, UserId } from '../school/ids.ts'
import type { Engine } from './engine.ts'

type Hands = Pick<Engine, 'homeserver' | 'limit' | 'store'>

/**
 * Of a room that was just seen to be of the two: it is looked again when it is noted, for the event of a third person who
 * came in between may have been handled before that. False where it is no such room any more. May be repeated.
 */
export async function noteBotRoom(engine: Hands, room: RoomId, person: UserId): Promise<boolean> {
  const { talks } = engine.store
  if (!(await talks.openBotRoom(room, person))) return true
  if (await isOfTwo(engine, room, person)) return true
  await talks.closeBotRoom(room)
  return false
}

/** Whether the bot and the person have the room for themselves. Invited counts as there. */
export async function isOfTwo(
  { homeserver, limit }: Pick<Engine, 'homeserver' | 'limit'>,
  room: RoomId,
  person: UserId,
): Promise<boolean> {
  const found = await limit(() => homeserver.privateRoom(room))
  if (found === undefined || found.joinRule !== 'invite') return false
  const { members } = found
  return members.size === 2 && members.has(person) && members.has(homeserver.bot)
}
