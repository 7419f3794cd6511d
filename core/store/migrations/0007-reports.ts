/** What became of a report, and up to where the homeserver's reports were read. The columns stand in `../letting-in-schema.ts`. */
import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'

export async function createReportHandling(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .alterTable('reports')
    .addColumn('actions', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute()
  await db.schema
    .createTable('positions')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'integer', (column) => column.notNull())
    .execute()
}
