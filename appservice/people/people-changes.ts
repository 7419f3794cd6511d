/** People by an administrator's hand, as `lyceum person move`. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { movePerson } from '@lyceum/core/provision/move-person.ts'
import { personId } from '@lyceum/core/school/ids.ts'
import { parseInput } from '../http/parse-input.ts'
import type { PeopleContext } from './context.ts'
import { requireRight, type Guard } from './guard.ts'
import * as inputs from './inputs.ts'
import { schoolOfPerson } from './people-routes.ts'

const PersonMove = z.strictObject({
  school: inputs.SchoolIdText.optional(),
  to: inputs.ClassIdText,
  from: inputs.ClassIdText.optional(),
})

interface WithId {
  readonly Params: { readonly id: string }
}

export function addPeopleChanges(
  server: FastifyInstance,
  context: PeopleContext,
  guard: Guard,
): void {
  const { engine } = context
  const config = inputs.changesPerMinute

  server.post<WithId>('/api/v1/people/:id/move', { config }, async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const { school: asked, to, from: named } = parseInput(PersonMove, request.body)
    const person = personId(request.params.id)
    const school = await schoolOfPerson(context, signedIn, person, asked)
    requireRight(signedIn, 'edit-people', { school: school.info.id })
    const { from, failures } = await movePerson(
      engine,
      school,
      { person, from: named, to },
      signedIn.user,
    ).catch(inputs.explainChange)
    const moved = { person, school: school.info.id, from, to }
    return reply.send({ moved, pending: failures.length })
  })
}
