/**
 * How people are let in and let go: links that many use, applications and how they were decided, consents, confirmations
 * of pupils, phone numbers that were checked, chats, reports and silences. The columns stand in `../schema.ts`.
 */
import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'

export async function createLettingIn(db: Kysely<Tables>): Promise<void> {
  await createApplications(db)
  await createLoginClaims(db)
  await createNotices(db)
  await createConfirmations(db)
  await createChats(db)
  await createReports(db)
}

async function createApplications(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('shared_links')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('school', 'text', (column) => column.notNull().references('schools.id'))
    .addColumn('class', 'text')
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('code_hash', 'text', (column) => column.notNull().unique())
    .addColumn('uses', 'integer')
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('revoked_at', 'text')
    .execute()
  await db.schema
    .createTable('applications')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('link', 'text')
    .addColumn('school', 'text', (column) => column.notNull().references('schools.id'))
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('class', 'text')
    .addColumn('classes', 'text', (column) => column.notNull())
    .addColumn('subjects', 'text', (column) => column.notNull())
    .addColumn('chat', 'text')
    .addColumn('given_name', 'text', (column) => column.notNull())
    .addColumn('family_name', 'text', (column) => column.notNull())
    .addColumn('middle_name', 'text')
    .addColumn('child_name', 'text')
    .addColumn('child', 'text')
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('made_account', 'integer', (column) => column.notNull())
    .addColumn('account_gone', 'integer', (column) => column.notNull())
    .addColumn('person', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('waiting_hash', 'text')
    .addColumn('consent_version', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('decided_at', 'text')
    .addColumn('decided_by', 'text')
    .addColumn('reason', 'text')
    .addColumn('done_at', 'text')
    .execute()
  for (const column of ['school', 'user_id', 'waiting_hash'] as const) {
    await db.schema
      .createIndex(`applications_${column}`)
      .on('applications')
      .column(column)
      .execute()
  }
  await db.schema
    .createTable('consents')
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('school', 'text', (column) => column.notNull())
    .addColumn('version', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('withdrawn_at', 'text')
    .addPrimaryKeyConstraint('consents_key', ['user_id', 'school', 'version'])
    .execute()
}

async function createLoginClaims(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('login_claims')
    .addColumn('user_id', 'text', (column) => column.primaryKey())
    .addColumn('school', 'text', (column) => column.notNull())
    .addColumn('link', 'text', (column) => column.notNull())
    .addColumn('proof_hash', 'text', (column) => column.notNull())
    .addColumn('claimed_at', 'text', (column) => column.notNull())
    .addColumn('until', 'text', (column) => column.notNull())
    .execute()
}

async function createNotices(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('notices')
    .addColumn('event', 'text', (column) => column.primaryKey())
    .addColumn('room_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text')
    .addColumn('shown', 'text')
    .execute()
  await db.schema
    .createIndex('notices_subject')
    .on('notices')
    .columns(['kind', 'subject'])
    .execute()
  await db.schema
    .createTable('owed_notices')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('owed_notices_key', ['kind', 'subject'])
    .execute()
  await db.schema
    .createTable('free_logins')
    .addColumn('user_id', 'text', (column) => column.primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute()
}

async function createConfirmations(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('confirmations')
    .addColumn('school', 'text', (column) => column.notNull().references('schools.id'))
    .addColumn('pupil', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('asked_at', 'text', (column) => column.notNull())
    .addColumn('decided_by', 'text')
    .addColumn('decided_at', 'text')
    .addPrimaryKeyConstraint('confirmations_key', ['school', 'pupil'])
    .execute()
  await db.schema
    .createTable('denials')
    .addColumn('school', 'text', (column) => column.notNull())
    .addColumn('pupil', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('denials_key', ['school', 'pupil', 'user_id'])
    .execute()
  await db.schema
    .createTable('phones')
    .addColumn('user_id', 'text', (column) => column.primaryKey())
    .addColumn('number_hash', 'text', (column) => column.notNull())
    .addColumn('checked_at', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('phone_checks')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('number_hash', 'text', (column) => column.notNull())
    .addColumn('code_hash', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('sent_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('phone_checks_number')
    .on('phone_checks')
    .column('number_hash')
    .execute()
}

async function createChats(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('chats')
    .addColumn('school', 'text', (column) => column.notNull().references('schools.id'))
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('class', 'text')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('members', 'text', (column) => column.notNull())
    .addColumn('writers', 'text', (column) => column.notNull())
    .addColumn('open_to', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('archived_at', 'text')
    .addPrimaryKeyConstraint('chats_key', ['school', 'id'])
    .execute()
  await db.schema
    .createTable('chat_places')
    .addColumn('school', 'text', (column) => column.notNull())
    .addColumn('chat', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull().references('people.id'))
    .addColumn('source', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('chat_places_key', ['school', 'chat', 'person'])
    .execute()
}

async function createReports(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('reports')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('school', 'text')
    .addColumn('room_id', 'text', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('reporter', 'text', (column) => column.notNull())
    .addColumn('sender', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('handled_by', 'text')
    .addColumn('handled_at', 'text')
    .execute()
  await db.schema
    .createTable('silences')
    .addColumn('school', 'text', (column) => column.notNull())
    .addColumn('room_key', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('until', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('silences_key', ['room_key', 'user_id'])
    .execute()
}
