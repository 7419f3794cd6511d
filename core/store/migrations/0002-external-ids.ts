/** Ids by which a source calls people and classes that are stored under an earlier one. */
import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'

export async function createExternalIds(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('external_ids')
    .addColumn('school', 'text', (column) => column.notNull().references('schools.id'))
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('external', 'text', (column) => column.notNull())
    .addColumn('internal', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('external_ids_key', ['school', 'source', 'kind', 'external'])
    .execute()
}
