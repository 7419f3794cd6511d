/** All that keeps the schools as they should be: what acts on events, the repairs they ask for, the looks on a timer. */
import type { Config } from '@lyceum/core/config/settings.ts'
import type { Engine } from '@lyceum/core/provision/engine.ts'
import type { Facts } from '@lyceum/core/provision/facts.ts'
import type { EventHandler } from '../bridge/handlers.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { watchManagedRooms } from './managed-rooms.ts'
import { watchPrivateRooms } from './private-rooms.ts'
import { repairSchools } from './repairs.ts'
import { startSweeps, type Sweep } from './sweep.ts'

export interface Watch {
  readonly handlers: readonly EventHandler[]
  /** Begins the looks on a timer, the first one at once. */
  start(): void
  /** After the events have stopped coming. */
  stop(): Promise<void>
}

export function watchSchools(
  engine: Engine,
  facts: Facts,
  { limits, repair }: Pick<Config, 'limits' | 'repair'>,
  log: Log,
  metrics: Pick<Metrics, 'schoolRepaired'>,
): Watch {
  const repairs = repairSchools({
    engine,
    limits,
    log,
    onLooked: (outcome) => metrics.schoolRepaired(outcome),
  })
  let sweep: Sweep | undefined
  return {
    handlers: [watchManagedRooms({ engine, facts, repairs }), watchPrivateRooms({ engine, facts })],
    start() {
      sweep = startSweeps({ engine, facts, repairs, settings: repair, log })
    },
    async stop() {
      await sweep?.stop()
      await repairs.stop()
    },
  }
}
