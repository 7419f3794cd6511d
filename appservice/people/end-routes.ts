/** Ends of people, roles and relations, by whoever has the right; and the list of what was ended, to undo it. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { end, undoEnd } from '@lyceum/core/provision/ends.ts'
import type { Ending, EndingOf } from '@lyceum/core/school/endings.ts'
import { personId, type SchoolId } from '@lyceum/core/school/ids.ts'
import { parseInput, wrongField } from '../http/parse-input.ts'
import { problem, Refused } from '../http/problems.ts'
import type { PeopleContext } from './context.ts'
import { requireRight, requireRightInAny, type Guard } from './guard.ts'
import * as inputs from './inputs.ts'
import type { SignedIn } from './sessions.ts'

const EndBody = z.strictObject({
  school: inputs.SchoolIdText.optional(),
  role: inputs.RoleName.optional(),
  class: inputs.ClassIdText.optional(),
  child: inputs.PersonIdText.optional(),
})

export function addEndRoutes(server: FastifyInstance, context: PeopleContext, guard: Guard): void {
  const { engine } = context

  server.post<inputs.WithId>(
    '/api/v1/people/:id/end',
    { config: inputs.changesPerMinute },
    async (request, reply) => {
      const signedIn = await guard.requireSession(request)
      const { school, ending } = readEnding(signedIn, request.params.id, request.body)
      await requireEndRight(context, signedIn, school, ending)
      const { failures, withoutRole } = await end(engine, school, ending, signedIn.user).catch(
        inputs.explainChange,
      )
      return reply.send({
        ended: { person: ending.person, school, kind: ending.kind },
        without_role: withoutRole,
        // What the homeserver did not follow yet is tried again until it does.
        pending: failures.length,
      })
    },
  )

  server.post<inputs.WithId>(
    '/api/v1/people/:id/undo-end',
    { config: inputs.changesPerMinute },
    async (request, reply) => {
      const signedIn = await guard.requireSession(request)
      const { school, ending } = readEnding(signedIn, request.params.id, request.body)
      await requireEndRight(context, signedIn, school, ending)
      const ended = await findEnding(context, school, ending)
      // What the administration ended (a court said so) a class teacher does not take back.
      if (ended !== undefined && ended.by !== signedIn.user) {
        requireRight(signedIn, 'end-people', { school })
      }
      if (!(await undoEnd(engine, school, ending, signedIn.user))) {
        throw new Refused(problem('nothing-to-undo', 409, 'Nothing like that was ended.'))
      }
      return reply.code(204).send()
    },
  )

  server.get('/api/v1/endings', async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const query = parseInput(z.strictObject({ school: EndBody.shape.school }), request.query)
    const school = inputs.schoolMeant(signedIn, query.school)
    requireRight(signedIn, 'end-people', { school })
    const endings = await engine.store.endings.ofSchool(school)
    reply.header('cache-control', 'no-store')
    return reply.send({ endings: endings.map(describeEnding) })
  })
}

function readEnding(signedIn: SignedIn, id: string, body: unknown) {
  const { school, role, class: cls, child } = parseInput(EndBody, body)
  const named = [role, cls, child].filter((one) => one !== undefined)
  if (named.length > 1) {
    throw new Refused(wrongField('role', 'Say one of role, class and child; none: the person.'))
  }
  const person = personId(id)
  const ending: EndingOf =
    role !== undefined
      ? { kind: 'role', person, role }
      : cls !== undefined
        ? { kind: 'class', person, class: cls }
        : child !== undefined
          ? { kind: 'child', person, child }
          : { kind: 'person', person }
  return { school: inputs.schoolMeant(signedIn, school), ending }
}

async function findEnding(
  { engine }: PeopleContext,
  school: SchoolId,
  ending: EndingOf,
): Promise<Ending | undefined> {
  const what = JSON.stringify(whatOf(ending))
  const all = await engine.store.endings.ofSchool(school)
  return all.find((one) => JSON.stringify(whatOf(one)) === what)
}

function whatOf(ending: EndingOf): readonly (string | null)[] {
  const { kind, person } = ending
  return [
    kind,
    person,
    kind === 'role' ? ending.role : null,
    kind === 'class' ? ending.class : null,
    kind === 'child' ? ending.child : null,
  ]
}

/** Whose child: of the class in which the child is now. */
async function requireEndRight(
  { engine }: PeopleContext,
  signedIn: SignedIn,
  school: SchoolId,
  ending: EndingOf,
): Promise<void> {
  if (ending.kind !== 'child') return requireRight(signedIn, 'end-people', { school })
  const places = (await engine.store.schools.load(school))?.places ?? []
  const classes = places
    .filter((place) => place.person === ending.child && place.role === 'pupil')
    .map((place) => place.class)
  requireRightInAny(signedIn, 'end-guardianship', school, classes)
}

function describeEnding(ending: Ending) {
  const { kind, person, school, at, by } = ending
  return {
    kind,
    person,
    school,
    role: ending.kind === 'role' ? ending.role : null,
    class: ending.kind === 'class' ? ending.class : null,
    child: ending.kind === 'child' ? ending.child : null,
    at,
    by,
  }
}
