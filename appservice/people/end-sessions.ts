/** Ends sessions bound to a room when their person leaves it, is removed from it or has less power in it than before. */
import type { UserId } from '@lyceum/core/school/ids.ts'
import type { SessionRepository } from '@lyceum/core/store/live-ports.ts'
import type { EventHandler } from '../bridge/handlers.ts'

export function endSessionsByEvents(sessions: SessionRepository): EventHandler {
  return {
    name: 'end-sessions',

    keep(event) {
      if (event.type === 'm.room.member') {
        const { membership } = event.content
        return membership === 'join' || membership === 'invite' ? undefined : { membership }
      }
      if (event.type !== 'm.room.power_levels' || event.state_key !== '') return undefined
      const { users, users_default } = event.content
      return { users: levelsOf(users), users_default: levelOf(users_default) }
    },

    async handle(event) {
      if (event.type === 'm.room.member') {
        if (event.stateKey !== undefined) {
          await sessions.endOf(event.stateKey as UserId, event.room)
        }
        return
      }
      const levels = levelsOf(event.content['users'])
      const otherwise = levelOf(event.content['users_default']) ?? 0
      for (const [user, before] of await sessions.holders(event.room)) {
        const now = Object.hasOwn(levels, user) ? levels[user] : otherwise
        if ((now ?? otherwise) < before) await sessions.endOf(user, event.room)
      }
    },
  }
}

function levelsOf(users: unknown): Readonly<Record<string, number>> {
  if (typeof users !== 'object' || users === null) return {}
  return Object.fromEntries(
    Object.entries(users).filter(
      (entry): entry is [string, number] => levelOf(entry[1]) !== undefined,
    ),
  )
}

function levelOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}
