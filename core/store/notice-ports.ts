/** Messages of the bot that ask somebody to decide: what they are about, who was told, and who is still to be told. */
import type { PersonId, RoomId, UserId } from '../school/ids.ts'

/** `guardian`: a parent entered, whom the class teacher can end in one step. */
export type NoticeKind = 'application' | 'confirmation' | 'guardian' | 'report'

export interface NoticeAbout {
  readonly kind: NoticeKind
  /** Application id; `school/pupil`; `school/guardian/child/account` (each id as in an address); report id. */
  readonly subject: string
}

export interface Notice {
  readonly event: string
  readonly room: RoomId
  /** To whom it was said; undefined: into a room of the school. */
  readonly user: UserId | undefined
  /** Names what it was last changed to; undefined: it says what it said first. */
  readonly shown?: string | undefined
}

export interface NoticeRepository {
  /** May be repeated. */
  add(notice: Notice, about: NoticeAbout): Promise<void>
  /** What a reaction or reply to the event is about. */
  of(event: string): Promise<(NoticeAbout & Notice) | undefined>
  about(about: NoticeAbout): Promise<readonly Notice[]>
  /** Those that say something of the person: applications and reports of the account, confirmations, guardianships. */
  naming(person: PersonId, user: UserId | undefined): Promise<readonly Notice[]>
  /** It was changed: the same change is not made again. */
  show(event: string, shown: string): Promise<void>
  /** Written before anybody is told: a telling that failed is made good by the next look. May be repeated. */
  owe(about: NoticeAbout, at: string): Promise<void>
  /** The oldest first. */
  owed(): Promise<readonly NoticeAbout[]>
  /** Everybody was told. */
  told(about: NoticeAbout): Promise<void>
}

/** Logins of accounts that were made for applications which came to nothing. No other erased account's is ever given again. */
export interface FreeLoginRepository {
  /** Also forgets what hung on the account: whoever takes the login next is somebody else. May be repeated. */
  free(user: UserId, at: string): Promise<void>
  isFree(user: UserId): Promise<boolean>
  /** Of any number who take one at once, one gets true. */
  take(user: UserId): Promise<boolean>
}
