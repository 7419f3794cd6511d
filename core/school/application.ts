/**
 * Somebody asks to be let in: into a school by a link that many use, into another class, into an open chat. What becomes of
 * an application is decided here, as data; nothing of it asks the homeserver.
 */
import type { ChatId, ClassId, PersonId, SchoolId, UserId } from './ids.ts'
import type { Role } from './people.ts'

/** `join`: into the school; `class` and `chat`: somebody of the school asks for one more. */
export type ApplicationKind = 'join' | 'class' | 'chat'

/**
 * `waiting` -> `accepted` | `declined` | `withdrawn` (by the applicant) | `expired` (nobody answered). An accepted pupil whose
 * parent must confirm is `accepted` and not done yet.
 */
export type ApplicationState = 'waiting' | 'accepted' | 'declined' | 'withdrawn' | 'expired'

export interface ApplicantName {
  readonly givenName: string
  readonly familyName: string
  readonly middleName?: string
}

export function nameParts({ givenName, familyName, middleName }: ApplicantName): ApplicantName {
  return { givenName, familyName, ...(middleName === undefined ? {} : { middleName }) }
}

export interface Application {
  readonly id: string
  readonly kind: ApplicationKind
  /** The link that many use; undefined: by a personal slip, or from within the school. */
  readonly link: string | undefined
  readonly school: SchoolId
  readonly role: Role
  /** The link's class; of a teacher the first one. */
  readonly class: ClassId | undefined
  /** Further classes that a teacher named. */
  readonly classes: readonly ClassId[]
  readonly subjects: readonly string[]
  readonly chat: ChatId | undefined
  readonly name: ApplicantName
  /** As a parent wrote it, for whoever decides. */
  readonly childName: string | undefined
  readonly child: PersonId | undefined
  readonly user: UserId
  /** The account was made by this application: suspended until accepted, erased when declined. */
  readonly madeAccount: boolean
  /** Somebody of the roster who has not entered and looks like the applicant; once accepted, who it became. */
  readonly person: PersonId | undefined
  readonly state: ApplicationState
  readonly createdAt: string
  readonly decidedAt: string | undefined
  /** Matrix id, or `operator`. */
  readonly decidedBy: string | undefined
  readonly reason: string | undefined
  readonly isDone: boolean
}
