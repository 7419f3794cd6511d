/** People by an administrator's hand, as `lyceum person add|move`. */
import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { addPerson } from '@lyceum/core/provision/add-person.ts'
import { movePerson } from '@lyceum/core/provision/move-person.ts'
import { personId, type PersonId } from '@lyceum/core/school/ids.ts'
import type { Person } from '@lyceum/core/school/people.ts'
import { placesOf } from '@lyceum/core/school/places.ts'
import { parseInput } from '../http/parse-input.ts'
import { problems, Refused } from '../http/problems.ts'
import type { PeopleContext } from './context.ts'
import { PersonEdit } from './correct-person.ts'
import { requireRight, type Guard } from './guard.ts'
import * as inputs from './inputs.ts'
import { describePerson } from './people-answer.ts'
import { readPeople, schoolOfPerson } from './people-routes.ts'

const { school, given_name, family_name, middle_name, subjects } = PersonEdit.shape
const NewPerson = z
  .strictObject({
    school,
    /** Somebody of the school, who is given one more role, class or child; without it somebody new by name. */
    person: inputs.PersonIdText.optional(),
    given_name,
    family_name,
    middle_name,
    role: inputs.RoleName,
    class: inputs.ClassIdText.optional(),
    child: inputs.PersonIdText.optional(),
    subjects,
  })
  .refine((one) => (one.person === undefined) !== (one.given_name === undefined), {
    path: ['given_name'],
    error: 'Give the name of somebody new, or the id of somebody of the school.',
  })
type NewPerson = z.infer<typeof NewPerson>

const PersonMove = z.strictObject({
  school: inputs.SchoolIdText.optional(),
  to: inputs.ClassIdText,
  from: inputs.ClassIdText.optional(),
})

export function addPeopleChanges(
  server: FastifyInstance,
  context: PeopleContext,
  guard: Guard,
): void {
  const { engine } = context
  const config = inputs.changesPerMinute

  server.post('/api/v1/people', { config }, async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const body = parseInput(NewPerson, request.body)
    const id = inputs.schoolMeant(signedIn, body.school)
    requireRight(signedIn, 'edit-people', { school: id })
    const wanted = { ...body, who: whoOf(body) }
    const stored = await inputs.loadSchool(context, id)
    const added = await addPerson(engine, stored, wanted, signedIn.user).catch(inputs.explainChange)
    const [of] = await readPeople(context, signedIn, id)
    const person = of?.school.people.find((one) => one.id === added.id)
    if (of === undefined || person === undefined) throw new Refused(problems.notFound)
    const places = placesOf(of.school).get(person.id) ?? []
    return reply
      .code(201)
      .send({ person: describePerson(of, person, places), pending: added.failures.length })
  })

  server.post<inputs.WithId>('/api/v1/people/:id/move', { config }, async (request, reply) => {
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

function whoOf(body: NewPerson): Person | PersonId {
  if (body.person !== undefined) return body.person
  const { given_name: givenName = '', family_name: familyName = '', middle_name: middle } = body
  const id = personId(`lyceum-${randomUUID()}`)
  return { id, givenName, familyName, ...(middle && { middleName: middle }) }
}
