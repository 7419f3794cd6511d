/** Direct rooms of the bot and one person, so that the intake knows them in memory, and what the bot has answered. The columns stand in `../schema.ts`. */
import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'

export async function createBotRooms(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('bot_rooms')
    .addColumn('room_id', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('is_open', 'integer', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('bot_answers')
    .addColumn('event', 'text', (column) => column.primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute()
  await db.insertInto('fact_versions').values({ kind: 'botRooms', version: 1 }).execute()
}
