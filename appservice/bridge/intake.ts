/** Takes what the homeserver sends: what somebody here acts on is on the disk before the homeserver hears that it came. */
import { createHash } from 'node:crypto'
import type { RoomId, UserId } from '@lyceum/core/school/ids.ts'
import type { IntakeRepository, TalkRepository } from '@lyceum/core/store/live-ports.ts'
import type { Log } from '../log.ts'
import type { BotTalk, EventHandler, RoomOwner } from './handlers.ts'
import { parseTransaction } from './parse-events.ts'
import { BotTalks } from './bot-talks.ts'
import { keepEvent } from './stored-event.ts'

/** Whose a room is, as it is known now. */
export interface RoomOwners {
  fresh(): Promise<{ room(id: RoomId): RoomOwner; aloneWith(id: RoomId): BotTalk }>
}

export interface IntakeInput {
  readonly intake: Pick<IntakeRepository, 'take'>
  readonly talks: Pick<TalkRepository, 'closeBotRoom'>
  readonly owners: RoomOwners
  readonly handlers: readonly EventHandler[]
  readonly bot: UserId
  readonly hsToken: string
  readonly log: Log
  now(): Date
}

/** Since the process began. */
export interface IntakeFigures {
  readonly transactions: number
  readonly events: number
  readonly kept: number
  readonly malformed: number
}

export class Intake {
  readonly #input: IntakeInput
  readonly #source: string
  #onTaken: () => void = () => {}
  #figures: IntakeFigures = { transactions: 0, events: 0, kept: 0, malformed: 0 }

  constructor(input: IntakeInput) {
    this.#input = input
    this.#source = createHash('sha256').update(`transactions ${input.hsToken}`).digest('base64url')
  }

  get figures(): IntakeFigures {
    return this.#figures
  }

  /** Called after events were stored. */
  onTaken(listener: () => void): void {
    this.#onTaken = listener
  }

  /** May be repeated. False for a body that is no transaction. Rejects when nothing was stored: the homeserver sends it again. */
  async take(txn: string, body: unknown): Promise<boolean> {
    const parsed = parseTransaction(body)
    if (parsed === undefined) return false
    const { intake, owners, handlers, talks, now, log } = this.#input
    const { events, malformed } = parsed
    if (malformed > 0) log.warn({ txn, malformed }, 'events without the form of events passed over')
    const known = events.length === 0 ? undefined : await owners.fresh()
    const bot = new BotTalks(this.#input.bot, (room) => known?.aloneWith(room))
    const kept = events.flatMap((event) => {
      const { event_id, room_id } = event
      const place = { owner: known?.room(room_id), talk: bot.talkOf(event) }
      const text = keepEvent(event, place, handlers, (handler, err) =>
        log.error({ err, handler, event: event_id }, 'a handler could not say what to keep'),
      )
      return text === undefined ? [] : [{ event: event_id, room: room_id, kept: text }]
    })
    // Before the homeserver hears that it may send what is said next.
    for (const room of bot.closed) await talks.closeBotRoom(room)
    // What nobody acts on may come again and is then passed over again: it needs no memory.
    if (kept.length > 0) {
      await intake.take(this.#source, txn, kept, now().toISOString())
      this.#onTaken()
    }
    const before = this.#figures
    this.#figures = {
      transactions: before.transactions + 1,
      events: before.events + events.length,
      kept: before.kept + kept.length,
      malformed: before.malformed + malformed,
    }
    return true
  }
}
