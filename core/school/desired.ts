/** From the blueprint (people by roster id) to the rooms as the homeserver should hold them (accounts by Matrix id). */
import type { BlueprintRoom } from './blueprint.ts'
import type { PersonId, RoomAlias, RoomKey, UserId } from './ids.ts'
import { firstNameSource, type NameSource } from './name-source.ts'
import { fullName, type School } from './people.ts'
import { listedLevels, powerLevels } from './power-levels.ts'
import type { JoinRule, Member, Room } from './rooms.ts'

export interface DesiredInput {
  readonly school: School
  readonly rooms: readonly BlueprintRoom[]
  /** Only people who have an account that is not ended. Several persons may share one. */
  readonly accounts: ReadonlyMap<PersonId, UserId>
  /** Of accounts that other schools have too: who they are there. */
  readonly elsewhere?: ReadonlyMap<UserId, readonly NameSource[]>
  /** Who may write nothing in a room for a while. */
  readonly silenced?: Silenced
  aliasOf(key: RoomKey): RoomAlias
}

export type Silenced = ReadonlyMap<RoomKey, ReadonlySet<UserId>>

/** In the blueprint's order. */
export function desiredRooms(input: DesiredInput): ReadonlyMap<RoomKey, Room> {
  const names = displayNames(input)
  const children = Map.groupBy(
    input.rooms.filter((room) => room.parent !== undefined),
    (room) => room.parent,
  )
  return new Map(
    input.rooms.map((room) => {
      const members = membersOf(room, input.accounts)
      const desired: Room = {
        key: room.key,
        space: room.space,
        mark: room.mark,
        name: room.name,
        alias: input.aliasOf(room.key),
        joinRule: joinRuleOf(room),
        history: room.history,
        guestAccess: 'forbidden',
        encrypted: false,
        levels: powerLevels(room, listedLevels(members, input.silenced?.get(room.key))),
        children: new Map((children.get(room.key) ?? []).map((child) => [child.key, child.order])),
        members: new Map(
          [...members.keys()].map((user): [UserId, Member] => {
            return [user, { membership: 'join', displayName: names.get(user), self: true }]
          }),
        ),
      }
      return [room.key, desired]
    }),
  )
}

function joinRuleOf(room: BlueprintRoom): JoinRule {
  return room.restricted && room.parent !== undefined
    ? { rule: 'restricted', to: room.parent }
    : { rule: 'invite' }
}

/** The highest level of all persons that share the account. */
export function membersOf(
  room: BlueprintRoom,
  accounts: ReadonlyMap<PersonId, UserId>,
): ReadonlyMap<UserId, number> {
  const members = new Map<UserId, number>()
  for (const [person, level] of room.members) {
    const user = accounts.get(person)
    if (user !== undefined) members.set(user, Math.max(level, members.get(user) ?? 0))
  }
  return members
}

/** Only of accounts that this school names; another one's word is left to it. */
function displayNames({ school, accounts, elsewhere }: DesiredInput): ReadonlyMap<UserId, string> {
  const id = school.info.id
  const names = new Map<UserId, string>()
  const persons = Map.groupBy(school.people, (person) => accounts.get(person.id))
  for (const [user, own] of persons) {
    if (user === undefined) continue
    const here = own.map((person) => ({ person: person.id, school: id }))
    const first = firstNameSource([...here, ...(elsewhere?.get(user) ?? [])])
    const person = own.find((one) => first?.school === id && one.id === first.person)
    if (person !== undefined) names.set(user, fullName(person, school.info.language))
  }
  return names
}
