/** What was ended by hand, so that no roster brings it back. The columns stand in `../schema.ts`. */
import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'

export async function createEndings(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('endings')
    .addColumn('school', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('by', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('endings_key', ['school', 'kind', 'person', 'what'])
    .execute()
  await db.schema.createIndex('endings_person').on('endings').column('person').execute()
}
