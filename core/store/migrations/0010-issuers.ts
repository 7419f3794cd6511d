/** Who issued an invitation, whose right is asked again when it is used. The columns stand in `../schema.ts`. */
import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'

export async function addIssuers(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('invitations').addColumn('issued_by', 'text').execute()
}
