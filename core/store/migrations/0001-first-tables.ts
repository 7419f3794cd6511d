/** Schools and people, accounts, invitations, rooms, locks, journal. What the columns mean stands in `../schema.ts`. */
import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'

export async function createFirstTables(db: Kysely<Tables>): Promise<void> {
  await createSchools(db)
  await createPlaces(db)
  await createRelations(db)
  await createAccounts(db)
  await createInvitations(db)
  await createRooms(db)
  await createWork(db)
}

async function createSchools(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('schools')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('time_zone', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('classes')
    .addColumn('school', 'text', (column) => column.notNull().references('schools.id'))
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('archived_at', 'text')
    .addPrimaryKeyConstraint('classes_key', ['school', 'id'])
    .execute()
  await db.schema
    .createTable('people')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('given_name', 'text', (column) => column.notNull())
    .addColumn('family_name', 'text', (column) => column.notNull())
    .addColumn('middle_name', 'text')
    .execute()
  await db.schema
    .createTable('school_people')
    .addColumn('school', 'text', (column) => column.notNull().references('schools.id'))
    .addColumn('person', 'text', (column) => column.notNull().references('people.id'))
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('removed_at', 'text')
    .addPrimaryKeyConstraint('school_people_key', ['school', 'person'])
    .execute()
  await db.schema.createIndex('school_people_person').on('school_people').column('person').execute()
}

async function createPlaces(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('staff_places')
    .addColumn('school', 'text', (column) => column.notNull().references('schools.id'))
    .addColumn('person', 'text', (column) => column.notNull().references('people.id'))
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('subjects', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('staff_places_key', ['school', 'person', 'role'])
    .execute()
  await db.schema
    .createTable('class_places')
    .addColumn('school', 'text', (column) => column.notNull())
    .addColumn('class', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull().references('people.id'))
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('subjects', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('class_places_key', ['school', 'class', 'person'])
    .addForeignKeyConstraint('class_places_class', ['school', 'class'], 'classes', ['school', 'id'])
    .execute()
}

async function createRelations(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('guardianships')
    .addColumn('school', 'text', (column) => column.notNull().references('schools.id'))
    .addColumn('guardian', 'text', (column) => column.notNull().references('people.id'))
    .addColumn('child', 'text', (column) => column.notNull().references('people.id'))
    .addColumn('source', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('guardianships_key', ['school', 'guardian', 'child'])
    .execute()
  await db.schema
    .createTable('committee_places')
    .addColumn('school', 'text', (column) => column.notNull().references('schools.id'))
    .addColumn('person', 'text', (column) => column.notNull().references('people.id'))
    .addColumn('class', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('committee_places_key', ['school', 'person', 'class'])
    .execute()
}

async function createAccounts(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('accounts')
    .addColumn('person', 'text', (column) => column.primaryKey().references('people.id'))
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('bound_at', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('accounts_user').on('accounts').column('user_id').execute()
  await db.schema.createIndex('accounts_state').on('accounts').column('state').execute()
}

async function createInvitations(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('invitations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('school', 'text', (column) => column.notNull().references('schools.id'))
    .addColumn('class', 'text')
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull().references('people.id'))
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('code_hash', 'text', (column) => column.notNull().unique())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .addColumn('used_at', 'text')
    .addColumn('used_by', 'text')
    .addColumn('revoked_at', 'text')
    .addColumn('claim_login', 'text')
    .addColumn('claim_until', 'text')
    .execute()
  await db.schema.createIndex('invitations_person').on('invitations').column('person').execute()
  await db.schema.createIndex('invitations_school').on('invitations').column('school').execute()
}

async function createRooms(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('rooms')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('school', 'text', (column) => column.notNull())
    .addColumn('room_id', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('rooms_school').on('rooms').column('school').execute()
  await db.schema
    .createTable('returned')
    .addColumn('room_key', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('returned_key', ['room_key', 'user_id'])
    .execute()
}

async function createWork(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('locks')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('until', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('journal')
    .addColumn('seq', 'integer', (column) => column.primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('actor', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('school', 'text')
    .addColumn('details', 'text', (column) => column.notNull())
    .execute()
}
