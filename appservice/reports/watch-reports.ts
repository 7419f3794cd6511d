/**
 * Reports that people filed from their clients, and silences whose time is over, are looked at every twenty seconds, by one
 * process of however many there are. Nothing depends on a look being on time: what one missed the next one finds.
 */
import type { ReportContext } from '@lyceum/core/provision/reports/context.ts'
import { readReports } from '@lyceum/core/provision/reports/read-reports.ts'
import { liftOverSilences } from '@lyceum/core/provision/silence.ts'
import { Lease } from '../bridge/lease.ts'
import type { Log } from '../log.ts'
import { lookAgain, type Looks } from '../look-again.ts'

const everyMs = 20_000

export function watchReports(context: ReportContext, log: Pick<Log, 'warn'>): Looks {
  const { store, owner, now } = context.engine
  const lease = new Lease({ locks: store.locks, owner, now }, 'reports')
  const looks = lookAgain(
    everyMs,
    () => lookOnce(context, lease, log),
    (err) => log.warn({ err }, 'reports not looked at'),
  )
  return {
    async stop() {
      await looks.stop()
      await lease.release()
    },
  }
}

async function lookOnce(
  context: ReportContext,
  lease: Lease,
  log: Pick<Log, 'warn'>,
): Promise<void> {
  if (!(await lease.hold())) return
  // A homeserver that answers no reports may still take levels.
  const looks = await Promise.allSettled([readReports(context), liftOverSilences(context.engine)])
  for (const look of looks) {
    if (look.status === 'rejected') log.warn({ err: look.reason }, 'reports not looked at')
  }
}
