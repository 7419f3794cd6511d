/**
 * Where the bot is: alone with one person, and in the school's own rooms. It comes where somebody asks it into a room of
 * two, and goes where somebody else is.
 */
import { isOfTwo, noteBotRoom } from '@lyceum/core/provision/bot-rooms.ts'
import { openTalk } from '@lyceum/core/provision/talk.ts'
import { tellPerson } from '@lyceum/core/provision/tell-person.ts'
import type { RoomId, UserId } from '@lyceum/core/school/ids.ts'
import type { KeptEvent } from '../handlers.ts'
import { textsIn, type BotContext } from './command.ts'
import { linkToRoom, say } from './say.ts'

/** Into a room of the two the bot comes; from any other it stays away, and says so where the two are alone. */
export async function answerInvitation(
  { engine, facts }: BotContext,
  { room, sender, id }: KeptEvent,
): Promise<void> {
  const { homeserver, limit } = engine
  const { bot } = homeserver
  if (await isOfTwo(engine, room, sender)) {
    await limit(() => homeserver.join(room, bot))
    // Who left meanwhile, or asked others in, has no conversation with the bot.
    if (!(await noteBotRoom(engine, room, sender))) await limit(() => homeserver.leave(room, bot))
    return
  }
  await limit(() => homeserver.leave(room, bot))
  const now = await facts.fresh()
  if (now.standing(sender) === undefined) return
  const { noGroups } = textsIn(now.languageOf(sender))
  await tellPerson(engine, now.policy, sender, noGroups, `no-groups ${id}`)
}

/** The room is of the two no longer, as the intake has noted. */
export async function leaveRoom({ engine, facts }: BotContext, event: KeptEvent): Promise<void> {
  const { homeserver, limit } = engine
  const { room, sender } = event
  const now = await facts.fresh()
  // Made one of the two again meanwhile, or a school's own room.
  if (now.aloneWith(room) !== undefined || now.isManaged(room)) return
  const members = await limit(() => homeserver.membersAs(homeserver.bot, room))
  if (members === undefined) return
  await say(engine, room, textsIn(now.languageOf(sender)).notAlone, `left ${room}`)
  await limit(() => homeserver.leave(room, homeserver.bot))
}

/** Says once a room that nothing can be read there, and where it can. */
export async function answerUnreadable(
  { engine, facts }: BotContext,
  room: RoomId,
  person: UserId,
): Promise<void> {
  const now = await facts.fresh()
  if (now.standing(person) === undefined) return
  const talk = await openTalk(engine, now.policy, engine.homeserver.bot, person)
  if (talk.state !== 'opened' || talk.room === room) return
  const link = linkToRoom(talk.room, engine.homeserver.serverName)
  const { unreadable } = textsIn(now.languageOf(person))
  await say(engine, room, unreadable(link), `unreadable ${room}`)
}
