/**
 * What the engine does to a homeserver, as data: printed, counted, checked for safety, tested. An action names what it
 * touches; the wanted contents stand in the plan's desired rooms. Kinds that take something from somebody begin with
 * `remove-` or `archive-` (DESIGN §6).
 */
import type { RoomKind } from '../school/blueprint-settings.ts'
import type { PersonId, RoomKey, UserId } from '../school/ids.ts'

/** A piece of a room's state that the blueprint owns. */
export type OwnedState =
  | 'm.room.name'
  | 'm.room.canonical_alias'
  | 'm.room.join_rules'
  | 'm.room.history_visibility'
  | 'm.room.guest_access'
  | 'org.lyceum.room'

export type Action =
  /** `links`: children that exist before the space does, so that their links cost no request. */
  | {
      readonly kind: 'create-room'
      readonly room: RoomKey
      readonly roomKind: RoomKind
      readonly name: string
      readonly links: readonly RoomKey[]
    }
  | {
      readonly kind: 'set-state'
      readonly room: RoomKey
      readonly type: OwnedState
      readonly from: string | undefined
      readonly to: string
    }
  | { readonly kind: 'set-power'; readonly room: RoomKey }
  /** As `set-power`, where somebody loses a level. */
  | { readonly kind: 'remove-power'; readonly room: RoomKey; readonly users: readonly UserId[] }
  | { readonly kind: 'link-child'; readonly room: RoomKey; readonly child: RoomKey }
  | { readonly kind: 'remove-child'; readonly room: RoomKey; readonly child: RoomKey }
  /** `banned`: somebody's ban is lifted first; `returned`: left by oneself, brought back this once. */
  | {
      readonly kind: 'join'
      readonly room: RoomKey
      readonly user: UserId
      readonly by: 'invite' | 'restricted'
      readonly banned: boolean
      readonly returned: boolean
    }
  /** Makes the account, or takes up the one that is there, and binds the person to it: `accounts: ahead`. */
  | { readonly kind: 'register'; readonly person: PersonId; readonly user: UserId }
  | { readonly kind: 'remove-member'; readonly room: RoomKey; readonly user: UserId }
  /** The account's name, and the nickname in the rooms that show another one. */
  | { readonly kind: 'set-display-name'; readonly user: UserId; readonly rooms: readonly RoomKey[] }
  | { readonly kind: 'archive-room'; readonly room: RoomKey }
  /** The person closed the own account: noted, and never tried again. */
  | { readonly kind: 'note-closed-account'; readonly person: PersonId; readonly user: UserId }
  /** Unlocks the account of somebody who is back. */
  | { readonly kind: 'restore-access'; readonly person: PersonId; readonly user: UserId }
  /** No role left anywhere: sessions ended, account locked. */
  | { readonly kind: 'remove-access'; readonly person: PersonId; readonly user: UserId }

export type ActionKind = Action['kind']

export function countKinds(items: readonly { readonly kind: string }[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { kind } of items) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
