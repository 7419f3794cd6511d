/** Chats that people made, as the blueprint's rules: whom they name, and who joined by choice. */
import { indexAudiences } from './audiences.ts'
import type { Audience, BlueprintSettings, RoomRule } from './blueprint-settings.ts'
import type { ClassId, PersonId } from './ids.ts'
import type { Chat, School } from './people.ts'

/** Of the class, or of the whole school; in the order of their names. */
export function chatsOf({ chats = [] }: School, cls: ClassId | undefined): readonly Chat[] {
  return chats
    .filter((chat) => chat.class === cls)
    .toSorted((a, b) => (`${a.name} ${a.id}` < `${b.name} ${b.id}` ? -1 : 1))
}

export function chatRule(chat: Chat): RoomRule {
  const { members, writers, name } = chat
  return { kind: 'chat', name: { ru: name, en: name }, members, writers, history: 'shared' }
}

/** Whom the chat names, and those that it is open to who joined; the level is the one of their role either way. */
export function chatMembers(
  school: School,
  chat: Chat,
  membersOf: (audiences: readonly Audience[]) => ReadonlyMap<PersonId, number>,
): ReadonlyMap<PersonId, number> {
  const joined = new Set(
    school.chatPlaces?.filter((place) => place.chat === chat.id).map((place) => place.person),
  )
  const mayJoin = [...membersOf(chat.openTo)].filter(([person]) => joined.has(person))
  return new Map([...mayJoin, ...membersOf(chat.members)])
}

/** Parents see the people of the own child's class only, so a chat of the whole school takes them where the school says so. */
export function withoutParents(chat: Chat): Chat {
  const others = (audiences: Chat['members']) => audiences.filter((one) => one !== 'parent')
  return { ...chat, members: others(chat.members), openTo: others(chat.openTo) }
}

/** Whom the chat is open to and does not name anyway. */
export function mayJoin(
  school: School,
  chat: Chat,
  { parentsInSchoolRooms }: BlueprintSettings,
): ReadonlySet<PersonId> {
  const audiences = indexAudiences(school)
  const { members, openTo } =
    chat.class === undefined && !parentsInSchoolRooms ? withoutParents(chat) : chat
  const peopleOf = (who: readonly Audience[]) => {
    const found =
      chat.class === undefined
        ? audiences.members(who, false)
        : audiences.ofClass(chat.class).members(who)
    return new Set(found.keys())
  }
  return peopleOf(openTo).difference(peopleOf(members))
}
