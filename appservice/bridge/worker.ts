/**
 * Has stored events handled: in order a room, rooms side by side, each at least once. An event is done when that stands in
 * the database; only then the next of its room begins. One that fails keeps its room waiting and nobody else, and is buried
 * after eight attempts. Of several processes one works, the others are ready to take over (`lease.ts`).
 */
import type { RoomId } from '@lyceum/core/school/ids.ts'
import type { IntakeRepository, WaitingEvent } from '@lyceum/core/store/live-ports.ts'
import type { Log } from '../log.ts'
import { attemptsInAll, failureCode, isOutage, retryDelayMs } from './failure.ts'
import { Lease, type LeaseInput } from './lease.ts'
import { Pause } from './pause.ts'

export interface WorkerInput extends LeaseInput {
  readonly intake: IntakeRepository
  /** Resolves when it is handled. */
  deliver(event: WaitingEvent): Promise<void>
  readonly log: Log
  /** After so many failures; in milliseconds. */
  readonly delayMs?: (failures: number) => number
}

/** Since the process began. */
export interface WorkerFigures {
  readonly handled: number
  readonly failed: number
  readonly buried: number
}

/** More rooms at once would only queue up at the homeserver. */
const roomsAtOnce = 16
/** How soon a waiting process looks whether the other one still works. */
const standbyMs = 500
/** How soon it looks for events that another process took, or whose time has come. */
const idleMs = 500
const forgetAfterDays = 7
const forgetEveryMs = 3_600_000

export class EventWorker {
  readonly #input: WorkerInput
  readonly #lease: Lease
  readonly #pause = new Pause()
  readonly #busy = new Map<RoomId, Promise<void>>()
  /** Rooms that wait for the homeserver: until when, and how often already. */
  readonly #resting = new Map<RoomId, { readonly until: number; readonly times: number }>()
  #finished: string[] = []
  #flushing: Promise<void> | undefined
  #running: Promise<void> | undefined
  #isStopping = false
  #forgotAt = Number.NEGATIVE_INFINITY
  #figures: WorkerFigures = { handled: 0, failed: 0, buried: 0 }

  constructor(input: WorkerInput) {
    this.#input = input
    this.#lease = new Lease(input, 'events')
  }

  get figures(): WorkerFigures {
    return this.#figures
  }

  start(): void {
    this.#running ??= this.#run()
  }

  /** There is something new. */
  wake(): void {
    this.#pause.wake()
  }

  /** Finishes what is under way. */
  async stop(): Promise<void> {
    this.#isStopping = true
    this.#pause.end()
    await this.#running
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      try {
        if (!(await this.#lease.hold())) await this.#pause.sleep(standbyMs)
        else if (!(await this.#startSome())) await this.#pause.untilWoken(idleMs)
      } catch (err) {
        this.#input.log.error({ err }, 'events cannot be read')
        await this.#pause.sleep(1000)
      }
    }
    await Promise.all(this.#busy.values())
    await this.#lease.release().catch((err: unknown) => {
      this.#input.log.warn({ err }, 'the lock of the events was not given back')
    })
  }

  async #startSome(): Promise<boolean> {
    const { intake, now } = this.#input
    await this.#forgetOld()
    const free = roomsAtOnce - this.#busy.size
    if (free <= 0) return false
    const at = now()
    const resting = [...this.#resting].filter(([, { until }]) => until > at.getTime())
    const except = new Set([...this.#busy.keys(), ...resting.map(([room]) => room)])
    const events = await intake.next(at.toISOString(), free, except)
    for (const event of events) {
      const work = this.#handle(event).finally(() => {
        this.#busy.delete(event.room)
        this.wake()
      })
      this.#busy.set(event.room, work)
    }
    return events.length > 0
  }

  /** Never rejects. */
  async #handle(event: WaitingEvent): Promise<void> {
    try {
      const failure = await this.#input.deliver(event).then(
        () => undefined,
        (error: unknown) => ({ error }),
      )
      if (failure === undefined) await this.#done(event)
      else await this.#failed(event, failure.error)
    } catch (err) {
      this.#input.log.error({ err, event: event.event }, 'what became of an event was not stored')
      this.#rest(event.room)
    }
  }

  async #done({ event, room }: WaitingEvent): Promise<void> {
    this.#finished.push(event)
    this.#flushing ??= this.#flush()
    await this.#flushing
    this.#resting.delete(room)
    this.#count('handled')
  }

  /** What is finished in one turn of the event loop costs one write. */
  async #flush(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    const finished = this.#finished
    this.#finished = []
    this.#flushing = undefined
    await this.#input.intake.handled(finished, this.#input.now().toISOString())
  }

  async #failed({ event, room, attempts }: WaitingEvent, err: unknown): Promise<void> {
    const { intake, now, log, delayMs = retryDelayMs } = this.#input
    this.#count('failed')
    if (isOutage(err)) {
      log.warn({ err, event, room }, 'an event waits for the homeserver')
      this.#rest(room)
      return
    }
    const error = failureCode(err)
    const failures = attempts + 1
    if (failures >= attemptsInAll) {
      await intake.bury(event, error, now().toISOString())
      this.#count('buried')
      log.error({ err, event, room, attempts: failures }, 'an event was given up')
    } else {
      const nextAt = new Date(now().getTime() + delayMs(failures)).toISOString()
      await intake.failed(event, error, nextAt)
      log.warn({ err, event, room, attempts: failures }, 'an event was not handled')
    }
  }

  #rest(room: RoomId): void {
    const { now, delayMs = retryDelayMs } = this.#input
    const times = (this.#resting.get(room)?.times ?? 0) + 1
    this.#resting.set(room, { until: now().getTime() + delayMs(times), times })
  }

  #count(what: keyof WorkerFigures): void {
    this.#figures = { ...this.#figures, [what]: this.#figures[what] + 1 }
  }

  async #forgetOld(): Promise<void> {
    if (performance.now() - this.#forgotAt < forgetEveryMs) return
    this.#forgotAt = performance.now()
    const { intake, now } = this.#input
    await intake.forget(new Date(now().getTime() - forgetAfterDays * 86_400_000).toISOString())
  }
}
