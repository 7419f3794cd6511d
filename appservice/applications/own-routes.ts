/** What one has applied for, and asking for one more class or chat. */
import type { FastifyInstance } from 'fastify'
import { withdrawApplication } from '@lyceum/core/provision/letting-in/withdraw.ts'
import { describeOwn } from '@lyceum/core/school/describe-application.ts'
import { parseInput } from '../http/parse-input.ts'
import { problems, Refused } from '../http/problems.ts'
import type { PeopleContext } from '../people/context.ts'
import type { Guard } from '../people/guard.ts'
import * as inputs from '../people/inputs.ts'
import { AskedForMore, askForMore } from './ask-for-more.ts'
import { alreadyDecided } from './decide-routes.ts'

export function addOwnApplications(
  server: FastifyInstance,
  context: PeopleContext,
  guard: Guard,
): void {
  const { engine } = context
  const config = inputs.changesPerMinute

  server.get('/api/v1/me/applications', async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const own = await engine.store.applications.ofUser(signedIn.user)
    const described = await Promise.all(
      own.map(async (one) => {
        const of = await engine.store.schools.load(one.school)
        return of === undefined ? [] : [describeOwn(one, of)]
      }),
    )
    reply.header('cache-control', 'no-store')
    return reply.send({ applications: described.flat() })
  })

  server.post('/api/v1/me/applications', { config }, async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const body = parseInput(AskedForMore, request.body)
    const { application, school: of, isNew } = await askForMore(context, signedIn, body)
    return reply.code(isNew ? 201 : 200).send({ application: describeOwn(application, of) })
  })

  server.post<inputs.WithId>(
    '/api/v1/me/applications/:id/withdraw',
    { config },
    async (request, reply) => {
      const signedIn = await guard.requireSession(request)
      const application = await engine.store.applications.find(request.params.id)
      if (application?.user !== signedIn.user) throw new Refused(problems.notFound)
      if (!(await withdrawApplication(engine, application))) {
        throw new Refused(alreadyDecided(application))
      }
      return reply.code(204).send()
    },
  )
}
