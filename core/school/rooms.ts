/**
 * A managed room as state. Desired and observed rooms are this one type, so a difference is a comparison and nothing
 * else; other rooms are named by key, since the id of a room that is still to be created is not known.
 */
import type { RoomKind } from './blueprint-settings.ts'
import type { ClassId, RoomKey, SchoolId, UserId } from './ids.ts'
import type { PowerLevels } from './power-levels.ts'

/** `other` is what somebody made of it behind our back; it never is desired. */
export type JoinRule =
  | { readonly rule: 'invite' }
  | { readonly rule: 'restricted'; readonly to: RoomKey }
  | { readonly rule: 'other'; readonly name: string }

/** What `org.lyceum.room` says. */
export interface RoomMark {
  readonly school: SchoolId
  readonly class?: ClassId
  readonly kind: RoomKind
}

export interface Member {
  readonly membership: 'join' | 'invite' | 'leave' | 'ban' | 'knock'
  /** The room nickname; undefined where none is set. */
  readonly displayName: string | undefined
  /** Whether the person made this membership, as one who left by oneself did. */
  readonly self: boolean
}

export interface Room {
  readonly key: RoomKey
  readonly space: boolean
  /** Undefined where the mark is missing or not ours to read. */
  readonly mark: RoomMark | undefined
  readonly name: string | undefined
  readonly alias: string | undefined
  readonly joinRule: JoinRule
  readonly history: string | undefined
  readonly guestAccess: string | undefined
  readonly encrypted: boolean
  readonly levels: PowerLevels
  /** Space links with their `order`. */
  readonly children: ReadonlyMap<RoomKey, string>
  /** The bot is left out. */
  readonly members: ReadonlyMap<UserId, Member>
}
