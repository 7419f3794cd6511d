import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { displayNameOf } from '@lyceum/core/provision/display-name.ts'
import { silencingProblem } from '@lyceum/core/provision/reports/silencing.ts'
import { liftSilence } from '@lyceum/core/provision/silence.ts'
import { roomId, userId, type RoomId } from '@lyceum/core/school/ids.ts'
import { parseInput } from '../http/parse-input.ts'
import { problem, problems, Refused } from '../http/problems.ts'
import type { PeopleContext } from '../people/context.ts'
import { actingAs, isWithin, requireReach, requireRight, type Guard } from '../people/guard.ts'
import * as inputs from '../people/inputs.ts'

const SilencesQuery = z.strictObject({ school: inputs.SchoolIdText.optional() })

const LiftBody = z.strictObject({
  room_id: z.string().min(1).max(255).transform(roomId),
  user_id: z.string().min(1).max(255).transform(userId),
})

export function addSilenceRoutes(
  server: FastifyInstance,
  context: PeopleContext,
  guard: Guard,
): void {
  const { engine, facts } = context
  server.get('/api/v1/silences', async (request, reply) => {
    const signedIn = await guard.requireSession(request)
    const { school: asked } = parseInput(SilencesQuery, request.query)
    const now = await facts.fresh()
    const silences = []
    for (const { school, reach } of requireReach(signedIn, 'see-reports', asked)) {
      const ids = await engine.store.rooms.ofSchool(school)
      const at = context.now().toISOString()
      for (const { room, user, until } of await engine.store.silences.ofSchool(school, at)) {
        const id = ids.get(room)
        const place = id && now.room(id)
        if (place === undefined || !isWithin(reach, place.class)) continue
        const name = (await displayNameOf(engine, user)) ?? null
        const person = { user_id: user, name }
        silences.push({ school, class: place.class ?? null, room_id: id, ...person, until })
      }
    }
    reply.header('cache-control', 'no-store')
    return reply.send({ silences })
  })

  server.post(
    '/api/v1/silences/lift',
    { config: inputs.changesPerMinute },
    async (request, reply) => {
      const signedIn = await guard.requireSession(request)
      const { room_id: id, user_id: user } = parseInput(LiftBody, request.body)
      requireReach(signedIn, 'handle-report', undefined)
      const place = await placeOf(context, id)
      requireRight(signedIn, 'handle-report', { school: place.school, class: place.class })
      if (user === signedIn.user) throw new Refused(problems.notAllowed('about-yourself'))
      const wrong = silencingProblem(await facts.fresh(), actingAs(signedIn), id, user)
      if (wrong === 'staff') throw new Refused(problems.notAllowed('not-your-role'))
      const isLifted = await liftSilence(engine, place, user)
      if (!isLifted) throw new Refused(problem('not-silenced', 409, 'Nobody is silenced there.'))
      const details = { room: place.key, user }
      const entry = { at: context.now().toISOString(), actor: signedIn.user, school: place.school }
      await engine.store.journal.append({ ...entry, action: 'silence-lifted', details })
      return reply.code(204).send()
    },
  )
}

async function placeOf({ facts }: PeopleContext, id: RoomId) {
  const room = (await facts.fresh()).room(id)
  if (room === undefined) throw new Refused(problems.notFound)
  return { school: room.school, class: room.class, key: room.key, id }
}
