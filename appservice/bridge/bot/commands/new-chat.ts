import { createHash } from 'node:crypto'
import { createChat, listRooms } from '@lyceum/core/provision/chats.ts'
import { chatId } from '@lyceum/core/school/ids.ts'
import type { Chat } from '@lyceum/core/school/people.ts'
import { may } from '@lyceum/core/school/rights/may.ts'
import { describeRightsRefusal } from '@lyceum/core/school/rights/texts.ts'
import type { Command } from '../command.ts'
import { findClass, ownSchools } from '../own-school.ts'
import { linkToRoom } from '../say.ts'
import { fold } from '../words.ts'

/** `new chat 5A parents Excursion`: without the word, pupils and teachers. */
const audiences: readonly (readonly [RegExp, Chat['members']])[] = [
  [/^(parents|родител[а-я]+)[:,]? /, ['class-teacher', 'parent']],
  [/^(teachers|учител[а-я]+)[:,]? /, ['teacher']],
  [/^(pupils|ученик[а-я]*)[:,]? /, ['pupil', 'teacher']],
]

export const newChatCommand: Command = {
  name: 'new-chat',
  rights: ['create-chat'],
  async run(context, asked) {
    const { engine } = context
    const { rest, texts, standing, language, user, event } = asked
    const action = 'create-chat'
    const mine = await ownSchools(context, asked)
    const found = findClass(
      mine,
      rest,
      (school, cls) => may(standing, action, { school, class: cls }).allowed,
    )
    if (found === undefined) return { text: rest === '' ? texts.newChatExample : texts.noSuchClass }
    const { school, id } = found
    const right = may(standing, action, { school: school.info.id, class: id })
    if (!right.allowed) return { text: describeRightsRefusal(right.reason, language) }
    const said = audiences.find(([word]) => word.test(`${fold(found.rest)} `))
    const words = said === undefined ? found.rest : found.rest.split(' ').slice(1).join(' ')
    const name = words.replaceAll(/^["«“]|["»”]$/gu, '').trim()
    if (name === '') return { text: texts.newChatExample }
    const wanted = {
      name,
      members: said?.[1] ?? ['pupil', 'teacher'],
      writers: [],
      openTo: [],
      class: id,
    } as const
    const chat = await createChat(engine, school, wanted, user, chatId(idFor(event)))
    const now = (await engine.store.schools.load(school.info.id)) ?? school
    const room = (await listRooms(engine, now)).find((one) => one.chat?.id === chat.id)?.room
    const link = room === undefined ? '' : linkToRoom(room, engine.homeserver.serverName)
    return { text: texts.chatMade(name, link) }
  },
}

/** The same message makes the same chat, however often it comes. */
function idFor(event: string): string {
  return createHash('sha256').update(`chat ${event}`).digest('base64url').slice(0, 22)
}
