/**
 * What the closed community needs: counters by which a cache of facts knows what is new, the intake of the homeserver's
 * events, sessions of pages, direct rooms that were made for people, and who was erased. The columns stand in `../schema.ts`.
 */
import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'

export async function createClosedCommunity(db: Kysely<Tables>): Promise<void> {
  await createFactVersions(db)
  await createIntake(db)
  await createPeopleTables(db)
}

async function createFactVersions(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('fact_versions')
    .addColumn('kind', 'text', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute()
  await db
    .insertInto('fact_versions')
    .values(
      (['schools', 'accounts', 'rooms', 'forgotten'] as const).map((kind) => ({
        kind,
        version: 1,
      })),
    )
    .execute()
  for (const table of ['accounts', 'rooms']) {
    await db.schema
      .alterTable(table)
      .addColumn('version', 'integer', (column) => column.notNull().defaultTo(1))
      .execute()
    await db.schema.createIndex(`${table}_version`).on(table).column('version').execute()
  }
}

async function createIntake(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('transactions')
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('txn', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('transactions_key', ['source', 'txn'])
    .execute()
  await db.schema.createIndex('transactions_at').on('transactions').column('at').execute()
  await db.schema
    .createTable('intake_events')
    .addColumn('event', 'text', (column) => column.primaryKey())
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('room', 'text', (column) => column.notNull())
    .addColumn('kept', 'text')
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('next_at', 'text')
    .addColumn('error', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('intake_events_waiting')
    .on('intake_events')
    .columns(['state', 'room', 'seq'])
    .execute()
  await db.schema
    .createIndex('intake_events_seq')
    .unique()
    .on('intake_events')
    .column('seq')
    .execute()
}

async function createPeopleTables(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('sessions')
    .addColumn('token_hash', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('room_id', 'text')
    .addColumn('level', 'integer')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('used_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('sessions_user').on('sessions').column('user_id').execute()
  await db.schema
    .createTable('talks')
    .addColumn('one', 'text', (column) => column.notNull())
    .addColumn('other', 'text', (column) => column.notNull())
    .addColumn('room_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('talks_key', ['one', 'other'])
    .execute()
  await db.schema
    .createTable('tombstones')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute()
}
