import type { Kysely } from 'kysely'
import type { MarkRepository } from './live-ports.ts'
import type { Tables } from './schema.ts'

export function markRepository(db: Kysely<Tables>): MarkRepository {
  return {
    async get(name) {
      const row = await db
        .selectFrom('marks')
        .select('value')
        .where('name', '=', name)
        .executeTakeFirst()
      return row?.value
    },
    async set(name, value) {
      await db
        .insertInto('marks')
        .values({ name, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute()
    },
  }
}
