import { joinChat, listRooms } from '@lyceum/core/provision/chats.ts'
import { chatId } from '@lyceum/core/school/ids.ts'
import { askForMore } from '../../../applications/ask-for-more.ts'
import { chatsIn } from '../../../people/own-chat-routes.ts'
import { choose, type Choice } from '../choose.ts'
import type { Answer, Asked, BotContext, Command } from '../command.ts'
import { findClass, ownSchools, type NamedClass, type OwnSchool } from '../own-school.ts'
import { linkToRoom } from '../say.ts'
import { fold } from '../words.ts'

/** An open chat is joined at once; another class is asked for: `join 5B Algebra, Geometry`. */
export const joinCommand: Command = {
  name: 'join',
  rights: [],
  async run(context, asked) {
    const { rest, texts } = asked
    if (rest === '') return { text: texts.joinExample }
    const schools = await ownSchools(context, asked)
    const found = await openChats(context, schools, rest, false)
    const named = found.length === 0 ? findClass(schools, rest) : undefined
    if (named !== undefined) return askForClass(context, asked, named)
    return choose(
      asked,
      found.map((one) => ({ line: one.name, go: (again) => join(context, again, one) })),
      texts.noSuchChat,
    )
  },
}

async function askForClass(
  context: BotContext,
  { user, standing, texts }: Asked,
  { school, id, label, rest }: NamedClass,
): Promise<Answer> {
  const acting = { user, standing, room: undefined }
  const subjects = rest.split(/[,;]/).flatMap((one) => one.trim() || [])
  const asked = { school: school.info.id, class: id, subjects: subjects.slice(0, 30) }
  const { isNew } = await askForMore(context, acting, asked)
  return { text: isNew ? texts.askedForClass(label) : texts.alreadyAsked(label) }
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
