import { type Kysely, sql, type Transaction } from 'kysely'
import type { PersonId, SchoolId, UserId } from '../school/ids.ts'
import { raiseVersion } from './facts.ts'
import { type PersonalColumn, personalColumns, secretColumns } from './personal-columns.ts'
import { forgetNoticesOfNothing, forgetNoticesOfPerson } from './notices.ts'
import type { PersonalRepository, SourceName, WhoseRecords } from './personal-ports.ts'
import type { Tables } from './schema.ts'
import type { Write } from './write.ts'

type Row = Readonly<Record<string, unknown>>
type AnyTables = Record<string, Record<string, string | null>>

export function personalRepository(
  db: Kysely<Tables>,
  write: Write,
  database: 'sqlite' | 'postgres',
): PersonalRepository {
  return {
    async exists(person) {
      const row = await db
        .selectFrom('people')
        .select('id')
        .where('id', '=', person)
        .executeTakeFirst()
      return row !== undefined
    },
    read: (whose) => readAll(db, whose),
    namesOf: (person) => namesOf(db, person),
    sources: () => sourcesOf(db),
    async erase(whose, pseudonym) {
      const schools = await schoolsOf(db, whose.person)
      await write({ schools, people: [whose.person] }, (transaction) =>
        eraseAll(transaction, whose, pseudonym, schools),
      )
    },
    async compact() {
      await sql.raw(database === 'sqlite' ? 'vacuum' : 'vacuum full').execute(db)
      if (database === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(db)
    },
  }
}

async function readAll(db: Kysely<Tables>, whose: WhoseRecords) {
  const tables = new Map<string, Map<string, Row>>()
  const keep = (table: string, rows: readonly Row[]) => {
    const found = tables.get(table) ?? new Map<string, Row>()
    for (const row of rows) {
      const shown = Object.fromEntries(
        Object.entries(row).filter(([key]) => !secretColumns.has(key)),
      )
      found.set(JSON.stringify(shown), shown)
    }
    if (found.size > 0) tables.set(table, found)
  }
  for (const column of personalColumns) {
    const id = idFor(column, whose)
    if (id === undefined || column.as !== 'row') continue
    const rows = await rowsOf(db, column, id)
    keep(
      column.table,
      rows.filter((row) => !isAnothers(column, row)).map((row) => told(column, row)),
    )
  }
  for (const id of idsOf(whose)) keep('journal', await journalOf(db, id))
  return {
    tables: Object.fromEntries([...tables].map(([name, rows]) => [name, [...rows.values()]])),
  }
}

/** An account was given up, and its login is somebody else's: what the one before applied for is not theirs to read. */
function isAnothers({ table, column }: PersonalColumn, row: Row): boolean {
  return table === 'applications' && column === 'user_id' && Number(row['account_gone']) === 1
}

/** Who is reported is not told by whom: the report's id is made of that too. */
function told({ table, column }: PersonalColumn, row: Row): Row {
  if (table !== 'reports' || column !== 'sender') return row
  return Object.fromEntries(
    Object.entries(row).filter(([key]) => key !== 'reporter' && key !== 'id'),
  )
}

function idFor(column: PersonalColumn, whose: WhoseRecords): string | undefined {
  return column.names === 'person' ? whose.person : whose.user
}

function idsOf({ person, user }: WhoseRecords): readonly (PersonId | UserId)[] {
  return user === undefined ? [person] : [person, user]
}

/** Kysely cannot follow a table's name that is a value; `personalColumns` keeps tables and columns together. */
function anyTable(db: Kysely<Tables>): Kysely<AnyTables> {
  return db as unknown as Kysely<AnyTables>
}

async function rowsOf(
  db: Kysely<Tables>,
  { table, column }: PersonalColumn,
  id: string,
): Promise<readonly Row[]> {
  const query = anyTable(db).selectFrom(table).selectAll().where(column, '=', id)
  return (table === 'external_ids' ? query.where('kind', '=', 'person') : query).execute()
}

function journalOf(db: Kysely<Tables>, id: string) {
  return db
    .selectFrom('journal')
    .selectAll()
    .where((where) => where.or([where('actor', '=', id), mentions('details', id)]))
    .orderBy('seq')
    .execute()
}

/** JSON text that holds the id as a whole value. */
function mentions(column: 'details' | 'kept', id: string) {
  const text = JSON.stringify(id).replace(/[\\%_]/g, '\\$&')
  return sql<boolean>`${sql.ref(column)} like ${`%${text}%`} escape '\\'`
}

async function schoolsOf(db: Kysely<Tables>, person: PersonId): Promise<readonly SchoolId[]> {
  const rows = await db
    .selectFrom('school_people')
    .select('school')
    .where('person', '=', person)
    .execute()
  return rows.map((row) => row.school)
}

async function namesOf(db: Kysely<Tables>, person: PersonId): Promise<readonly SourceName[]> {
  const rows = await db
    .selectFrom('external_ids')
    .select(['school', 'source', 'external'])
    .where('kind', '=', 'person')
    .where('internal', '=', person)
    .execute()
  const external = rows.map((row): SourceName => {
    return { kind: 'external', school: row.school, source: row.source, id: row.external }
  })
  return [{ kind: 'person', id: person }, ...external]
}

async function sourcesOf(db: Kysely<Tables>) {
  const people = db.selectFrom('school_people').select(['school', 'source'])
  const ids = db.selectFrom('external_ids').select(['school', 'source'])
  const schools = db.selectFrom('schools').select(['id as school', 'source'])
  return people.union(ids).union(schools).execute()
}

async function eraseAll(
  db: Transaction<Tables>,
  whose: WhoseRecords,
  pseudonym: string,
  schools: readonly SchoolId[],
): Promise<void> {
  for (const column of personalColumns.filter((one) => one.as === 'mention')) {
    const id = idFor(column, whose)
    if (id !== undefined) await rename(db, column, id, pseudonym)
  }
  for (const id of idsOf(whose)) await renameInJournal(db, id, pseudonym)
  for (const column of personalColumns.filter((one) => one.as === 'row')) {
    const id = idFor(column, whose)
    if (id !== undefined) await remove(db, column, id)
  }
  // Messages of the bot about what is no more.
  await forgetNoticesOfNothing(db)
  await forgetNoticesOfPerson(db, whose.person)
  if (whose.user !== undefined) {
    // A dead event is shown to administrators and would name the person for good.
    const dead = db.deleteFrom('intake_events').where('state', '=', 'dead')
    await dead.where(mentions('kept', whose.user)).execute()
  }
  await db
    .updateTable('schools')
    .set((row) => ({ revision: row('revision', '+', 1) }))
    .where('id', 'in', schools.length === 0 ? ([''] as unknown as SchoolId[]) : schools)
    .execute()
  await raiseVersion(db, 'schools')
  // An account that is there no longer is in no list of changed ones.
  await raiseVersion(db, 'forgotten')
}

async function rename(
  db: Transaction<Tables>,
  { table, column }: PersonalColumn,
  id: string,
  pseudonym: string,
): Promise<void> {
  const values = column === 'child' ? { child: null, child_name: null } : { [column]: pseudonym }
  await anyTable(db).updateTable(table).set(values).where(column, '=', id).execute()
}

async function renameInJournal(
  db: Transaction<Tables>,
  id: string,
  pseudonym: string,
): Promise<void> {
  for (const { seq, details } of await journalOf(db, id)) {
    // Written by the journal's own `append`.
    const entries = Object.entries(JSON.parse(details) as Record<string, unknown>)
    const renamed = entries.map(([key, value]) => [key, value === id ? pseudonym : value])
    await db
      .updateTable('journal')
      .set({ details: JSON.stringify(Object.fromEntries(renamed)) })
      .where('seq', '=', seq)
      .execute()
  }
}

async function remove(
  db: Transaction<Tables>,
  { table, column }: PersonalColumn,
  id: string,
): Promise<void> {
  const query = anyTable(db).deleteFrom(table).where(column, '=', id)
  await (table === 'external_ids' ? query.where('kind', '=', 'person') : query).execute()
}
