import { leaveChat } from '@lyceum/core/provision/chats.ts'
import { chatId } from '@lyceum/core/school/ids.ts'
import { choose } from '../choose.ts'
import type { Command } from '../command.ts'
import { ownSchools } from '../own-school.ts'
import { openChats } from './join.ts'

export const leaveCommand: Command = {
  name: 'leave',
  rights: [],
  async run(context, asked) {
    const { rest, texts, user } = asked
    if (rest === '') return { text: texts.leaveExample }
    const found = await openChats(context, await ownSchools(context, asked), rest, true)
    const choices = found.map(({ id, name, here, school }) => ({
      line: name,
      async go() {
        const place = { chat: chatId(id), persons: here.persons }
        await leaveChat(context.engine, school, place, user)
        return { text: texts.left(name) }
      },
    }))
    return choose(asked, choices, texts.notJoined)
  },
}
