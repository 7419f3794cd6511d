import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { compareLabels } from '@lyceum/core/school/blueprint.ts'
import type { ClassId } from '@lyceum/core/school/ids.ts'
import { fullName, type School, type SchoolClass } from '@lyceum/core/school/people.ts'
import { placesOf } from '@lyceum/core/school/places.ts'
import { parseInput } from '../http/parse-input.ts'
import { problems, Refused } from '../http/problems.ts'
import type { PeopleContext } from './context.ts'
import { isWithin, requireReach, requireRight, type Guard } from './guard.ts'
import * as inputs from './inputs.ts'
import { peopleWithin } from './people-answer.ts'
import { readPeople } from './people-routes.ts'

const ClassesQuery = z.strictObject({ school: inputs.SchoolIdText.optional() })

interface WithId {
  readonly Params: { readonly id: string }
}

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

  server.get<WithId>('/api/v1/classes/:id', async (request, reply) => {
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

/** Who is how many of what, and who leads it. */
function describeClass(school: School, { id, label }: SchoolClass) {
  const roles = [...placesOf(school).values()].flatMap((places) => [
    ...new Set(places.filter((place) => place.class === id).map((place) => place.role)),
  ])
  const count = (role: (typeof roles)[number]) => roles.filter((one) => one === role).length
  return {
    id,
    name: label,
    school: school.info.id,
    school_name: school.info.name,
    pupils: count('pupil'),
    teachers: count('teacher'),
    parents: count('parent'),
    class_teachers: classTeachersOf(school, id).map((one) => ({
      id: one.id,
      name: fullName(one, school.info.language),
    })),
  }
}

export function classTeachersOf(school: School, cls: ClassId) {
  const leads = new Set(
    school.places
      .filter((place) => place.class === cls && place.role === 'class-teacher')
      .map((place) => place.person),
  )
  return school.people.filter((one) => leads.has(one.id))
}
