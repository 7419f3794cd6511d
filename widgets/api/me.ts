/** What is one's own: roles, classes, chats, children, people to write to. */
import * as z from 'zod/mini'
import { Nothing, type Answer, type Ask } from './ask.ts'

const RoleName = z.enum(['administrator', 'teacher', 'pupil', 'parent'])

const Role = z.object({
  role: RoleName,
  school: z.optional(z.string()),
  school_name: z.optional(z.string()),
  class: z.optional(z.string()),
  class_name: z.optional(z.string()),
  class_teacher: z.optional(z.boolean()),
})
export type Role = z.infer<typeof Role>

const Named = z.object({ id: z.string(), name: z.string() })

const Me = z.object({
  user_id: z.string(),
  persons: z.array(z.extend(Named, { school: z.string(), school_name: z.string() })),
  roles: z.array(Role),
  language: z.enum(['ru', 'en']),
})
export type Me = z.infer<typeof Me>

const OwnClass = z.object({
  id: z.string(),
  name: z.string(),
  school: z.string(),
  school_name: z.string(),
  roles: z.array(RoleName),
  class_teachers: z.array(Named),
})
export type OwnClass = z.infer<typeof OwnClass>

const OwnChat = z.object({
  room_id: z.nullable(z.string()),
  school: z.string(),
  class: z.nullish(z.string()),
  kind: z.string(),
  name: z.string(),
})
export type OwnChat = z.infer<typeof OwnChat>

const OpenChat = z.object({
  id: z.string(),
  school: z.string(),
  class: z.nullish(z.string()),
  name: z.string(),
  joined: z.boolean(),
  room_id: z.nullable(z.string()),
})
export type OpenChat = z.infer<typeof OpenChat>

const Child = z.object({
  id: z.string(),
  name: z.string(),
  school: z.string(),
  school_name: z.string(),
  user_id: z.nullable(z.string()),
  classes: z.array(z.extend(Named, { class_teachers: z.array(Named) })),
})
export type Child = z.infer<typeof Child>

const Contact = z.object({
  id: z.string(),
  user_id: z.nullable(z.string()),
  name: z.string(),
  entered: z.boolean(),
  school: z.string(),
  school_name: z.string(),
  roles: z.array(Role),
})
export type Contact = z.infer<typeof Contact>

const OtherClass = z.object({
  id: z.string(),
  name: z.string(),
  school: z.string(),
  school_name: z.string(),
})
export type OtherClass = z.infer<typeof OtherClass>

/** `others`: of one's schools, for which one may ask. */
const Classes = z.object({
  classes: z.array(OwnClass),
  others: z._default(z.array(OtherClass), []),
})
const Chats = z.object({ chats: z.array(OwnChat), open: z.array(OpenChat) })
const Children = z.object({ children: z.array(Child) })
const Contacts = z.object({ contacts: z.array(Contact), total: z.number() })
const Talk = z.object({ room_id: z.string() })

export const readMe = (ask: Ask): Promise<Answer<Me>> => ask(Me, '/api/v1/me')
export const readClasses = (ask: Ask) => ask(Classes, '/api/v1/me/classes')
export const readChats = (ask: Ask) => ask(Chats, '/api/v1/me/chats')
export const readChildren = (ask: Ask) => ask(Children, '/api/v1/me/children')

export function findContacts(ask: Ask, query: string, limit: number) {
  const wanted = new URLSearchParams({ q: query, limit: String(limit) })
  return ask(Contacts, `/api/v1/me/contacts?${wanted}`)
}

/** The direct room with somebody, made where there is none. */
export function openTalk(ask: Ask, person: string) {
  return ask(Talk, '/api/v1/me/talks', { method: 'POST', body: { person } })
}

export function changeChat(ask: Ask, chat: OpenChat, change: 'join' | 'leave') {
  const path = `/api/v1/me/chats/${encodeURIComponent(chat.id)}/${change}`
  return ask(Nothing, path, { method: 'POST', body: { school: chat.school } })
}
