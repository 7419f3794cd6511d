/**
 * The waiting page's own session: a token that shows one application and takes it back, and nothing else. It works without the
 * account, also when that was erased, so that who was declined reads why.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { withdrawApplication } from '@lyceum/core/provision/letting-in/withdraw.ts'
import type { Application } from '@lyceum/core/school/application.ts'
import { bearerOf, hashOfBearer } from '../http/bearer.ts'
import { problem, problems, Refused } from '../http/problems.ts'
import type { JoinContext } from './context.ts'
import { describeWaiting } from './waiting-answer.ts'

/** A page looks every few seconds, and a class of thirty looks from one address. */
const readsPerMinute = 1200
const withdrawalsPerMinute = 60
const shownForDays = 30

export function addWaitingRoutes(server: FastifyInstance, join: JoinContext): void {
  server.get(
    '/api/v1/waiting',
    { config: { rateLimit: { max: readsPerMinute, timeWindow: '1 minute' } } },
    async (request, reply) => {
      const answer = await describeWaiting(join, await requireWaiting(join, request))
      if (answer === undefined) throw new Refused(problems.notSignedIn)
      return reply.header('cache-control', 'no-store').send(answer)
    },
  )

  server.post(
    '/api/v1/waiting/withdraw',
    { config: { rateLimit: { max: withdrawalsPerMinute, timeWindow: '1 minute' } } },
    async (request, reply) => {
      const application = await requireWaiting(join, request)
      if (await withdrawApplication(join.engine, application)) return reply.code(204).send()
      throw new Refused(problem('already-decided', 409, 'This application was decided already.'))
    },
  )
}

/** Throws `Refused` with 401. */
async function requireWaiting(join: JoinContext, request: FastifyRequest): Promise<Application> {
  const token = bearerOf(request)
  const found = token && (await join.store.applications.ofWaiting(hashOfBearer(token)))
  if (!found || isLongOver(join, found)) throw new Refused(problems.notSignedIn)
  return found
}

function isLongOver({ now }: JoinContext, { decidedAt }: Application): boolean {
  const shownMs = shownForDays * 86_400_000
  return decidedAt !== undefined && Date.parse(decidedAt) + shownMs <= now().getTime()
}
