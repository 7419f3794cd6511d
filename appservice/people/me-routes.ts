import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { classId, personId, userId } from '@lyceum/core/school/ids.ts'
import type { Language } from '@lyceum/core/school/people.ts'
import { describeRefusal } from '@lyceum/core/school/policy/texts.ts'
import type { Verdict } from '@lyceum/core/school/policy/verdict.ts'
import { openTalk } from '@lyceum/core/provision/talk.ts'
import { problem, problems, Refused } from '../http/problems.ts'
import { contactsOf } from './contacts.ts'
import type { PeopleContext } from './context.ts'
import type { Guard } from './guard.ts'
import { ownPlaces } from './own-roles.ts'
import { findPartner, unknownPartner } from './talk-partner.ts'

const id = z.string().min(1).max(255)

const TalkBody = z.union([
  z.strictObject({ user_id: id.transform(userId) }),
  z.strictObject({ person: id.transform(personId) }),
  z.strictObject({ class: id.transform(classId), role: z.literal('class-teacher') }),
])

const ContactsQuery = z.object({
  q: z.string().max(100).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
})

/** Making rooms is the dearest thing that a person can ask for. */
const talksPerMinute = 60

export function addOwnRoutes(server: FastifyInstance, context: PeopleContext, guard: Guard): void {
  server.get('/api/v1/me', async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const { roles, persons } = await ownPlaces(context, signedIn.standing)
    const language = (await context.facts.fresh()).languageOf(signedIn.user)
    reply.header('cache-control', 'no-store')
    return reply.send({ user_id: signedIn.user, persons, roles, language })
  })

  server.get('/api/v1/me/contacts', async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const query = ContactsQuery.safeParse(request.query)
    if (!query.success) throw new Refused(problems.badRequest('q, limit (to 200), offset.'))
    const { q, limit, offset } = query.data
    const contacts = await contactsOf(context, signedIn, q)
    reply.header('cache-control', 'no-store')
    return reply.send({ contacts: contacts.slice(offset, offset + limit), total: contacts.length })
  })

  server.post(
    '/api/v1/me/talks',
    { config: { rateLimit: { max: talksPerMinute, timeWindow: '1 minute' } } },
    async (request, reply) => {
      const signedIn = await guard.requireSession(request)
      const body = TalkBody.safeParse(request.body)
      if (!body.success) {
        throw new Refused(
          problems.badRequest('Send {"user_id"}, {"person"} or {"class","role":"class-teacher"}.'),
        )
      }
      const partner = await findPartner(context, signedIn, body.data)
      const now = await context.facts.fresh()
      const opened = await openTalk(context.engine, now.policy, signedIn.user, partner)
      switch (opened.state) {
        case 'opened':
          return reply.send({ room_id: opened.room, kind: 'talk' })
        case 'oneself':
          throw new Refused(problem('talk-with-oneself', 422, 'That is you.'))
        case 'refused': {
          const language = now.languageOf(signedIn.user)
          throw new Refused(refusalOf(opened.verdict, language))
        }
      }
    },
  )
}

/** Why, where the two are of one school; of everybody else not even whether there is such an account. */
function refusalOf(verdict: Extract<Verdict, { readonly allowed: false }>, language: Language) {
  const { reason } = verdict
  if (reason !== 'no-rule') return unknownPartner(language)
  return problem('talk-refused', 403, 'You may not write to this person.', {
    reason,
    detail: describeRefusal(verdict, language),
  })
}
