/** Chats and who joined them, in a school's records; as `change-records.ts`. */
import { LyceumError } from '../errors.ts'
import type { ChatId, PersonId } from '../school/ids.ts'
import type { Chat, ChatPlace } from '../school/people.ts'
import type { ChatRow } from './letting-in-schema.ts'
import { keyOf, type SchoolRecords, type ChangeContext } from './records.ts'

export function addChat(records: SchoolRecords, context: ChangeContext, chat: Chat): void {
  const found = records.chats.get(chat.id)
  if (found !== undefined && found.archived_at === null && found.source !== context.source) return
  records.chats.set(chat.id, {
    school: context.school,
    id: chat.id,
    ...columnsOf(chat),
    source: context.source,
    archived_at: null,
  })
}

export function updateChat(records: SchoolRecords, context: ChangeContext, chat: Chat): void {
  const found = existing(records, context, chat.id)
  records.chats.set(chat.id, { ...found, ...columnsOf(chat) })
}

export function archiveChat(records: SchoolRecords, context: ChangeContext, id: ChatId): void {
  const found = existing(records, context, id)
  records.chats.set(id, { ...found, archived_at: context.at })
}

export function joinChat(records: SchoolRecords, context: ChangeContext, place: ChatPlace): void {
  existing(records, context, place.chat)
  const { school, source } = context
  records.chatPlaces.set(keyOf(place.chat, place.person), { school, ...place, source })
}

export function leaveChat(records: SchoolRecords, place: ChatPlace): void {
  records.chatPlaces.delete(keyOf(place.chat, place.person))
}

export function leaveChats(records: SchoolRecords, person: PersonId): void {
  for (const [key, row] of records.chatPlaces) {
    if (row.person === person) records.chatPlaces.delete(key)
  }
}

function columnsOf(chat: Chat) {
  return {
    class: chat.class ?? null,
    name: chat.name,
    members: JSON.stringify(chat.members),
    writers: JSON.stringify(chat.writers),
    open_to: JSON.stringify(chat.openTo),
  }
}

function existing(records: SchoolRecords, { school }: ChangeContext, id: ChatId): ChatRow {
  const found = records.chats.get(id)
  if (found !== undefined && found.archived_at === null) return found
  throw new LyceumError('unknown-chat', `School ${school} has no chat ${id}.`, {
    hint: '`lyceum chat list` shows them. Nothing was changed.',
  })
}
