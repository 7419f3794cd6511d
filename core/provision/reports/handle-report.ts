/**
 * What is done about a report. The first who acts has the message, with all reports of it, and may do more than one thing;
 * everybody else hears who has it. What fails is as if nobody had acted.
 */
import type { Actor } from '../../school/rights/may.ts'
import { longestAnswer, longestSilenceHours, type ReportAction } from '../../school/report.ts'
import type { Report } from '../../store/letting-in-ports.ts'
import { silence } from '../silence.ts'
import { answerReporter, showHandled, tellReporters, tellSilenced } from './after-handling.ts'
import type { ReportContext } from './context.ts'
import { mayWithReport, type ReportRight } from './report-places.ts'
import { silencingProblem, type SilencingProblem } from './silencing.ts'
import { takeDown } from './take-down.ts'

export interface ReportHandling {
  readonly actor: Actor
  /** For the journal and those who come later: `operator` or a Matrix id. */
  readonly by: string
  readonly action: ReportAction
  /** Of `silence`: whole hours, up to two weeks. */
  readonly hours?: number | undefined
  /** Of `answer`. */
  readonly text?: string | undefined
}

export type HandlingProblem =
  | 'hours'
  | 'text'
  /** Nobody who is in the room may take it away. */
  | 'cannot-take-down'
  | SilencingProblem

export type Handled =
  | { readonly state: 'handled'; readonly report: Report }
  | { readonly state: 'already-handled'; readonly report: Report }
  | {
      readonly state: 'not-allowed'
      readonly reason: Extract<ReportRight, { readonly allowed: false }>['reason']
    }
  | { readonly state: 'cannot'; readonly problem: HandlingProblem }
  | { readonly state: 'unknown' }

/** May be repeated by the same person. */
export async function handleReport(
  context: ReportContext,
  id: string,
  handling: ReportHandling,
): Promise<Handled> {
  const { store, now } = context.engine
  const report = await store.reports.find(id)
  if (report === undefined) return { state: 'unknown' }
  const facts = await context.facts.fresh()
  const right = mayWithReport(facts, handling.actor, 'handle-report', report)
  if (!right.allowed) return { state: 'not-allowed', reason: right.reason }
  const problem = problemOf(handling) ?? (await silencingProblemOf(context, report, handling))
  if (problem !== undefined) return { state: 'cannot', problem }
  const { by, action } = handling
  const isFirst = await store.reports.handle(report.event, by, now().toISOString())
  if (!isFirst) {
    return { state: 'already-handled', report: (await store.reports.find(id)) ?? report }
  }
  const failed = await carryOut(context, report, handling).catch(async (error: unknown) => {
    await store.reports.reopen(report.event, by)
    throw error
  })
  if (failed !== undefined) {
    await store.reports.reopen(report.event, by)
    return { state: 'cannot', problem: failed }
  }
  await store.reports.acted(report.event, action)
  const entry = { at: now().toISOString(), actor: by, action: 'report-handled' }
  const details = { report: id, what: action, ...(action === 'silence' ? hoursOf(handling) : {}) }
  await store.journal.append({ ...entry, school: report.school, details })
  const handled = (await store.reports.find(id)) ?? report
  await showHandled(context, handled)
  if (action !== 'answer') await tellReporters(context, handled)
  return { state: 'handled', report: handled }
}

function problemOf({ action, hours, text = '' }: ReportHandling): 'hours' | 'text' | undefined {
  if (action === 'silence') {
    const isGood =
      Number.isInteger(hours) && Number(hours) >= 1 && Number(hours) <= longestSilenceHours
    return isGood ? undefined : 'hours'
  }
  const length = text.trim().length
  return action === 'answer' && (length === 0 || length > longestAnswer) ? 'text' : undefined
}

async function silencingProblemOf(
  { facts }: ReportContext,
  report: Report,
  { action, actor }: ReportHandling,
): Promise<SilencingProblem | undefined> {
  return action === 'silence'
    ? silencingProblem(await facts.fresh(), actor, report.room, report.sender)
    : undefined
}

function hoursOf({ hours }: ReportHandling) {
  return { hours: hours ?? 0 }
}

/** What made it impossible after all; undefined when it was done. */
async function carryOut(
  context: ReportContext,
  report: Report,
  { action, by, hours = 0, text = '' }: ReportHandling,
): Promise<HandlingProblem | undefined> {
  const { engine, facts } = context
  switch (action) {
    case 'take-down': {
      const isOurs = (await facts.fresh()).isManaged(report.room)
      return (await takeDown(engine, report, isOurs)) ? undefined : 'cannot-take-down'
    }
    case 'silence': {
      const room = (await facts.fresh()).room(report.room)
      if (room === undefined) return 'not-our-room'
      const until = new Date(engine.now().getTime() + hours * 3_600_000)
      const place = { school: room.school, key: room.key, id: report.room }
      await silence(engine, place, report.sender, until)
      await tellSilenced(context, report, until)
      return undefined
    }
    case 'answer':
      await answerReporter(context, report, by, text.trim())
      return undefined
    case 'dismiss':
      return undefined
  }
}
