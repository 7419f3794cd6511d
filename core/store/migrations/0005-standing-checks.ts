/** Whose private rooms are still to be looked at after a change of the school. The columns stand in `../schema.ts`. */
import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'

export async function createStandingChecks(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('standing_checks')
    .addColumn('school', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('standing_checks_key', ['school', 'user_id'])
    .execute()
}
