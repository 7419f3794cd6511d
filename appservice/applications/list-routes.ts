/** Applications as those who decide them see them, and corrections of what the applicant said. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { correctApplication, type Corrected } from '@lyceum/core/provision/letting-in/correct.ts'
import { rightsToDecide } from '@lyceum/core/school/accepting.ts'
import type { Application } from '@lyceum/core/school/application.ts'
import type { School } from '@lyceum/core/school/people.ts'
import { describeApplication } from '@lyceum/core/school/describe-application.ts'
import { parseInput, wrongField } from '../http/parse-input.ts'
import { isProblem, problems, Refused, type Problem } from '../http/problems.ts'
import { readName, readSubject } from '../join/applicant.ts'
import type { PeopleContext } from '../people/context.ts'
import { actingAs, requireReach, requireRight, type Guard } from '../people/guard.ts'
import * as inputs from '../people/inputs.ts'
import type { SignedIn } from '../people/sessions.ts'
import { isVisible } from './is-visible.ts'
import { alreadyDecided } from './decide-routes.ts'

const ListQuery = z.strictObject({
  school: inputs.SchoolIdText.optional(),
  class: inputs.ClassIdText.optional(),
  state: z.enum(['waiting', 'accepted', 'declined', 'withdrawn', 'expired']).optional(),
  ...inputs.Page,
})

const text = z.string().max(255)
const Correction = z.strictObject({
  full_name: text.optional(),
  name: z.strictObject({ family: text, given: text, middle: text.optional() }).optional(),
  class: inputs.ClassIdText.nullable().optional(),
  classes: z.array(inputs.ClassIdText).max(100).optional(),
  subjects: z.array(text).max(30).optional(),
  child: inputs.PersonIdText.nullable().optional(),
  person: inputs.PersonIdText.nullable().optional(),
})
type Correction = z.infer<typeof Correction>

export function addApplicationLists(
  server: FastifyInstance,
  context: PeopleContext,
  guard: Guard,
): void {
  const { applications } = context.engine.store

  server.get('/api/v1/applications', async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const query = parseInput(ListQuery, request.query)
    const { state, limit, offset } = query
    const found = await Promise.all(
      requireReach(signedIn, 'see-applications', query.school).map(
        async ({ school: id, reach }) => {
          const school = await inputs.loadSchool(context, id)
          const all = await applications.ofSchool(id, state === undefined ? undefined : [state])
          return all
            .filter((one) => isVisible(one, school, reach))
            .filter((one) => query.class === undefined || isOfClass(one, query.class))
            .map((one) => describeApplication(one, school))
        },
      ),
    )
    const sorted = found.flat().toSorted((a, b) => compare(b.created_at, a.created_at))
    reply.header('cache-control', 'no-store')
    return reply.send({
      applications: sorted.slice(offset, offset + limit),
      total: sorted.length,
    })
  })

  server.patch<inputs.WithId>(
    '/api/v1/applications/:id',
    { config: inputs.changesPerMinute },
    async (request, reply) => {
      const signedIn = await guard.requireSession(request)
      const body = parseInput(Correction, request.body)
      requireReach(signedIn, 'see-applications', undefined)
      const application = await applications.find(request.params.id)
      if (application === undefined) throw new Refused(problems.notFound)
      const school = await inputs.loadSchool(context, application.school)
      requireDeciding(signedIn, application, school)
      if (application.state !== 'waiting') throw new Refused(alreadyDecided(application))
      const corrected = await correctApplication(context.engine, application.id, {
        actor: actingAs(signedIn),
        by: signedIn.user,
        change: readCorrection(body, application, school),
      })
      if (corrected.state !== 'corrected') throw new Refused(refusalOf(corrected))
      return reply.send({ application: describeApplication(corrected.application, school) })
    },
  )
}

function refusalOf(corrected: Exclude<Corrected, { readonly state: 'corrected' }>): Problem {
  switch (corrected.state) {
    case 'not-allowed':
      return problems.notAllowed(corrected.reason)
    case 'already-decided':
      return alreadyDecided(corrected.application)
    case 'wrong':
      return wrongField(fieldOf[corrected.problem] ?? '', notThere, 422)
    case 'unknown':
      return problems.notFound
  }
}

const fieldOf: Readonly<Record<string, string>> = {
  'class-gone': 'class',
  'child-unknown': 'child',
  'person-unknown': 'person',
}
const notThere = 'There is nobody or nothing like that in the school.'

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function requireDeciding(signedIn: SignedIn, application: Application, school: School): void {
  for (const [action, target] of rightsToDecide(application, school)) {
    requireRight(signedIn, action, target)
  }
}

/** Whether the child and the person fit is looked at when it is accepted; here only that they are of the school. */
function readCorrection(
  body: Correction,
  { role }: Application,
  { classes, people, places }: School,
): Partial<Application> {
  const pupils = places.filter((one) => one.role === 'pupil').map((one) => one.person)
  requireKnown(
    'class',
    [body.class],
    classes.map(({ id }) => id),
  )
  requireKnown(
    'classes',
    body.classes ?? [],
    classes.map(({ id }) => id),
  )
  requireKnown('child', [body.child], pupils)
  requireKnown(
    'person',
    [body.person],
    people.map(({ id }) => id),
  )
  const name = readName(body)
  if (name !== undefined && isProblem(name)) throw new Refused(name)
  const subjects = body.subjects?.map(readSubject).filter((one) => one !== '')
  return {
    ...(name === undefined ? {} : { name }),
    ...(body.class === undefined ? {} : { class: body.class ?? undefined }),
    ...(body.classes === undefined ? {} : { classes: body.classes }),
    ...(subjects === undefined || role !== 'teacher' ? {} : { subjects }),
    ...(body.child === undefined ? {} : { child: body.child ?? undefined }),
    ...(body.person === undefined ? {} : { person: body.person ?? undefined }),
  }
}

/** Throws `Refused` with 422. */
function requireKnown<Id>(
  field: string,
  named: readonly (Id | null | undefined)[],
  known: readonly Id[],
): void {
  const ids = new Set<Id | null | undefined>([...known, null, undefined])
  if (named.every((id) => ids.has(id))) return
  throw new Refused(wrongField(field, notThere, 422))
}

function isOfClass(
  { class: cls, classes }: Application,
  wanted: NonNullable<Application['class']>,
) {
  return cls === wanted || classes.includes(wanted)
}
