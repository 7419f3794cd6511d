/**
 * The difference between the rooms a school should have and the rooms it has: pure, and level-based (it reads the state
 * and never asks how it came about). Planning what a run of the plan produced gives nothing.
 */
import { sameValue } from '../school/canonical.ts'
import type { RoomKey, UserId } from '../school/ids.ts'
import { archivedLevels, lowered, type PowerLevels } from '../school/power-levels.ts'
import type { JoinRule, Member, Room } from '../school/rooms.ts'
import type { Action, OwnedState } from './actions.ts'

export interface RoomsInput {
  readonly desired: ReadonlyMap<RoomKey, Room>
  /** Rooms that are ours by alias and creator; those without a desired one are archived. */
  readonly observed: ReadonlyMap<RoomKey, Room>
  /** People of the school whose account works: they stay in archived rooms. */
  readonly active: ReadonlySet<UserId>
  /** `${room} ${user}` of who was brought back already after leaving a class channel. */
  readonly returned: ReadonlySet<string>
  /** Whose account gets its name by this plan anyway. */
  readonly named: ReadonlySet<UserId>
}

export interface RoomsPlan {
  readonly actions: readonly Action[]
  /** Found, not ours to change: reason -> how many. */
  readonly leftAlone: Readonly<Record<string, number>>
}

export function planRooms(input: RoomsInput): RoomsPlan {
  const actions: Action[] = []
  const leftAlone: Record<string, number> = {}
  const leave = (reason: string) => {
    leftAlone[reason] = (leftAlone[reason] ?? 0) + 1
  }
  const renamed = new Map<UserId, RoomKey[]>()
  for (const room of input.desired.values()) {
    const seen = input.observed.get(room.key)
    actions.push(...(seen === undefined ? planCreation(room, input) : planState(room, seen)))
    actions.push(...planLinks(room, seen, input, leave))
    actions.push(...planMembers(room, seen, input, renamed, leave))
    if (seen?.encrypted === true) leave('encrypted-room')
  }
  for (const room of input.observed.values()) {
    if (!input.desired.has(room.key)) actions.push(...planArchive(room, input.active))
  }
  for (const user of unseen(actions, input)) if (!renamed.has(user)) renamed.set(user, [])
  for (const [user, rooms] of renamed) actions.push({ kind: 'set-display-name', user, rooms })
  return { actions, leftAlone }
}

/** Who is in no room yet shows no name that could be compared; the first join would carry whatever the account has. */
function unseen(
  actions: readonly Action[],
  { desired, observed, named }: RoomsInput,
): ReadonlySet<UserId> {
  const joining = actions.flatMap((one) => (one.kind === 'join' ? [one.user] : []))
  const seen = new Set<UserId>()
  for (const room of observed.values()) {
    // A room that is lost by this plan is not compared, whatever name it shows.
    const staying = desired.get(room.key)?.members
    for (const [user, { membership }] of room.members) {
      if (membership === 'join' && staying?.has(user) === true) seen.add(user)
    }
  }
  return new Set(joining.filter((user) => !seen.has(user) && !named.has(user)))
}

function planCreation(room: Room, { desired, observed }: RoomsInput): readonly Action[] {
  const early = [...room.children.keys()].filter((child) => {
    return observed.has(child) || !needsParent(desired.get(child))
  })
  return [
    {
      kind: 'create-room',
      room: room.key,
      roomKind: room.mark?.kind ?? 'chat',
      name: room.name ?? '',
      links: early,
    },
  ]
}

/** A restricted room names its space, so the space must be there first. */
function needsParent(room: Room | undefined): boolean {
  return room?.joinRule.rule === 'restricted'
}

function planState(room: Room, seen: Room): readonly Action[] {
  const pieces: readonly (readonly [OwnedState, string | undefined, string | undefined])[] = [
    ['m.room.name', seen.name, room.name],
    ['m.room.canonical_alias', seen.alias, room.alias],
    ['m.room.join_rules', describeJoinRule(seen.joinRule), describeJoinRule(room.joinRule)],
    ['m.room.history_visibility', seen.history, room.history],
    ['m.room.guest_access', seen.guestAccess, room.guestAccess],
    ['org.lyceum.room', describeMark(seen), describeMark(room)],
  ]
  const changes = pieces.flatMap(([type, from, to]): Action[] => {
    return to === undefined || from === to
      ? []
      : [{ kind: 'set-state', room: room.key, type, from, to }]
  })
  return [...changes, ...planLevels(room.key, room.levels, seen.levels)]
}

