import type { Kysely } from 'kysely'
import { chunks } from './chunks.ts'
import type { StandingCheckRepository } from './live-ports.ts'
import type { Tables } from './schema.ts'

export function standingCheckRepository(db: Kysely<Tables>): StandingCheckRepository {
  return {
    async ask(school, users) {
      for (const chunk of chunks(users.map((user) => ({ school, user_id: user })))) {
        await db
          .insertInto('standing_checks')
          .values(chunk)
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      }
    },
    async waiting(school) {
      const rows = await db
        .selectFrom('standing_checks')
        .select('user_id')
        .where('school', '=', school)
        .orderBy('user_id')
        .execute()
      return rows.map((row) => row.user_id)
    },
    async done(school, user) {
      await db
        .deleteFrom('standing_checks')
        .where('school', '=', school)
        .where('user_id', '=', user)
        .execute()
    },
  }
}
