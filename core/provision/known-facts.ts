/** What is known of schools, accounts and rooms at one moment; changed by whole readings only, between two questions. */
import type { PersonId, RoomId, RoomKey, SchoolId, UserId } from '../school/ids.ts'
import type { Standing } from '../school/policy/standing.ts'
import { isOver, type PersonAccount } from '../store/account-state.ts'
import type { SchoolFacts } from './school-facts.ts'

export interface KnownRoom {
  readonly room: RoomId
  readonly school: SchoolId
  readonly key: RoomKey
}

export class KnownFacts {
  readonly schools = new Map<SchoolId, SchoolFacts>()
  readonly rooms = new Map<RoomId, KnownRoom>()
  /** Open direct rooms of the bot, with whom it is alone in each. */
  readonly botRooms = new Map<RoomId, UserId>()
  readonly #region: ReadonlySet<UserId>
  readonly #accounts = new Map<PersonId, UserId>()
  readonly #persons = new Map<UserId, ReadonlySet<PersonId>>()
  readonly #roomOf = new Map<RoomKey, RoomId>()
  readonly #standings = new Map<UserId, Standing>()

  constructor(region: readonly UserId[]) {
    this.#region = new Set(region)
  }

  /** Of accounts that have not ended. */
  userOf(person: PersonId): UserId | undefined {
    return this.#accounts.get(person)
  }

  personsOf(user: UserId): ReadonlySet<PersonId> {
    return this.#persons.get(user) ?? nobody
  }

  standing(user: UserId): Standing | undefined {
    const known = this.#standings.get(user)
    if (known !== undefined) return known
    const persons = [...this.personsOf(user)]
    const schools =
      persons.length === 0
        ? []
        : [...this.schools.values()].flatMap((school) => school.standing(persons) ?? [])
    const region = this.#region.has(user)
    if (schools.length === 0 && !region) return undefined
    const standing = { user, schools, region }
    this.#standings.set(user, standing)
    return standing
  }

  takeSchools(changed: readonly SchoolFacts[], gone: readonly SchoolId[]): void {
    if (changed.length + gone.length === 0) return
    for (const school of changed) this.schools.set(school.id, school)
    for (const id of gone) this.schools.delete(id)
    this.#standings.clear()
  }

  /** `whole`: nobody else has an account. */
  takeAccounts(accounts: readonly PersonAccount[], whole: boolean): void {
    if (whole) {
      this.#accounts.clear()
      this.#persons.clear()
      this.#standings.clear()
    }
    for (const { person, userId, state } of accounts) {
      const before = this.#accounts.get(person)
      if (before !== undefined) this.#setPersons(before, (persons) => persons.delete(person))
      this.#accounts.delete(person)
      if (isOver(state)) continue
      this.#accounts.set(person, userId)
      this.#setPersons(userId, (persons) => persons.add(person))
    }
  }

  /** `whole`: there are no others. A key has one room: another one takes the place of the one before. */
  takeRooms(rooms: readonly KnownRoom[], whole: boolean): void {
    if (whole) {
      this.rooms.clear()
      this.#roomOf.clear()
    }
    for (const room of rooms) {
      const before = this.#roomOf.get(room.key)
      if (before !== undefined) this.rooms.delete(before)
      this.#roomOf.set(room.key, room.room)
      this.rooms.set(room.room, room)
    }
  }

  /** `whole`: there are no others. */
  takeBotRooms(
    changed: readonly { readonly room: RoomId; readonly person: UserId | undefined }[],
    whole: boolean,
  ): void {
    if (whole) this.botRooms.clear()
    for (const { room, person } of changed) {
      if (person === undefined) this.botRooms.delete(room)
      else this.botRooms.set(room, person)
    }
  }

  #setPersons(user: UserId, change: (persons: Set<PersonId>) => void): void {
    const persons = new Set(this.#persons.get(user))
    change(persons)
    if (persons.size === 0) this.#persons.delete(user)
    else this.#persons.set(user, persons)
    this.#standings.delete(user)
  }
}

const nobody: ReadonlySet<PersonId> = new Set()
