import { joinChat, listRooms } from '@lyceum/core/provision/chats.ts'
import { chatId } from '@lyceum/core/school/ids.ts'
import { chatsIn } from '../../../people/own-chat-routes.ts'
import { choose, type Choice } from '../choose.ts'
import type { Asked, BotContext, Command } from '../command.ts'
import { ownSchools, type OwnSchool } from '../own-school.ts'
import { linkToRoom } from '../say.ts'
import { fold } from '../words.ts'

/** An open chat is joined at once. */
export const joinCommand: Command = {
  name: 'join',
  rights: [],
  async run(context, asked) {
    const { rest, texts } = asked
    if (rest === '') return { text: texts.joinExample }
    const schools = await ownSchools(context, asked)
    const found = await openChats(context, schools, rest, false)
    return choose(
      asked,
      found.map((one) => ({ line: one.name, go: (again) => join(context, again, one) })),
      texts.noSuchChat,
    )
  },
}

export interface FoundChat extends OwnSchool {
  readonly id: string
  readonly name: string
}

/** Chats that are open to the person, by the beginning of their names; a whole name counts alone. */
export async function openChats(
  context: BotContext,
  schools: readonly OwnSchool[],
  text: string,
  isJoined: boolean,
): Promise<readonly FoundChat[]> {
  const found = await Promise.all(
    schools.map(async (own) => {
      const { open } = await chatsIn(context, own.here, own.school)
      return open
        .filter((one) => one.joined === isJoined)
        .map(({ id, name }) => ({ ...own, id, name }))
    }),
  )
  const wanted = fold(text)
  const all = found.flat()
  const whole = all.filter(({ name }) => fold(name) === wanted)
  return whole.length > 0 ? whole : all.filter(({ name }) => fold(name).startsWith(wanted))
}

async function join(
  { engine }: BotContext,
  { user, texts }: Asked,
  { id, name, here, school }: FoundChat,
): ReturnType<Choice['go']> {
  const chat = chatId(id)
  await joinChat(engine, school, { chat, persons: here.persons }, user)
  const now = (await engine.store.schools.load(school.info.id)) ?? school
  const room = (await listRooms(engine, now)).find((one) => one.chat?.id === chat)?.room
  const link = room === undefined ? '' : linkToRoom(room, engine.homeserver.serverName)
  return { text: texts.joined(name, link) }
}
