import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { parseInput } from '../http/parse-input.ts'
import type { PeopleContext } from './context.ts'
import { requireRight, type Guard } from './guard.ts'
import * as inputs from './inputs.ts'

const JournalQuery = z.strictObject({
  school: inputs.SchoolIdText.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

export function addJournalRoutes(
  server: FastifyInstance,
  { engine }: PeopleContext,
  guard: Guard,
): void {
  server.get('/api/v1/journal', async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const query = parseInput(JournalQuery, request.query)
    const school = inputs.schoolMeant(signedIn, query.school)
    requireRight(signedIn, 'see-journal', { school })
    const entries = await engine.store.journal.ofSchool(school, query.limit)
    reply.header('cache-control', 'no-store')
    return reply.send({ journal: entries })
  })
}
