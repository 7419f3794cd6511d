/**
 * Where the bot is alone with somebody, while a transaction is read: a third person who appears in one of its events, or the
 * bot's leaving, ends that for the very next event, before anything of it is stored.
 */
import type { RoomId, UserId } from '@lyceum/core/school/ids.ts'
import type { BotTalk, IncomingEvent } from './handlers.ts'

export class BotTalks {
  readonly #bot: UserId
  readonly #known: (room: RoomId) => BotTalk
  readonly #closed = new Set<RoomId>()

  constructor(bot: UserId, known: (room: RoomId) => BotTalk) {
    this.#bot = bot
    this.#known = known
  }

  /** Rooms that were ended so. */
  get closed(): ReadonlySet<RoomId> {
    return this.#closed
  }

  /** Ask in the order of the events. The event that ends it is still of the two: it tells the bot to go. */
  talkOf(event: IncomingEvent): BotTalk {
    const { room_id: room, type, state_key: whose, content } = event
    if (this.#closed.has(room)) return undefined
    const person = this.#known(room)
    if (person === undefined) return undefined
    if (type === 'm.room.member' && this.#ends(whose, person, content['membership'])) {
      this.#closed.add(room)
    }
    return person
  }

  /** Somebody else comes, or the bot is there no longer. */
  #ends(whose: string | undefined, person: UserId, membership: unknown): boolean {
    if (whose === person) return false
    return whose === this.#bot ? !isComing(membership) : isComing(membership)
  }
}

function isComing(membership: unknown): boolean {
  return membership === 'join' || membership === 'invite' || membership === 'knock'
}
