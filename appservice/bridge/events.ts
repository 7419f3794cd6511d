/** Events from the homeserver to the handlers, put together: intake, worker, bridge. */
import type { Log } from '../log.ts'
import type { Store } from '@lyceum/core/store/ports.ts'
import { userId } from '@lyceum/core/school/ids.ts'
import { LyceumError } from '@lyceum/core/errors.ts'
import type { WaitingEvent } from '@lyceum/core/store/live-ports.ts'
import { askForEvents } from './ask-for-events.ts'
import { DurableAppService, handled, type Listener } from './durable-app-service.ts'
import type { EventHandler } from './handlers.ts'
import { Intake, type IntakeFigures, type RoomOwners } from './intake.ts'
import { type BridgeSettings, runBridge } from './run-bridge.ts'
import { readStored, type ReadEvent } from './stored-event.ts'
import { EventWorker, type WorkerFigures } from './worker.ts'

export interface EventsInput extends BridgeSettings {
  readonly store: Pick<Store, 'intake' | 'locks' | 'talks'>
  readonly owners: RoomOwners
  readonly handlers: readonly EventHandler[]
  readonly owner: string
  readonly log: Log
  now(): Date
  /** After so many failures; in milliseconds. */
  readonly delayMs?: (failures: number) => number
}

export interface Events {
  /** Takes the homeserver's transactions: for the routes of the internal server. */
  readonly transactions: Pick<DurableAppService, 'take'>
  readonly figures: () => IntakeFigures & WorkerFigures
  /** Has the internal server listen, begins to work, and asks the homeserver for what it held back. */
  start(server: Listener): Promise<void>
  /** Takes no more; finishes what is under way. */
  stop(): Promise<void>
}

export function createEvents(input: EventsInput): Events {
  const { store, log, owners, handlers } = input
  const intake = new Intake({
    ...input,
    ...store,
    bot: userId(`@${input.botLocalpart}:${input.serverName}`),
  })
  const appService = new DurableAppService(input.hsToken, intake)
  const underWay = new Map<string, ReadEvent>()

  async function deliver(waiting: WaitingEvent): Promise<void> {
    const read = readStored(waiting)
    underWay.set(waiting.event, read)
    await appService.deliver(read.event).finally(() => underWay.delete(waiting.event))
  }

  async function handle(event: string): Promise<typeof handled> {
    const read = underWay.get(event)
    if (read === undefined) throw new LyceumError('event-unknown', 'An event came unasked.')
    const now = await owners.fresh()
    const { room_id: room } = read.event
    const [owner, talk] = [now.room(room), now.aloneWith(room)]
    for (const handler of handlers) {
      const kept = read.kept.get(handler.name)
      if (kept !== undefined) await handler.handle(kept, owner, talk)
    }
    return handled
  }

  const worker = new EventWorker({ ...input, ...store, deliver })
  intake.onTaken(() => worker.wake())
  const stopping = new AbortController()
  let close: () => Promise<void> = () => Promise.resolve()
  return {
    transactions: appService,
    figures: () => ({ ...intake.figures, ...worker.figures }),
    async start(server) {
      appService.serveBy(server)
      const bridge = await runBridge(input, appService, handle)
      close = () => bridge.close()
      worker.start()
      void askForEvents(bridge, log, stopping.signal)
    },
    async stop() {
      stopping.abort()
      await close()
      await worker.stop()
    },
  }
}
