/**
 * The school's model: what a roster says, what the database holds and what the blueprint reads are these types.
 *
 * A person stands once in a school, whatever the number of roles. What a person is follows from *places*: an
 * administrator or teacher of the school (`StaffPlace`), a pupil or teacher of a class (`ClassPlace`), a guardian of a
 * pupil (`Guardianship`). Being a parent is never a role row of its own: it rests on the relation to a child, so it
 * ends with it.
 */
import type { ChatId, ClassId, PersonId, SchoolId } from './ids.ts'

export type Language = 'ru' | 'en'

/** What a person may be in a school. `parent` follows from a guardianship. */
export type Role = 'administrator' | 'teacher' | 'pupil' | 'parent'

export const roles: readonly Role[] = ['administrator', 'teacher', 'pupil', 'parent']

export interface SchoolInfo {
  readonly id: SchoolId
  readonly name: string
  readonly language: Language
  /** IANA zone, `Europe/Moscow`. */
  readonly timeZone: string
}

export interface SchoolClass {
  readonly id: ClassId
  /** What people say: `1А`, `10B`. Never part of a key. */
  readonly label: string
}

export interface Person {
  readonly id: PersonId
  readonly givenName: string
  readonly familyName: string
  readonly middleName?: string
  /**
   * An account that the person has already (single sign-on), as the roster names it: a localpart or a whole Matrix id.
   * Only rosters say it; what is stored is the account that was bound.
   */
  readonly account?: string
}

/** Administrator or teacher of the whole school. A person may have both. */
export interface StaffPlace {
  readonly person: PersonId
  readonly role: 'administrator' | 'teacher'
  readonly subjects: readonly string[]
}

/** Pupil, teacher or class teacher (homeroom) of one class. One place per person and class. */
export interface ClassPlace {
  readonly person: PersonId
  readonly class: ClassId
  readonly role: 'pupil' | 'teacher' | 'class-teacher'
  readonly subjects: readonly string[]
}

export interface Guardianship {
  readonly guardian: PersonId
  readonly child: PersonId
}

/** A parent named for the committee of the school, or of one class. */
export interface CommitteePlace {
  readonly person: PersonId
  readonly class?: ClassId
}

/** Whom a chat may name; of a chat of one class: of that class. */
type ChatAudience = Role | 'class-teacher'

/** A room that an administrator or teacher made, beside those that every school or class has. */
export interface Chat {
  readonly id: ChatId
  /** Absent: of the whole school. */
  readonly class?: ClassId
  readonly name: string
  /** Who is in it, later ones too. */
  readonly members: readonly ChatAudience[]
  /** The lowest of these decides who writes. Empty: everybody who is in it. */
  readonly writers: readonly ('administrator' | 'teacher')[]
  /** Who may join and leave it by choice. */
  readonly openTo: readonly ChatAudience[]
}

/** Somebody joined an open chat by choice. It gives nothing to whom the chat is not open (any more). */
export interface ChatPlace {
  readonly chat: ChatId
  readonly person: PersonId
}

/** Everything known of one school. Order carries no meaning; ids are unique in each list. */
export interface School {
  readonly info: SchoolInfo
  readonly classes: readonly SchoolClass[]
  readonly people: readonly Person[]
  readonly staff: readonly StaffPlace[]
  readonly places: readonly ClassPlace[]
  readonly guardianships: readonly Guardianship[]
  readonly committee: readonly CommitteePlace[]
  /** Absent in what rosters say: people make them. */
  readonly chats?: readonly Chat[]
  readonly chatPlaces?: readonly ChatPlace[]
}

/** Family name first in Russian, given name first in English; the patronymic only in Russian. */
export function fullName(
  person: Pick<Person, 'familyName' | 'givenName' | 'middleName'>,
  language: Language,
): string {
  const parts =
    language === 'ru'
      ? [person.familyName, person.givenName, person.middleName]
      : [person.givenName, person.familyName]
  return parts.filter((part) => part !== undefined && part !== '').join(' ')
}

/** Given name and the family name's initial: all that an invitation tells of a person before it is redeemed. */
export function shortName(person: Person): string {
  const initial = [...person.familyName][0]
  return initial === undefined ? person.givenName : `${person.givenName} ${initial}.`
}
