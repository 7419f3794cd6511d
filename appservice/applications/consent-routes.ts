/** What one has agreed to, by school and version, and taking it back. What then follows the school decides. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { parseInput } from '../http/parse-input.ts'
import { problem, Refused } from '../http/problems.ts'
import type { PeopleContext } from '../people/context.ts'
import type { Guard } from '../people/guard.ts'
import * as inputs from '../people/inputs.ts'

const WithdrawBody = z.strictObject({ school: inputs.SchoolIdText })

export function addConsentRoutes(
  server: FastifyInstance,
  { engine, now }: PeopleContext,
  guard: Guard,
): void {
  const { consents, schools, journal } = engine.store

  server.get('/api/v1/me/consents', async (request, reply) => {
    const { user } = await guard.requireSession(request)
    const names = new Map((await schools.list()).map(({ id, name }) => [id, name]))
    const own = await consents.ofUser(user)
    reply.header('cache-control', 'no-store')
    return reply.send({
      consents: own.map(({ school, version, at, withdrawnAt }) => ({
        school,
        school_name: names.get(school) ?? null,
        version,
        at,
        withdrawn_at: withdrawnAt ?? null,
      })),
    })
  })

  server.post(
    '/api/v1/me/consents/withdraw',
    { config: inputs.changesPerMinute },
    async (request, reply) => {
      const { user } = await guard.requireSession(request)
      const { school } = parseInput(WithdrawBody, request.body)
      const at = now().toISOString()
      if (!(await consents.withdraw(user, school, at))) {
        throw new Refused(problem('no-consent', 409, 'There is no consent to take back.'))
      }
      await journal.append({ at, actor: user, action: 'consent-withdrawn', school, details: {} })
      return reply.code(204).send()
    },
  )
}
