/** Who is given which room, by the stored school: made anew only when the school has changed. */
import { displayNameOf } from '@lyceum/core/provision/display-name.ts'
import type { Engine } from '@lyceum/core/provision/engine.ts'
import { blueprint, type BlueprintRoom } from '@lyceum/core/school/blueprint.ts'
import { membersOf } from '@lyceum/core/school/desired.ts'
import type { PersonId, RoomKey, SchoolId, UserId } from '@lyceum/core/school/ids.ts'
import { isOver } from '@lyceum/core/store/account-state.ts'

export interface GivenRooms {
  /** Whether the blueprint gives the room to somebody whose account this is. */
  isGiven(school: SchoolId, room: RoomKey, user: UserId): Promise<boolean>
  /** The account's name as the school has it; undefined: not known. */
  nameOf(school: SchoolId, user: UserId): Promise<string | undefined>
  /** The levels above 0 that the blueprint gives in the room; undefined for a room that it does not have. */
  levelsOf(school: SchoolId, room: RoomKey): Promise<ReadonlyMap<UserId, number> | undefined>
}

interface Known {
  readonly revision: number
  readonly rooms: ReadonlyMap<RoomKey, BlueprintRoom>
  readonly names: Map<UserId, string | undefined>
}

export function givenRooms(engine: Engine): GivenRooms {
  const { store } = engine
  const known = new Map<SchoolId, Known>()

  async function know(school: SchoolId): Promise<Known> {
    const revision = await store.schools.revision(school)
    const before = known.get(school)
    if (before?.revision === revision) return before
    const stored = await store.schools.load(school)
    const rooms = stored === undefined ? [] : blueprint(stored, engine.blueprint)
    const made = {
      revision,
      rooms: new Map(rooms.map((room) => [room.key, room])),
      names: new Map(),
    }
    known.set(school, made)
    return made
  }

  return {
    async isGiven(school, key, user) {
      const room = (await know(school)).rooms.get(key)
      if (room === undefined) return false
      const persons = await store.accounts.personsOf(user)
      for (const person of persons.filter((one) => room.members.has(one))) {
        const account = await store.accounts.ofPerson(person)
        if (account !== undefined && !isOver(account.state)) return true
      }
      return false
    },

    async nameOf(school, user) {
      const { names } = await know(school)
      if (!names.has(user)) names.set(user, await displayNameOf(engine, user))
      return names.get(user)
    },

    async levelsOf(school, key) {
      const room = (await know(school)).rooms.get(key)
      if (room === undefined) return undefined
      const accounts = await store.accounts.ofSchool(school)
      const working = accounts.filter(({ state }) => !isOver(state))
      const users = new Map<PersonId, UserId>(working.map((one) => [one.person, one.userId]))
      return new Map([...membersOf(room, users)].filter(([, level]) => level > 0))
    },
  }
}
