/** What this installation last brought to its end, by name. The columns stand in `../schema.ts`. */
import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'

export async function createMarks(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('marks')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute()
}
