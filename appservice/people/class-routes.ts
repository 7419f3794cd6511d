import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { compareLabels } from '@lyceum/core/school/blueprint.ts'
import { describeClass } from '@lyceum/core/school/describe-class.ts'
import type { School } from '@lyceum/core/school/people.ts'
import { parseInput } from '../http/parse-input.ts'
import { problems, Refused } from '../http/problems.ts'
import type { PeopleContext } from './context.ts'
import { isWithin, requireReach, requireRight, type Guard } from './guard.ts'
import * as inputs from './inputs.ts'
import { peopleWithin } from './people-answer.ts'
import { readPeople } from './people-routes.ts'

const ClassesQuery = z.strictObject({ school: inputs.SchoolIdText.optional() })

export function addClassRoutes(
  server: FastifyInstance,
  context: PeopleContext,
  guard: Guard,
): void {
  server.get('/api/v1/classes', async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const { school: asked } = parseInput(ClassesQuery, request.query)
    const reaches = requireReach(signedIn, 'see-classes', asked)
    const found = await Promise.all(
      reaches.map(async ({ school: id, reach }) => {
        const school = await inputs.loadSchool(context, id)
        return school.classes
          .filter((one) => isWithin(reach, one.id))
          .toSorted((a, b) => compareLabels(a.label, b.label))
          .map((one) => describeClass(school, one))
      }),
    )
    return reply.send({ classes: found.flat() })
  })

  server.get<inputs.WithId>('/api/v1/classes/:id', async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const { school: asked } = parseInput(ClassesQuery, request.query)
    requireReach(signedIn, 'see-classes', asked)
    const has = (one: School) => one.classes.some(({ id }) => id === request.params.id)
    const school = await inputs.findSchool(context, signedIn, asked, has)
    const found = school?.classes.find(({ id }) => id === request.params.id)
    if (school === undefined || found === undefined) throw new Refused(problems.notFound)
    requireRight(signedIn, 'see-classes', { school: school.info.id, class: found.id })
    const [of] = await readPeople(context, signedIn, school.info.id)
    if (of === undefined) throw new Refused(problems.notFound)
    const people = peopleWithin({ ...of, reach: new Set([found.id]) }).map(([, one]) => one)
    reply.header('cache-control', 'no-store')
    return reply.send({ class: { ...describeClass(school, found), people } })
  })
}
