import type { FastifyInstance } from 'fastify'
import { addAnnouncementRoutes } from './announcement-routes.ts'
import { addChatRoutes } from './chat-routes.ts'
import { addClassChanges } from './class-changes.ts'
import { addClassRoutes } from './class-routes.ts'
import type { PeopleContext } from './context.ts'
import { addEndRoutes } from './end-routes.ts'
import { createGuard, type Guard } from './guard.ts'
import { addInvitationLists } from './invitation-routes.ts'
import { addJournalRoutes } from './journal-routes.ts'
import { addOwnRoutes } from './me-routes.ts'
import { addOwnChatRoutes } from './own-chat-routes.ts'
import { addPeopleChanges } from './people-changes.ts'
import { addPeopleLists } from './people-routes.ts'
import { addResetRoutes } from './reset-routes.ts'
import { addSessionRoutes } from './session-routes.ts'
import { createSessions } from './sessions.ts'

/** Gives the guard for routes of other subjects. */
export function addPeopleRoutes(
  server: FastifyInstance,
  context: PeopleContext & { readonly publicUrl: string },
): Guard {
  const sessions = createSessions(context)
  const guard = createGuard(sessions)
  addSessionRoutes(server, context, sessions, guard)
  addOwnRoutes(server, context, guard)
  addAnnouncementRoutes(server, context, guard)
  addPeopleLists(server, context, guard)
  addPeopleChanges(server, context, guard)
  addEndRoutes(server, context, guard)
  addResetRoutes(server, context, guard)
  addClassRoutes(server, context, guard)
  addClassChanges(server, context, guard)
  addChatRoutes(server, context, guard)
  addOwnChatRoutes(server, context, guard)
  addInvitationLists(server, context, guard)
  addJournalRoutes(server, context, guard)
  return guard
}
