/**
 * Reports come in by two ways, from the homeserver's own list and from the bot or a page, and are one: a page's report is
 * filed with the homeserver as the person, which also says whether the person sees the message at all.
 */
import { createHash } from 'node:crypto'
import { hasErrcode } from '../../homeserver/errors.ts'
import type { EventReport } from '../../homeserver/report-ports.ts'
import type { RoomId, UserId } from '../../school/ids.ts'
import type { Report } from '../../store/letting-in-ports.ts'
import type { ReportContext } from './context.ts'
import { aboutReport, tellOrOwe } from './tell-report.ts'

export interface SubmittedReport {
  readonly reporter: UserId
  readonly room: RoomId
  readonly event: string
  /** In the reporter's words. */
  readonly reason?: string | undefined
}

export type Submitted =
  | { readonly state: 'submitted'; readonly report: Report }
  /** There is no such message, or the person cannot see it. */
  | { readonly state: 'unknown-message' }
  | { readonly state: 'own-message' }

/** Those who are to act are told before the answer, if the homeserver lets it. May be repeated. */
export async function submitReport(
  context: ReportContext,
  { reporter, room, event, reason }: SubmittedReport,
): Promise<Submitted> {
  const { homeserver, limit, now } = context.engine
  const seen = await limit(() => homeserver.eventAs(reporter, room, event))
  if (seen === undefined || seen.isRedacted) return { state: 'unknown-message' }
  if (seen.sender === reporter) return { state: 'own-message' }
  try {
    await limit(() => homeserver.reportEvent(reporter, room, event, reason))
  } catch (error) {
    if (hasErrcode(error, 'M_NOT_FOUND')) return { state: 'unknown-message' }
    throw error
  }
  const receivedAt = now().getTime()
  const report = { reporter, room, event, reason, sender: seen.sender, receivedAt }
  return { state: 'submitted', report: await takeIn(context, report) }
}

/** Whoever reports more than that in an hour is not told of at once: the list has it all. */
const mostAnHour = 20
const hourMs = 3_600_000

/** May be repeated, also by several processes at once. */
export async function takeIn(context: ReportContext, found: EventReport): Promise<Report> {
  const { engine, facts } = context
  const { store, log } = engine
  const { room, event, reporter, sender, reason } = found
  const id = createHash('sha256').update(`${event} ${reporter}`).digest('base64url').slice(0, 22)
  const known = await store.reports.find(id)
  if (known !== undefined) return known
  const at = new Date(found.receivedAt)
  const about = aboutReport({ id })
  // Before the report is there: whoever dies in between tells at the next look.
  await store.notices.owe(about, at.toISOString())
  const before = await store.reports.ofEvent(event)
  const school = (await facts.fresh()).room(room)?.school
  const added = await store.reports.add({
    id,
    school,
    room,
    event,
    reporter,
    sender,
    at: at.toISOString(),
  })
  if (added === undefined) return (await store.reports.find(id)) ?? raise(id)
  const entry = { at: engine.now().toISOString(), actor: 'engine', school }
  await store.journal.append({ ...entry, action: 'message-reported', details: { report: id } })
  const hour = new Date(at.getTime() - hourMs).toISOString()
  const isFlood = (await store.reports.countOf(reporter, hour)) > mostAnHour
  if (isFlood) log.warn({ user: reporter }, 'many reports by one person')
  const isKnown = before.some((one) => one.state === 'open')
  if (isFlood || isKnown) await store.notices.told(about)
  else await tellOrOwe(context, added, reason)
  return added
}

function raise(id: string): never {
  throw new Error(`report ${id} is neither new nor there`)
}
