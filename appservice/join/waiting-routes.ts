/**
 * The waiting page's own session: a token that shows one application and takes it back, and nothing else. It works without the
 * account, also when that was erased, so that who was declined reads why.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { withdrawApplication } from '@lyceum/core/provision/letting-in/withdraw.ts'
import type { Application } from '@lyceum/core/school/application.ts'
import { bearerOf, hashOfBearer, newBearer } from '../http/bearer.ts'
import { OpenIdToken, userOfToken } from '../http/openid.ts'
import { problem, problems, Refused } from '../http/problems.ts'
import type { JoinContext } from './context.ts'
import { describeWaiting } from './waiting-answer.ts'

/** A page looks every few seconds, and a class of thirty looks from one address. */
const readsPerMinute = 1200
const openingsPerMinute = 300
const withdrawalsPerMinute = 60
const shownForDays = 30

/** Whose page is gone signs in, and looks from a new one. */
const WaitingRequest = z.object({ openid: OpenIdToken })

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
    '/api/v1/waiting',
    {
      bodyLimit: 4 * 1024,
      config: { rateLimit: { max: openingsPerMinute, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      const body = WaitingRequest.safeParse(request.body)
      const user = body.success ? await userOfToken(join.homeserver, body.data.openid) : undefined
      if (user === undefined) throw new Refused(problems.notSignedIn)
      const applied = await join.store.applications.ofUser(user)
      const found = applied.find((one) => one.kind === 'join' && !isLongOver(join, one))
      if (found === undefined) throw new Refused(problems.notFound)
      const waiting = newBearer()
      await join.store.applications.renewWaiting(found.id, hashOfBearer(waiting))
      return reply.code(201).header('cache-control', 'no-store').send({ waiting })
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
