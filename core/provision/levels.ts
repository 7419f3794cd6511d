/**
 * The one writer of power levels. Levels are a single event that is always written whole, so two writers that read, add
 * and write lose one another's people (ten parallel ones kept one of ten). Here a write asks for *rooms*, not for people:
 * under a lock that holds over processes the levels are made anew from the stored school, so the last write is right
 * whoever asked for it. Requests that come while a write is under way are joined into the next one.
 */
import type { RoomWriting } from '../homeserver/ports.ts'
import type { BlueprintSettings } from '../school/blueprint-settings.ts'
import type { Store } from '../store/ports.ts'
import { blueprint } from '../school/blueprint.ts'
import { membersOf } from '../school/desired.ts'
import type { RoomId, RoomKey, SchoolId } from '../school/ids.ts'
import { archivedLevels, listedLevels, powerLevels } from '../school/power-levels.ts'
import type { LimitFunction } from 'p-limit'
import { withLock } from './locks.ts'
import { silencedIn } from './silenced.ts'

/** The part of the engine that it needs. */
interface LevelInput {
  readonly store: Pick<Store, 'schools' | 'accounts' | 'locks' | 'silences'>
  readonly homeserver: Pick<RoomWriting, 'setState'>
  readonly blueprint: BlueprintSettings
  readonly limit: LimitFunction
  readonly owner: string
  now(): Date
}

/** Longer than any write of a school's levels takes. */
const waitMs = 60_000

export class LevelWriter {
  readonly #engine: LevelInput
  readonly #waiting = new Map<SchoolId, { rooms: Map<RoomKey, RoomId>; done: Promise<void> }>()
  readonly #running = new Map<SchoolId, Promise<void>>()

  constructor(engine: LevelInput) {
    this.#engine = engine
  }

  /** Resolves when a write that began after this call has reached every one of the rooms. May be repeated. */
  write(school: SchoolId, rooms: ReadonlyMap<RoomKey, RoomId>): Promise<void> {
    if (rooms.size === 0) return Promise.resolve()
    const waiting = this.#waiting.get(school)
    if (waiting !== undefined) {
      for (const [key, id] of rooms) waiting.rooms.set(key, id)
      return waiting.done
    }
    const batch = new Map(rooms)
    const before = this.#running.get(school) ?? Promise.resolve()
    const done = before
      .catch(() => undefined)
      .then(() => {
        this.#waiting.delete(school)
        this.#running.set(school, done)
        return this.#writeBatch(school, batch)
      })
      .finally(() => {
        if (this.#running.get(school) === done) this.#running.delete(school)
      })
    this.#waiting.set(school, { rooms: batch, done })
    return done
  }

  /** Closes a room for good; nobody below the bot writes there. */
  async archive(school: SchoolId, room: RoomId): Promise<void> {
    await this.#locked(school, () => this.#put(room, archivedLevels()))
  }

  async #writeBatch(school: SchoolId, rooms: ReadonlyMap<RoomKey, RoomId>): Promise<void> {
    await this.#locked(school, async () => {
      const { wanted, accounts, silenced } = await this.#load(school)
      await Promise.all(
        [...rooms].map(async ([key, id]) => {
          const room = wanted.get(key)
          if (room === undefined) return
          const users = listedLevels(membersOf(room, accounts), silenced.get(key))
          await this.#put(id, powerLevels(room, users))
        }),
      )
    })
  }

  async #load(school: SchoolId) {
    const { store } = this.#engine
    const stored = await store.schools.load(school)
    const rooms = stored === undefined ? [] : blueprint(stored, this.#engine.blueprint)
    const accounts = await store.accounts.ofSchool(school)
    return {
      wanted: new Map(rooms.map((room) => [room.key, room])),
      accounts: new Map(accounts.map((one) => [one.person, one.userId])),
      silenced: await silencedIn(this.#engine, school),
    }
  }

  #put(room: RoomId, levels: object): Promise<void> {
    const { limit, homeserver } = this.#engine
    return limit(() => homeserver.setState(room, 'm.room.power_levels', '', levels))
  }

  #locked<Result>(school: SchoolId, work: () => Promise<Result>): Promise<Result> {
    const { store, owner, now } = this.#engine
    return withLock({ locks: store.locks, owner, now }, `levels/${school}`, waitMs, work)
  }
}
