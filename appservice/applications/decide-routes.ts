/** Applications are accepted and declined, one or many: by the same table and the same deciding as bot and command line. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import {
  decideApplication,
  type Decided,
  type Decision,
} from '@lyceum/core/provision/letting-in/decide.ts'
import type { Application } from '@lyceum/core/school/application.ts'
import { describeApplication } from '@lyceum/core/school/describe-application.ts'
import { parseInput } from '../http/parse-input.ts'
import { problem, problems, Refused, type Problem } from '../http/problems.ts'
import type { PeopleContext } from '../people/context.ts'
import { actingAs, requireReach, type Guard } from '../people/guard.ts'
import * as inputs from '../people/inputs.ts'
import type { SignedIn } from '../people/sessions.ts'

const AcceptBody = z.strictObject({
  /** Whom of the roster it is; `new`: nobody of it. */
  person: z.union([z.literal('new'), inputs.PersonIdText]).optional(),
  child: inputs.PersonIdText.optional(),
})
const reason = z.string().max(1000).optional()
const DeclineBody = z.strictObject({ reason })
const ManyBody = z.strictObject({
  ids: z.array(z.string().max(64)).min(1).max(200),
  state: z.enum(['accepted', 'declined']),
  reason,
})

type Wanted = Pick<Decision, 'state' | 'reason' | 'person' | 'child'>

export function addDecideRoutes(
  server: FastifyInstance,
  context: PeopleContext,
  guard: Guard,
): void {
  const config = inputs.changesPerMinute

  function decide(signedIn: SignedIn, id: string, wanted: Wanted): Promise<Decided> {
    const actor = actingAs(signedIn)
    return decideApplication(context.engine, id, { ...wanted, actor, by: signedIn.user })
  }

  async function decideOne(signedIn: SignedIn, id: string, wanted: Wanted) {
    // Whether there is such an application is told only to who may see any.
    requireReach(signedIn, 'see-applications', undefined)
    const decided = await decide(signedIn, id, wanted)
    if (decided.state !== 'decided') throw new Refused(refusalOf(decided))
    return { application: await describe(context, decided.application) }
  }

  server.post<inputs.WithId>(
    '/api/v1/applications/:id/accept',
    { config },
    async (request, reply) => {
      const signedIn = await guard.requireSession(request)
      const body = parseInput(AcceptBody, request.body)
      return reply.send(
        await decideOne(signedIn, request.params.id, { ...body, state: 'accepted' }),
      )
    },
  )

  server.post<inputs.WithId>(
    '/api/v1/applications/:id/decline',
    { config },
    async (request, reply) => {
      const signedIn = await guard.requireSession(request)
      const body = parseInput(DeclineBody, request.body)
      return reply.send(
        await decideOne(signedIn, request.params.id, { ...body, state: 'declined' }),
      )
    },
  )

  server.post('/api/v1/applications/decide', { config }, async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    requireReach(signedIn, 'see-applications', undefined)
    const { ids, ...wanted } = parseInput(ManyBody, request.body)
    const results: { readonly id: string; readonly state: string; readonly reason?: string }[] = []
    // One after the other: accepting brings people into rooms, which is the dearest thing there is.
    for (const id of new Set(ids)) {
      // A right that ends meanwhile has ended for the rest of them.
      const decided = await decide(await guard.requireSession(request), id, wanted)
      results.push({ id, ...outcomeOf(decided) })
    }
    return reply.send({ results })
  })
}

function outcomeOf(decided: Decided): { readonly state: string; readonly reason?: string } {
  switch (decided.state) {
    case 'decided':
      return { state: decided.application.state }
    case 'not-allowed':
      return { state: decided.state, reason: decided.reason }
    case 'cannot-accept':
      return { state: decided.state, reason: decided.problem }
    case 'already-decided':
    case 'unknown':
      return { state: decided.state }
  }
}

function refusalOf(decided: Exclude<Decided, { readonly state: 'decided' }>): Problem {
  switch (decided.state) {
    case 'not-allowed':
      return problems.notAllowed(decided.reason)
    case 'already-decided':
      return alreadyDecided(decided.application)
    case 'cannot-accept':
      return problem('cannot-accept', 422, 'It cannot be accepted as it is: correct it first.', {
        reason: decided.problem,
      })
    case 'unknown':
      return problems.notFound
  }
}

export function alreadyDecided({ state }: Pick<Application, 'state'>): Problem {
  return problem('already-decided', 409, 'This application was decided already.', { state })
}

async function describe(context: PeopleContext, application: Application) {
  const school = await inputs.loadSchool(context, application.school)
  return describeApplication(application, school)
}
