import type { Kysely } from 'kysely'
import type { FreeLoginRepository } from './notice-ports.ts'
import type { Tables } from './schema.ts'
import { isoTime } from './times.ts'
import type { Write } from './write.ts'

export function freeLoginRepository(db: Kysely<Tables>, write: Write): FreeLoginRepository {
  return {
    free: (user, at) =>
      write({}, async (transaction) => {
        for (const table of ['sessions', 'consents', 'phones', 'login_claims'] as const) {
          await transaction.deleteFrom(table).where('user_id', '=', user).execute()
        }
        await transaction
          .updateTable('applications')
          .set({ account_gone: 1 })
          .where('user_id', '=', user)
          .execute()
        await transaction
          .insertInto('free_logins')
          .values({ user_id: user, at: isoTime(at) })
          .onConflict((conflict) => conflict.column('user_id').doNothing())
          .execute()
      }),
    async isFree(user) {
      const query = db.selectFrom('free_logins').select('user_id').where('user_id', '=', user)
      return (await query.executeTakeFirst()) !== undefined
    },
    async take(user) {
      const result = await db
        .deleteFrom('free_logins')
        .where('user_id', '=', user)
        .executeTakeFirst()
      return result.numDeletedRows > 0n
    },
  }
}
