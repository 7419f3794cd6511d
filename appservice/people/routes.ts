import type { FastifyInstance } from 'fastify'
import { addAnnouncementRoutes } from './announcement-routes.ts'
import type { PeopleContext } from './context.ts'
import { createGuard, type Guard } from './guard.ts'
import { addOwnRoutes } from './me-routes.ts'
import { addSessionRoutes } from './session-routes.ts'
import { createSessions } from './sessions.ts'

/** Gives the guard for routes of other subjects. */
export function addPeopleRoutes(server: FastifyInstance, context: PeopleContext): Guard {
  const sessions = createSessions(context)
  const guard = createGuard(sessions)
  addSessionRoutes(server, context, sessions, guard)
  addOwnRoutes(server, context, guard)
  addAnnouncementRoutes(server, context, guard)
  return guard
}
