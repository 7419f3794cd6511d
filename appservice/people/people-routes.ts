import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { waitingPeople } from '@lyceum/core/provision/person-state.ts'
import type { ClassId } from '@lyceum/core/school/ids.ts'
import { fullName, type School } from '@lyceum/core/school/people.ts'
import { placesOf } from '@lyceum/core/school/places.ts'
import { parseInput } from '../http/parse-input.ts'
import { problems, Refused } from '../http/problems.ts'
import type { PeopleContext } from './context.ts'
import { correctPerson, PersonEdit } from './correct-person.ts'
import { isWithin, requireReach, requireRight, requireRightInAny, type Guard } from './guard.ts'
import * as inputs from './inputs.ts'
import {
  describeGone,
  describePerson,
  peopleWithin,
  startsWith,
  type PeopleOfSchool,
  type PersonAnswer,
} from './people-answer.ts'
import type { SignedIn } from './sessions.ts'

const PeopleQuery = z.strictObject({
  school: inputs.SchoolIdText.optional(),
  class: inputs.ClassIdText.optional(),
  role: inputs.RoleName.optional(),
  state: z.enum(['invited', 'waiting', 'active', 'ended', 'closed']).optional(),
  q: z.string().max(100).default(''),
  ...inputs.Page,
})
type PeopleQuery = z.infer<typeof PeopleQuery>

const OnePerson = z.strictObject({ school: inputs.SchoolIdText.optional() })

export function addPeopleLists(
  server: FastifyInstance,
  context: PeopleContext,
  guard: Guard,
): void {
  server.get('/api/v1/people', async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const query = parseInput(PeopleQuery, request.query)
    const found = await findPeople(context, signedIn, query)
    const { limit, offset } = query
    reply.header('cache-control', 'no-store')
    return reply.send({ people: found.slice(offset, offset + limit), total: found.length })
  })

  server.get<inputs.WithId>('/api/v1/people/:id', async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const { school: asked } = parseInput(OnePerson, request.query)
    const school = await schoolOfPerson(context, signedIn, request.params.id, asked)
    const person = school.people.find(({ id }) => id === request.params.id)
    if (person === undefined) throw new Refused(problems.notFound)
    const places = placesOf(school).get(person.id) ?? []
    requireRightInAny(signedIn, 'see-people', school.info.id, classesOf(places))
    const [of] = await readPeople(context, signedIn, school.info.id)
    if (of === undefined) throw new Refused(problems.notFound)
    const own = places.filter((place) => isWithin(of.reach, place.class))
    const origins = await context.engine.store.schools.origins(school.info.id)
    reply.header('cache-control', 'no-store')
    return reply.send({
      person: {
        ...describePerson(of, person, own),
        given_name: person.givenName,
        family_name: person.familyName,
        middle_name: person.middleName ?? null,
        origin: origins?.people.get(person.id) ?? null,
        ...familyOf(of, person.id),
      },
    })
  })

  server.patch<inputs.WithId>(
    '/api/v1/people/:id',
    { config: inputs.changesPerMinute },
    async (request, reply) => {
      const signedIn = await guard.requireSession(request)
      const edit = parseInput(PersonEdit, request.body)
      const school = await schoolOfPerson(context, signedIn, request.params.id, edit.school)
      requireRight(signedIn, 'edit-people', { school: school.info.id })
      await correctPerson(context.engine, school, request.params.id, edit, signedIn.user).catch(
        inputs.explainChange,
      )
      const [of] = await readPeople(context, signedIn, school.info.id)
      const person = of?.school.people.find(({ id }) => id === request.params.id)
      if (of === undefined || person === undefined) throw new Refused(problems.notFound)
      const places = placesOf(of.school).get(person.id) ?? []
      return reply.send({ person: describePerson(of, person, places) })
    },
  )
}

/** Throws `Refused`: 403 for who manages nobody, 404 for somebody who is in none of one's schools. */
export async function schoolOfPerson(
  context: PeopleContext,
  signedIn: SignedIn,
  person: string,
  asked: School['info']['id'] | undefined,
): Promise<School> {
  requireReach(signedIn, 'see-people', asked)
  const has = (school: School) => school.people.some(({ id }) => id === person)
  const school = await inputs.findSchool(context, signedIn, asked, has)
  if (school === undefined) throw new Refused(problems.notFound)
  return school
}

function classesOf(places: readonly { readonly class: ClassId | undefined }[]) {
  return places.flatMap((place) => place.class ?? [])
}

async function findPeople(
  context: PeopleContext,
  signedIn: SignedIn,
  query: PeopleQuery,
): Promise<readonly PersonAnswer[]> {
  const { class: cls, role, state, q } = query
  if (cls !== undefined) {
    const has = (school: School) => school.classes.some(({ id }) => id === cls)
    const school = await inputs.findSchool(context, signedIn, query.school, has)
    requireReach(signedIn, 'see-people', query.school)
    if (school === undefined) return []
    requireRight(signedIn, 'see-people', { school: school.info.id, class: cls })
  }
  const found: PersonAnswer[] = []
  for (const of of await readPeople(context, signedIn, query.school)) {
    for (const [person, answer] of peopleWithin(of)) {
      const isMeant = answer.roles.some((one) => {
        return (cls === undefined || one.class === cls) && (role === undefined || one.role === role)
      })
      const isAny = cls === undefined && role === undefined
      if ((isAny || isMeant) && startsWith(person, q)) found.push(answer)
    }
    const isWhole = of.reach === 'school' && cls === undefined && role === undefined && q === ''
    if (isWhole) found.push(...describeGone(of))
  }
  return mergeSchools(found.filter((one) => state === undefined || one.state === state))
}

/** Somebody of two schools is one person. */
function mergeSchools(found: readonly PersonAnswer[]): readonly PersonAnswer[] {
  const merged = new Map<string, PersonAnswer>()
  for (const one of found) {
    const known = merged.get(one.id)
    merged.set(
      one.id,
      known === undefined
        ? one
        : { ...known, name: known.name ?? one.name, roles: [...known.roles, ...one.roles] },
    )
  }
  return [...merged.values()]
}

export async function readPeople(
  context: PeopleContext,
  signedIn: SignedIn,
  asked: School['info']['id'] | undefined,
): Promise<readonly PeopleOfSchool[]> {
  const { store } = context.engine
  const { schools, accounts } = store
  const reaches = requireReach(signedIn, 'see-people', asked)
  const waiting = await waitingPeople(store)
  const read = await Promise.all(
    reaches.map(async ({ school: id, reach }) => {
      const school = await schools.load(id)
      const known = (await accounts.ofSchool(id)).map((one) => [one.person, one] as const)
      if (school === undefined) return []
      return [{ school, accounts: new Map(known), waiting, reach }]
    }),
  )
  return read.flat()
}

/** Guardians of a child of one's own class, and of a guardian the children who are in it. */
function familyOf({ school, reach }: PeopleOfSchool, person: string) {
  const places = placesOf(school)
  const named = (ids: readonly string[]) =>
    school.people
      .filter(({ id }) => ids.includes(id))
      .filter(({ id }) => {
        return reach === 'school' || places.get(id)?.some((one) => isWithin(reach, one.class))
      })
      .map((one) => ({ id: one.id, name: fullName(one, school.info.language) }))
  const { guardianships } = school
  return {
    guardians: named(
      guardianships.filter((one) => one.child === person).map((one) => one.guardian),
    ),
    children: named(guardianships.filter((one) => one.guardian === person).map((one) => one.child)),
  }
}
