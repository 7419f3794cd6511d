import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { LyceumError } from '@lyceum/core/errors.ts'
import {
  announce,
  describeAnnounced,
  longestAnnouncement,
} from '@lyceum/core/provision/announce.ts'
import type { Signature } from '@lyceum/core/school/announcement.ts'
import { classId, schoolId, type SchoolId } from '@lyceum/core/school/ids.ts'
import { fullName, roles, type School } from '@lyceum/core/school/people.ts'
import { problem, problems, Refused } from '../http/problems.ts'
import type { PeopleContext } from './context.ts'
import { requireRight, type Guard } from './guard.ts'
import type { SignedIn } from './sessions.ts'

const AnnouncementBody = z.strictObject({
  /** May be left out by whoever is of one school. */
  school: z.string().min(1).max(255).transform(schoolId).optional(),
  classes: z.array(z.string().min(1).max(255).transform(classId)).max(500).default([]),
  roles: z.array(z.enum(roles)).max(roles.length).default([]),
  text: z.string().min(1).max(longestAnnouncement),
})

const perMinute = 30

export function addAnnouncementRoutes(
  server: FastifyInstance,
  context: PeopleContext,
  guard: Guard,
): void {
  server.post(
    '/api/v1/announcements',
    { config: { rateLimit: { max: perMinute, timeWindow: '1 minute' } } },
    async (request, reply) => {
      const signedIn = await guard.requireSession(request)
      const body = AnnouncementBody.safeParse(request.body)
      if (!body.success) {
        throw new Refused(
          problems.badRequest('Send {"school"?,"classes":[],"roles":[],"text"}; no class: all.'),
        )
      }
      const { classes, roles: wanted, text } = body.data
      const school = body.data.school ?? onlySchool(signedIn)
      if (classes.length === 0) requireRight(signedIn, 'announce', { school })
      for (const cls of classes) requireRight(signedIn, 'announce', { school, class: cls })
      const loaded = await context.engine.store.schools.load(school)
      if (loaded === undefined) throw new Refused(problems.notFound)
      const announced = await announce(context.engine, {
        target: { school, classes, roles: wanted },
        text,
        signature: signatureOf(signedIn, loaded),
        actor: signedIn.user,
      }).catch(explain)
      return reply.code(201).send({ announcement: describeAnnounced(announced, loaded) })
    },
  )
}

function onlySchool({ standing }: SignedIn): SchoolId {
  const [first, ...others] = standing.schools
  if (first === undefined || others.length > 0) {
    throw new Refused(problems.badRequest('Say which school: "school".'))
  }
  return first.school
}

function signatureOf({ standing }: SignedIn, school: School): Signature {
  const here = standing.schools.find((one) => one.school === school.info.id)
  const person = school.people.find(({ id }) => here?.persons.has(id))
  const isAdministrator = here?.roles.has('administrator') === true
  return {
    name: person && fullName(person, school.info.language),
    role: isAdministrator ? 'administrator' : 'class-teacher',
  }
}

const asProblems: Readonly<Record<string, number>> = {
  'unknown-class': 404,
  'announcement-text': 422,
  'nobody-reached': 422,
  'room-missing': 409,
}

function explain(error: unknown): never {
  const status = error instanceof LyceumError ? asProblems[error.code] : undefined
  if (!(error instanceof LyceumError) || status === undefined) throw error
  throw new Refused(problem(error.code, status, error.message))
}
