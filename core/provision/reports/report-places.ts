/**
 * Whose business a report is. Of a school's room: of who leads its class and of the administrators. Of a room that people
 * made: of the administrators of both, who wrote and who reported, and of who leads the class of the child that reported.
 * Never of the one who is reported.
 */
import type { ClassId, SchoolId } from '../../school/ids.ts'
import { may, type Actor, type Right } from '../../school/rights/may.ts'
import type { RightsAction } from '../../school/rights/table.ts'
import type { Report } from '../../store/letting-in-ports.ts'
import type { FactsNow } from '../facts.ts'

export interface ReportPlace {
  readonly school: SchoolId
  readonly class: ClassId | undefined
}

type Reported = Pick<Report, 'room' | 'reporter' | 'sender'>

/** None where neither is of a school any more. */
export function reportPlaces(now: FactsNow, report: Reported): readonly ReportPlace[] {
  const room = now.room(report.room)
  if (room !== undefined) return [{ school: room.school, class: room.class }]
  const reporter = now.standing(report.reporter)?.schools ?? []
  const sender = now.standing(report.sender)?.schools ?? []
  const schools = new Set([...reporter, ...sender].map((one) => one.school))
  return [
    ...[...schools].map((school) => ({ school, class: undefined })),
    ...reporter.flatMap(({ school, pupilOf }) =>
      [...pupilOf].map((cls) => ({ school, class: cls })),
    ),
  ]
}

type RefusedRight = Extract<Right, { readonly allowed: false }>

export type ReportRight =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly reason: RefusedRight['reason'] | 'about-yourself' }

export function mayWithReport(
  now: FactsNow,
  actor: Actor,
  action: Extract<RightsAction, 'see-reports' | 'handle-report'>,
  report: Reported,
): ReportRight {
  if (actor === 'operator') return { allowed: true }
  if (actor?.user === report.sender) return { allowed: false, reason: 'about-yourself' }
  const rights = reportPlaces(now, report).map((place) => may(actor, action, place))
  if (rights.some((right) => right.allowed)) return { allowed: true }
  const refused = rights.find((right) => !right.allowed)
  return { allowed: false, reason: refused?.reason ?? 'not-of-a-school' }
}
