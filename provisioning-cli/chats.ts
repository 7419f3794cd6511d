/** Chats that people made, for the chat commands. */
import { exitCodes, LyceumError } from '@lyceum/core/errors.ts'
import type { Engine } from '@lyceum/core/provision/engine.ts'
import { describeRoom, findChat, listRooms } from '@lyceum/core/provision/chats.ts'
import { chatId } from '@lyceum/core/school/ids.ts'
import type { Chat, School } from '@lyceum/core/school/people.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import type { Translate } from './i18n/texts.ts'
import type { Output } from './output/output.ts'
import { selectSchools, theSchool } from './selection.ts'

type ChatRow = ReturnType<typeof describeRoom> & {
  readonly members: Chat['members']
  readonly writers: Chat['writers']
  readonly open_to: Chat['openTo']
}

/** The school that is named, or the one that has the chat. */
export async function schoolOfChat(
  store: Store,
  id: string,
  asked: string | undefined,
): Promise<School> {
  if (asked !== undefined) return theSchool(store, asked)
  for (const info of await selectSchools(store, undefined)) {
    const school = await store.schools.load(info.id)
    if (school?.chats?.some((chat) => chat.id === id) === true) return school
  }
  throw new LyceumError('unknown-chat', `There is no chat with the id ${id}.`, {
    hint: 'lyceum chat list shows them.',
    exitCode: exitCodes.failure,
  })
}

/** As it is stored now, which may be newer than `school`. */
export async function chatRow(
  { store, blueprint }: Pick<Engine, 'store' | 'blueprint'>,
  { info }: School,
  id: string,
): Promise<ChatRow> {
  const school = await store.schools.load(info.id)
  const rooms = school === undefined ? [] : await listRooms({ store, blueprint }, school)
  const found = rooms.find((one) => one.chat?.id === id)
  if (school === undefined || found === undefined) {
    throw new LyceumError('unknown-chat', `School ${info.id} has no chat ${id}.`)
  }
  const { members, writers, openTo } = findChat(school, chatId(id))
  return { ...describeRoom(found), members, writers, open_to: openTo }
}

export function reportChat(chat: ChatRow, output: Output, told: string): void {
  if (output.asJson) output.printJson({ chat })
  else output.print(told)
}

export function printChat(chat: ChatRow, output: Output, t: Translate): void {
  if (output.asJson) {
    output.printJson({ chat })
    return
  }
  const { members, writers, open_to: openTo } = chat
  output.print(output.style('bold', chat.name))
  output.print(`  ${t('column.class')}: ${chat.class ?? '-'}`)
  output.print(`  ${t('column.members')}: ${members.join(', ') || '-'}`)
  output.print(`  ${t('column.writers')}: ${writers.join(', ') || t('chat.everybody')}`)
  output.print(`  ${t('column.open-to')}: ${openTo.join(', ') || '-'}`)
  output.print(`  ${t('column.room')}: ${chat.room_id ?? '-'}`)
}
