/**
 * Changes of a school's data, as data. Whoever changes a school (a roster, the console, an application) makes a list of
 * these; the store writes them in one transaction and the engine brings the homeserver after it. Kinds that take
 * something from somebody begin with `remove-` or `archive-`.
 */
import type { ChatId, ClassId, PersonId } from './ids.ts'
import type {
  Chat,
  ChatPlace,
  ClassPlace,
  CommitteePlace,
  Guardianship,
  Person,
  SchoolClass,
  SchoolInfo,
  StaffPlace,
} from './people.ts'

export type SchoolChange =
  | { readonly kind: 'add-school'; readonly info: SchoolInfo }
  | { readonly kind: 'update-school'; readonly info: SchoolInfo }
  | { readonly kind: 'add-class'; readonly class: SchoolClass }
  | { readonly kind: 'rename-class'; readonly class: SchoolClass }
  /** The class's rooms are kept, closed and unlinked; its places go by `remove-class-place`. */
  | { readonly kind: 'archive-class'; readonly class: ClassId }
  /** A class that came back; also sets the label. */
  | { readonly kind: 'restore-class'; readonly class: SchoolClass }
  /** The source calls the stored class by another id from now on. */
  | { readonly kind: 'match-class'; readonly class: ClassId; readonly external: string }
  /** The source calls the stored person by another id from now on. */
  | { readonly kind: 'match-person'; readonly person: PersonId; readonly external: string }
  | { readonly kind: 'add-person'; readonly person: Person }
  | { readonly kind: 'update-person'; readonly person: Person }
  /** Out of this school; their places and guardianships go by changes of their own. */
  | { readonly kind: 'remove-person'; readonly person: PersonId }
  | { readonly kind: 'add-staff-place'; readonly place: StaffPlace }
  /** Subjects only. */
  | { readonly kind: 'update-staff-place'; readonly place: StaffPlace }
  | {
      readonly kind: 'remove-staff-place'
      readonly person: PersonId
      readonly role: StaffPlace['role']
    }
  | { readonly kind: 'add-class-place'; readonly place: ClassPlace }
  /** Role or subjects within the class. */
  | { readonly kind: 'update-class-place'; readonly place: ClassPlace }
  | { readonly kind: 'remove-class-place'; readonly person: PersonId; readonly class: ClassId }
  | { readonly kind: 'add-guardianship'; readonly guardianship: Guardianship }
  | { readonly kind: 'remove-guardianship'; readonly guardianship: Guardianship }
  | { readonly kind: 'add-committee-place'; readonly place: CommitteePlace }
  | { readonly kind: 'remove-committee-place'; readonly place: CommitteePlace }
  | { readonly kind: 'add-chat'; readonly chat: Chat }
  | { readonly kind: 'update-chat'; readonly chat: Chat }
  /** Its room is kept, closed and unlinked. */
  | { readonly kind: 'archive-chat'; readonly chat: ChatId }
  | { readonly kind: 'add-chat-place'; readonly place: ChatPlace }
  | { readonly kind: 'remove-chat-place'; readonly place: ChatPlace }
