import type { FastifyInstance } from 'fastify'
import type { PeopleContext } from '../people/context.ts'
import type { Guard } from '../people/guard.ts'
import { addConfirmationRoutes } from './confirmation-routes.ts'
import { addConsentRoutes } from './consent-routes.ts'
import { addDecideRoutes } from './decide-routes.ts'
import { addApplicationLists } from './list-routes.ts'
import { addOwnApplications } from './own-routes.ts'

export function addApplicationRoutes(
  server: FastifyInstance,
  context: PeopleContext,
  guard: Guard,
): void {
  addApplicationLists(server, context, guard)
  addDecideRoutes(server, context, guard)
  addOwnApplications(server, context, guard)
  addConfirmationRoutes(server, context, guard)
  addConsentRoutes(server, context, guard)
}
