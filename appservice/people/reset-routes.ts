/** A code on paper for who forgot the password, from whoever leads the class or administers the school. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { personId } from '@lyceum/core/school/ids.ts'
import { fullName, type School } from '@lyceum/core/school/people.ts'
import { placesOf } from '@lyceum/core/school/places.ts'
import { isOver } from '@lyceum/core/store/account-state.ts'
import { parseInput } from '../http/parse-input.ts'
import { problem, problems, Refused } from '../http/problems.ts'
import type { PeopleContext } from './context.ts'
import { actingAs, requireReach, requireRight, requireRightInAny, type Guard } from './guard.ts'
import * as inputs from './inputs.ts'
import { issueReset, mayReset } from './reset-slip.ts'
import type { SignedIn } from './sessions.ts'

const ResetBody = z.strictObject({ school: inputs.SchoolIdText.optional() })

export function addResetRoutes(
  server: FastifyInstance,
  context: PeopleContext & { readonly publicUrl: string },
  guard: Guard,
): void {
  const { engine, facts, publicUrl } = context
  server.post<inputs.WithId>(
    '/api/v1/people/:id/reset-password',
    { config: inputs.changesPerMinute },
    async (request, reply) => {
      const signedIn = await guard.requireSession(request)
      const { school: asked } = parseInput(ResetBody, request.body)
      requireReach(signedIn, 'reset-password', asked)
      const id = personId(request.params.id)
      const has = ({ people }: School) => people.some((one) => one.id === id)
      const school = await inputs.findSchool(context, signedIn, asked, has)
      const person = school?.people.find((one) => one.id === id)
      if (school === undefined || person === undefined) throw new Refused(problems.notFound)
      requireRightByPlaces(signedIn, school, id)
      const account = await engine.store.accounts.ofPerson(id)
      if (account === undefined || isOver(account.state)) throw new Refused(notEntered)
      const standing = (await facts.fresh()).standing(account.userId)
      if (standing === undefined) throw new Refused(notEntered)
      const right = mayReset(actingAs(signedIn), school.info.id, standing)
      if (!right.allowed) throw new Refused(problems.notAllowed(right.reason))
      const issued = await issueReset(context, school.info.id, id, signedIn.user)
      if (issued === undefined) throw new Refused(notEntered)
      const { invitation, token, code } = issued
      reply.header('cache-control', 'no-store')
      return reply.code(201).send({
        reset: {
          id: invitation.id,
          url: `${publicUrl.replace(/\/$/, '')}/join/${token}`,
          code,
          school: school.info.id,
          school_name: school.info.name,
          person: { id, name: fullName(person, school.info.language) },
          expires_at: invitation.expiresAt,
        },
      })
    },
  )
}

/** Asked first, and by the school's data alone: whether somebody has entered is told only to who may know. */
function requireRightByPlaces(
  signedIn: SignedIn,
  school: School,
  person: ReturnType<typeof personId>,
) {
  const places = placesOf(school).get(person) ?? []
  const { id } = school.info
  const isStaff = places.some(({ role }) => role === 'administrator' || role === 'teacher')
  if (isStaff) return requireRight(signedIn, 'reset-staff-password', { school: id })
  const classes = places.flatMap((place) => place.class ?? [])
  return requireRightInAny(signedIn, 'reset-password', id, classes)
}

const notEntered = problem(
  'not-entered',
  409,
  'This person has not entered: issue a slip to enter.',
)
