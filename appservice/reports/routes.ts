import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { handleReport, type HandlingProblem } from '@lyceum/core/provision/reports/handle-report.ts'
import { mayWithReport } from '@lyceum/core/provision/reports/report-places.ts'
import { submitReport } from '@lyceum/core/provision/reports/take-in.ts'
import { roomId } from '@lyceum/core/school/ids.ts'
import { longestAnswer, longestSilenceHours, reportActions } from '@lyceum/core/school/report.ts'
import type { Report } from '@lyceum/core/store/letting-in-ports.ts'
import { parseInput, wrongField } from '../http/parse-input.ts'
import { problem, problems, Refused } from '../http/problems.ts'
import type { PeopleContext } from '../people/context.ts'
import { actingAs, requireReach, type Guard } from '../people/guard.ts'
import * as inputs from '../people/inputs.ts'
import type { SignedIn } from '../people/sessions.ts'
import { describeReport } from './report-answer.ts'
import { addSilenceRoutes } from './silence-routes.ts'

const ReportsQuery = z.strictObject({
  school: inputs.SchoolIdText.optional(),
  state: z.enum(['open', 'handled']).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  offset: inputs.Page.offset,
})

const HandleBody = z.strictObject({
  action: z.enum(reportActions),
  hours: z.number().int().min(1).max(longestSilenceHours).optional(),
  text: z.string().max(longestAnswer).optional(),
})

const ReportBody = z.strictObject({
  room_id: z.string().min(1).max(255).transform(roomId),
  event_id: z.string().min(1).max(255),
  reason: z.string().trim().max(500).optional(),
})

const reportsPerMinute = { rateLimit: { max: 30, timeWindow: '1 minute' } }

export function addReportRoutes(
  server: FastifyInstance,
  context: PeopleContext,
  guard: Guard,
): void {
  server.get('/api/v1/reports', async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const { school, state, limit, offset } = parseInput(ReportsQuery, request.query)
    const found = (await reportsFor(context, signedIn, school)).filter((one) => {
      return state === undefined || one.state === state
    })
    const shown = found.slice(offset, offset + limit)
    reply.header('cache-control', 'no-store')
    return reply.send({
      reports: await Promise.all(shown.map((one) => describeReport(context, one))),
      total: found.length,
    })
  })

  server.post<inputs.WithId>(
    '/api/v1/reports/:id/handle',
    { config: inputs.changesPerMinute },
    async (request, reply) => {
      const signedIn = await guard.requireSession(request)
      const handling = parseInput(HandleBody, request.body)
      requireReach(signedIn, 'handle-report', undefined)
      const handled = await handleReport(context, request.params.id, {
        ...handling,
        actor: actingAs(signedIn),
        by: signedIn.user,
      })
      switch (handled.state) {
        case 'handled':
          return reply.send({ report: await describeReport(context, handled.report) })
        case 'already-handled':
          throw new Refused(
            problem('already-handled', 409, 'Somebody has handled this report.', {
              handled_by: handled.report.handledBy ?? null,
              handled_at: handled.report.handledAt ?? null,
            }),
          )
        case 'not-allowed':
          throw new Refused(problems.notAllowed(handled.reason))
        case 'cannot':
          throw new Refused(problemOf(handled.problem))
        case 'unknown':
          throw new Refused(problems.notFound)
      }
    },
  )

  server.post('/api/v1/me/reports', { config: reportsPerMinute }, async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const { room_id: room, event_id: event, reason } = parseInput(ReportBody, request.body)
    const reporter = signedIn.user
    const submitted = await submitReport(context, { reporter, room, event, reason })
    switch (submitted.state) {
      case 'submitted':
        return reply.code(201).send({ report: { id: submitted.report.id } })
      case 'unknown-message':
        throw new Refused(problems.notFound)
      case 'own-message':
        throw new Refused(problem('own-message', 422, 'That is your own message: delete it.'))
    }
  })

  addSilenceRoutes(server, context, guard)
}

/** Never those about oneself. */
async function reportsFor(
  { engine, facts }: PeopleContext,
  signedIn: SignedIn,
  asked: Parameters<typeof requireReach>[2],
): Promise<readonly Report[]> {
  const reaches = requireReach(signedIn, 'see-reports', asked)
  const schools = reaches.map(({ school }) => school)
  const acting = actingAs(signedIn)
  const actor = {
    ...acting,
    schools: acting.schools.filter(({ school }) => schools.includes(school)),
  }
  const now = await facts.fresh()
  const found = await engine.store.reports.ofSchools(schools)
  return found.filter((one) => mayWithReport(now, actor, 'see-reports', one).allowed)
}

function problemOf(what: HandlingProblem) {
  switch (what) {
    case 'hours':
      return wrongField('hours', `From 1 to ${longestSilenceHours} whole hours.`, 422)
    case 'text':
      return wrongField('text', 'What is the reporter to be told?', 422)
    default:
      return problem('cannot-handle', 422, 'This cannot be done about this message.', {
        reason: what,
      })
  }
}
