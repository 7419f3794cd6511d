/** One look at what people reported from their clients. The position is remembered, so nothing is missed over a restart. */
import type { Store } from '../../store/ports.ts'
import type { ReportContext } from './context.ts'
import { takeIn } from './take-in.ts'
import { tellOrOwe } from './tell-report.ts'

/**
 * Looked at again each time: the homeserver shows a report only when it has counted the room, and several of its processes
 * take reports in. What was taken in is known by its id.
 */
const overlapMs = 3_600_000
/** The first look of all goes back a day: older ones were somebody else's business. */
const firstMs = 24 * overlapMs

/** Rejects where the homeserver does not answer; the next look begins at the same place. */
export async function readReports(context: ReportContext): Promise<void> {
  const { engine } = context
  const { reports } = engine.store
  const position = await reports.position()
  const since = position === undefined ? engine.now().getTime() - firstMs : position - overlapMs
  const reasons = new Map<string, string | undefined>()
  let newest = position ?? since
  for (const found of await engine.limit(() => engine.homeserver.eventReports(since))) {
    const { id } = await takeIn(context, found)
    reasons.set(id, found.reason)
    newest = Math.max(newest, found.receivedAt)
  }
  if (newest !== position) await reports.setPosition(newest)
  await tellOwed(context, engine.store, reasons)
}

async function tellOwed(
  context: ReportContext,
  { notices, reports }: Pick<Store, 'notices' | 'reports'>,
  reasons: ReadonlyMap<string, string | undefined>,
): Promise<void> {
  for (const about of await notices.owed()) {
    if (about.kind !== 'report') continue
    const report = await reports.find(about.subject)
    if (report?.state === 'open') await tellOrOwe(context, report, reasons.get(report.id))
    else if (report !== undefined) await notices.told(about)
  }
}
