import { chatsIn } from '../../../people/own-chat-routes.ts'
import type { Command } from '../command.ts'
import { ownSchools } from '../own-school.ts'
import { linkToRoom } from '../say.ts'

/** One's own rooms with their links, and the open ones. */
export const chatsCommand: Command = {
  name: 'chats',
  rights: [],
  async run(context, asked) {
    const { texts } = asked
    const { serverName } = context.engine.homeserver
    const schools = await ownSchools(context, asked)
    const found = await Promise.all(
      schools.map(({ here, school }) => chatsIn(context, here, school)),
    )
    const mine = found.flatMap(({ chats }) =>
      chats.map(({ name, room_id: room }) => {
        return room === null ? name : `${name}: ${linkToRoom(room, serverName)}`
      }),
    )
    const open = found.flatMap((one) => one.open.filter(({ joined }) => !joined))
    const lines = open.map(({ name }) => texts.openChat(name))
    if (mine.length + lines.length === 0) return { text: texts.noChats }
    return { text: [...mine, ...lines].join('\n') }
  },
}
