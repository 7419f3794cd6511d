/** Rooms that an administrator or teacher makes, beside those that every school and class has; the engine makes them real. */
import { randomUUID } from 'node:crypto'
import { LyceumError } from '../errors.ts'
import { blueprint, type BlueprintRoom } from '../school/blueprint.ts'
import type { BlueprintSettings } from '../school/blueprint-settings.ts'
import type { SchoolChange } from '../school/changes.ts'
import { mayJoin } from '../school/chats.ts'
import { chatId, type ChatId, type PersonId, type RoomId, type SchoolId } from '../school/ids.ts'
import type { Chat, School } from '../school/people.ts'
import { changeSchool } from './change.ts'
import type { Engine } from './engine.ts'
import { oneByHand } from './one-by-hand.ts'

export type NewChat = Omit<Chat, 'id'>
/** The class of a chat is not changed: its room hangs in the class's space. */
export type ChatEdit = Partial<Omit<Chat, 'id' | 'class'>>

export interface RoomRow {
  readonly room: RoomId | undefined
  /** Of a chat that somebody made. */
  readonly chat: Chat | undefined
  readonly blueprint: BlueprintRoom
}

/** Every room of the school that people talk in; spaces are none. */
export async function listRooms(
  { store, blueprint: settings }: Pick<Engine, 'store' | 'blueprint'>,
  school: School,
): Promise<readonly RoomRow[]> {
  const ids = await store.rooms.ofSchool(school.info.id)
  const chats = new Map(school.chats?.map((chat) => [keyEnding(chat.id), chat]))
  return blueprint(school, settings)
    .filter((room) => !room.space)
    .map((room) => {
      const ending = room.mark.kind === 'chat' ? room.key.slice(room.key.lastIndexOf('/')) : ''
      return { room: ids.get(room.key), chat: chats.get(ending), blueprint: room }
    })
}

/** As the lists of rooms tell it (DESIGN §6); of a chat that somebody made also what was chosen. */
export function describeRoom({ room, chat, blueprint }: RoomRow) {
  const { school, class: cls, kind } = blueprint.mark
  const place = { room_id: room ?? null, school, class: cls ?? null, kind, name: blueprint.name }
  if (chat === undefined) return { ...place, id: null }
  const { id, members, writers, openTo } = chat
  return { ...place, id, members, writers, open_to: openTo }
}

/** As the blueprint writes a chat's id into the key of its room. */
function keyEnding(id: ChatId): string {
  return `/${id.replaceAll('%', '%25').replaceAll('/', '%2F')}`
}

/** With an `id` it may be repeated. Throws `wrong-chat` with the field, `unknown-class`. */
export async function createChat(
  engine: Engine,
  school: School,
  wanted: NewChat,
  actor: string,
  id = chatId(randomUUID()),
): Promise<Chat> {
  const known = school.chats?.find((one) => one.id === id)
  if (known !== undefined) return known
  const chat: Chat = { ...wanted, id }
  checkChat(chat, school, engine.blueprint)
  await change(engine, school.info.id, { kind: 'add-chat', chat }, actor)
  return chat
}

/** Throws `unknown-chat`, `wrong-chat`. */
export async function editChat(
  engine: Engine,
  school: School,
  { id, ...edit }: ChatEdit & Pick<Chat, 'id'>,
  actor: string,
): Promise<Chat> {
  const chat: Chat = { ...findChat(school, id), ...edit }
  checkChat(chat, school, engine.blueprint)
  await change(engine, school.info.id, { kind: 'update-chat', chat }, actor)
  return chat
}

/** The room stays readable; nobody writes in it any more. Throws `unknown-chat`. */
export async function archiveChat(
  engine: Engine,
  school: School,
  id: ChatId,
  actor: string,
): Promise<Chat> {
  const chat = findChat(school, id)
  await change(engine, school.info.id, { kind: 'archive-chat', chat: id }, actor)
  return chat
}

/** Of several persons of one account the first that the chat is open to. Throws `unknown-chat`, `chat-not-open`. */
export async function joinChat(
  engine: Engine,
  school: School,
  { chat: id, persons }: { readonly chat: ChatId; readonly persons: ReadonlySet<PersonId> },
  actor: string,
): Promise<Chat> {
  const chat = findChat(school, id)
  const person = [...mayJoin(school, chat, engine.blueprint)].find((one) => persons.has(one))
  if (person === undefined) {
    throw new LyceumError('chat-not-open', `Chat ${id} is not open to this person.`)
  }
  await change(
    engine,
    school.info.id,
    { kind: 'add-chat-place', place: { chat: id, person } },
    actor,
  )
  return chat
}

/** False when none of the persons had joined it by choice. */
export async function leaveChat(
  engine: Engine,
  school: School,
  { chat, persons }: { readonly chat: ChatId; readonly persons: ReadonlySet<PersonId> },
  actor: string,
): Promise<boolean> {
  findChat(school, chat)
  const places = (school.chatPlaces ?? []).filter((place) => {
    return place.chat === chat && persons.has(place.person)
  })
  for (const place of places) {
    await change(engine, school.info.id, { kind: 'remove-chat-place', place }, actor)
  }
  return places.length > 0
}

export function findChat(school: School, id: ChatId): Chat {
  const chat = school.chats?.find((one) => one.id === id)
  if (chat !== undefined) return chat
  throw new LyceumError('unknown-chat', `School ${school.info.id} has no chat ${id}.`, {
    hint: 'lyceum chat list shows them.',
  })
}

const longestName = 100

/** A chat's problem, with the field that has it. */
class WrongChat extends LyceumError {
  readonly field: 'name' | 'members' | 'class'

  constructor(field: WrongChat['field'], message: string) {
    super('wrong-chat', message)
    this.field = field
  }
}

function checkChat(chat: Chat, school: School, settings: BlueprintSettings): void {
  const { name, members, class: cls, openTo } = chat
  if (name.trim() === '' || name.length > longestName || /\p{Cc}/u.test(name)) {
    throw new WrongChat('name', `A chat has a name of at most ${longestName} characters.`)
  }
  if (members.length + openTo.length === 0) {
    throw new WrongChat('members', 'A chat names who is in it, or to whom it is open.')
  }
  if (cls !== undefined && !school.classes.some((one) => one.id === cls)) {
    throw new WrongChat('class', `School ${school.info.id} has no class ${cls}.`)
  }
  const hasParents = [...members, ...openTo].includes('parent')
  if (cls === undefined && hasParents && !settings.parentsInSchoolRooms) {
    throw new WrongChat(
      'members',
      'Parents meet only in rooms of their own children’s classes: name a class.',
    )
  }
}

async function change(
  engine: Engine,
  school: SchoolId,
  one: SchoolChange,
  actor: string,
): Promise<void> {
  await changeSchool(engine, school, [one], { limits: oneByHand, actor })
  const at = engine.now().toISOString()
  await engine.store.journal.append({ at, actor, action: one.kind, school, details: idsOf(one) })
}

function idsOf(one: SchoolChange): Readonly<Record<string, string>> {
  switch (one.kind) {
    case 'add-chat':
    case 'update-chat':
      return { chat: one.chat.id }
    case 'archive-chat':
      return { chat: one.chat }
    case 'add-chat-place':
    case 'remove-chat-place':
      return { chat: one.place.chat, person: one.place.person }
    default:
      return {}
  }
}
