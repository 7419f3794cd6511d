/**
 * Where the bot is: alone with one person, and in the school's own rooms. It comes where somebody asks it into a room of
 * two, and goes where somebody else is.
 */
import { isOfTwo, noteBotRoom } from '@lyceum/core/provision/bot-rooms.ts'
import { openTalk } from '@lyceum/core/provision/talk.ts'
import { tellPerson } from '@lyceum/core/provision/tell-person.ts'
import type { RoomId, UserId } from '@lyceum/core/school/ids.ts'
import type { IncomingEvent, KeptEvent } from '../handlers.ts'
import { textsIn, type BotContext } from './command.ts'
import { linkToRoom, say } from './say.ts'

/**
 * Into a room of the two the bot comes: true. From any other it stays away, and says so where the two are alone. May be
 * repeated.
 */
export async function answerInvitation(
  { engine, facts }: BotContext,
  { room, sender, id }: KeptEvent,
): Promise<boolean> {
  const { homeserver, limit } = engine
  const { bot } = homeserver
  if (await isOfTwo(engine, room, sender)) {
    await limit(() => homeserver.join(room, bot))
    // Who left meanwhile, or asked others in, has no conversation with the bot.
    if (await noteBotRoom(engine, room, sender)) return true
    await limit(() => homeserver.leave(room, bot))
    return false
  }
  await limit(() => homeserver.leave(room, bot))
  const now = await facts.fresh()
  if (now.standing(sender) === undefined) return false
  const { noGroups } = textsIn(now.languageOf(sender))
  await tellPerson(engine, now.policy, sender, noGroups, `no-groups ${id}`)
  return false
}

/** Longer than anybody waits before writing, and no reason to read an old room. */
const mostMissed = 5

/** What the person said between asking the bot in and its coming: the intake knew nothing of the room then. */
export async function missedIn(
  { engine }: BotContext,
  { room, sender, sentAt }: KeptEvent,
): Promise<readonly IncomingEvent[]> {
  const filter = { senders: [sender], types: ['m.room.message', 'm.room.encrypted'] }
  for await (const page of engine.homeserver.eventsOf(room, filter)) {
    const missed = page.filter((event) => event.sentAt >= sentAt && !event.isRedacted)
    return missed.slice(-mostMissed).map((event) => ({
      event_id: event.id,
      room_id: room,
      type: event.type,
      sender: event.sender,
      content: event.content,
      origin_server_ts: event.sentAt,
    }))
  }
  return []
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