function planLevels(room: RoomKey, wanted: PowerLevels, seen: PowerLevels): readonly Action[] {
  if (sameValue(wanted, seen)) return []
  const users = lowered(wanted, seen)
  return users.length === 0
    ? [{ kind: 'set-power', room }]
    : [{ kind: 'remove-power', room, users }]
}

function planLinks(
  room: Room,
  seen: Room | undefined,
  { desired, observed }: RoomsInput,
  leave: (reason: string) => void,
): readonly Action[] {
  const actions: Action[] = []
  for (const [child, order] of room.children) {
    const early = seen === undefined && (observed.has(child) || !needsParent(desired.get(child)))
    if (!early && seen?.children.get(child) !== order) {
      actions.push({ kind: 'link-child', room: room.key, child })
    }
  }
  for (const child of seen?.children.keys() ?? []) {
    if (room.children.has(child)) continue
    if (observed.has(child)) actions.push({ kind: 'remove-child', room: room.key, child })
    else leave('foreign-space-link')
  }
  return actions
}

function planMembers(
  room: Room,
  seen: Room | undefined,
  input: RoomsInput,
  renamed: Map<UserId, RoomKey[]>,
  leave: (reason: string) => void,
): readonly Action[] {
  const actions: Action[] = []
  for (const [user, wanted] of room.members) {
    const member = seen?.members.get(user)
    if (member?.membership === 'join') {
      if (wanted.displayName !== undefined && member.displayName !== wanted.displayName)
        renamed.set(user, [...(renamed.get(user) ?? []), room.key])
      continue
    }
    const returned = leftByOneself(member)
    if (returned && !bringBack(room, user, input.returned)) {
      leave('left-by-oneself')
      continue
    }
    actions.push({
      kind: 'join',
      room: room.key,
      user,
      by: isInSpace(room, user, input) ? 'restricted' : 'invite',
      banned: member?.membership === 'ban',
      returned,
    })
  }
  for (const [user, member] of seen?.members ?? []) {
    if (!room.members.has(user) && isInside(member)) {
      actions.push({ kind: 'remove-member', room: room.key, user })
    }
  }
  return actions
}

/** Whether the join rule lets the person in: a restricted room opens to who is, or will be, in its space. */
function isInSpace({ joinRule }: Room, user: UserId, { desired, observed }: RoomsInput): boolean {
  if (joinRule.rule !== 'restricted') return false
  const there = observed.get(joinRule.to)?.members.get(user)
  const wanted = desired.get(joinRule.to)?.members.has(user) === true
  return wanted && (there?.membership === 'join' || !leftByOneself(there))
}

function leftByOneself(member: Member | undefined): boolean {
  return member?.membership === 'leave' && member.self
}

/** A class channel is the school's word to the family: leaving it is undone once and noted, then respected. */
function bringBack(room: Room, user: UserId, returned: ReadonlySet<string>): boolean {
  return room.mark?.kind === 'class-channel' && !returned.has(`${room.key} ${user}`)
}

function isInside(member: Member): boolean {
  return (
    member.membership === 'join' || member.membership === 'invite' || member.membership === 'knock'
  )
}

/** Closed and unlinked; who still has a place in the school stays and reads, who has ended goes. */
function planArchive(room: Room, active: ReadonlySet<UserId>): readonly Action[] {
  const gone = [...room.members].flatMap(([user, member]): Action[] => {
    return isInside(member) && !active.has(user)
      ? [{ kind: 'remove-member', room: room.key, user }]
      : []
  })
  const closed = sameValue(archivedLevels(), room.levels) && room.joinRule.rule === 'invite'
  return closed ? gone : [{ kind: 'archive-room', room: room.key }, ...gone]
}

function describeJoinRule(rule: JoinRule): string {
  switch (rule.rule) {
    case 'invite':
      return 'invite'
    case 'restricted':
      return `restricted to ${rule.to}`
    case 'other':
      return rule.name
  }
}

function describeMark(room: Room): string | undefined {
  const mark = room.mark
  return mark === undefined ? undefined : [mark.school, mark.class ?? '-', mark.kind].join(' ')
}
