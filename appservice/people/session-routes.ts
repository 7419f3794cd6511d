import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { roomId } from '@lyceum/core/school/ids.ts'
import { networkOf } from '../http/addresses.ts'
import { OpenIdToken, userOfToken } from '../http/openid.ts'
import { problem, problems, Refused } from '../http/problems.ts'
import type { PeopleContext } from './context.ts'
import { limitExchanges } from './exchange-limits.ts'
import type { Guard } from './guard.ts'
import { ownPlaces } from './own-roles.ts'
import type { Sessions } from './sessions.ts'

const SessionRequest = z.object({
  openid: OpenIdToken,
  room_id: z.string().min(2).max(255).startsWith('!').transform(roomId).optional(),
})

const notConfirmed = problem(
  'openid-not-confirmed',
  401,
  'Our homeserver does not confirm who you are: sign in again.',
)
const noSession = (what: 'school' | 'room') =>
  problem(
    `not-of-${what}`,
    403,
    what === 'school' ? 'This account is of no school here.' : 'This account is not in this room.',
  )

/** Far above a school's need; what is counted closely are tokens that are nobody's. */
const mostPerMinute = 600
const longestRequest = 4 * 1024

export function addSessionRoutes(
  server: FastifyInstance,
  context: PeopleContext,
  sessions: Sessions,
  guard: Guard,
): void {
  const limits = limitExchanges()
  const { homeserver } = context.engine

  server.post(
    '/api/v1/session',
    {
      bodyLimit: longestRequest,
      config: { rateLimit: { max: mostPerMinute, timeWindow: '1 minute' } },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const address = networkOf(request.ip)
      const time = context.now().getTime()
      const blocked = limits.blockedAddress(address, time)
      if (blocked !== undefined) throw new Refused(problems.tooManyRequests(blocked))
      const body = SessionRequest.safeParse(request.body)
      if (!body.success) {
        limits.noteFailure(address, time)
        throw new Refused(
          problems.badRequest('Send {"openid":{"access_token","matrix_server_name"},"room_id"?}.'),
        )
      }
      const { openid, room_id: room } = body.data
      const user = await userOfToken(homeserver, openid)
      if (user === undefined || user === homeserver.bot) {
        limits.noteFailure(address, time)
        throw new Refused(notConfirmed)
      }
      const wait = limits.take(user, time)
      if (wait !== undefined) throw new Refused(problems.tooManyRequests(wait))
      const opened = await sessions.open(user, room)
      const standing = (await context.facts.fresh()).standing(user)
      if (standing === undefined) throw new Refused(noSession('school'))
      if (opened === undefined) throw new Refused(noSession('room'))
      const { roles } = await ownPlaces(context, standing)
      const { token, expiresAt } = opened
      return reply.send({ session: token, user_id: user, roles, expires_at: expiresAt })
    },
  )

  server.delete('/api/v1/session', async (request, reply) => {
    await sessions.end(await guard.requireSession(request))
    return reply.code(204).send()
  })
}
