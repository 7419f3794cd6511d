/** Branded ids: a person's id can never be passed where a room's is wanted. */
declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** An organisation's id in the roster (OneRoster `orgs.sourcedId`) or one we made; it never changes. */
export type SchoolId = Branded<'SchoolId'>
/** A class's id in the roster or one we made; a rename (1А -> 2А) keeps it. */
export type ClassId = Branded<'ClassId'>
/** A person's id in the roster or one we made. Not a Matrix id: one Matrix account may stand for several persons. */
export type PersonId = Branded<'PersonId'>
/** A chat that somebody made for a school or class; an id we made. */
export type ChatId = Branded<'ChatId'>
/** `@localpart:server` */
export type UserId = Branded<'UserId'>
/** `!opaque` (room version 12) or `!opaque:server` */
export type RoomId = Branded<'RoomId'>
/** `#localpart:server` */
export type RoomAlias = Branded<'RoomAlias'>
/** Names a room by what it is for, by ids and never by labels: `school/S17/announcements`, `class/S17/C204/class-chat`. */
export type RoomKey = Branded<'RoomKey'>

export function schoolId(text: string): SchoolId {
  return text as SchoolId
}

export function classId(text: string): ClassId {
  return text as ClassId
}

export function chatId(text: string): ChatId {
  return text as ChatId
}

export function personId(text: string): PersonId {
  return text as PersonId
}

export function userId(text: string): UserId {
  return text as UserId
}

export function roomId(text: string): RoomId {
  return text as RoomId
}

export function roomKey(text: string): RoomKey {
  return text as RoomKey
}

/** The part of `@localpart:server` before the colon, without the sigil. */
export function localpartOf(user: UserId): string {
  const colon = user.indexOf(':')
  return user.slice(1, colon < 0 ? undefined : colon)
}
