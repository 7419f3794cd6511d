/** Writes the difference between a school's records before and after: upserts and deletions, in chunks. */
import type { Transaction } from 'kysely'
import { chunks } from './chunks.ts'
import type { SchoolRecords } from './records.ts'
import type { Tables } from './schema.ts'

export async function writeRecords(
  db: Transaction<Tables>,
  before: SchoolRecords,
  after: SchoolRecords,
): Promise<void> {
  const school = after.school !== before.school && after.school !== undefined ? [after.school] : []
  await upsert(db, 'schools', ['id'], school)
  await upsert(db, 'classes', ['school', 'id'], changed(before.classes, after.classes))
  await upsert(db, 'people', ['id'], changed(before.people, after.people))
  await upsert(db, 'school_people', ['school', 'person'], changed(before.members, after.members))
  await sync(db, 'staff_places', ['school', 'person', 'role'], before.staff, after.staff)
  await sync(db, 'class_places', ['school', 'class', 'person'], before.places, after.places)
  const relation = ['school', 'guardian', 'child'] as const
  await sync(db, 'guardianships', relation, before.guardianships, after.guardianships)
  const seat = ['school', 'person', 'class'] as const
  await sync(db, 'committee_places', seat, before.committee, after.committee)
  const external = ['school', 'source', 'kind', 'external'] as const
  await sync(db, 'external_ids', external, before.externalIds, after.externalIds)
  await sync(db, 'chats', ['school', 'id'], before.chats, after.chats)
  const place = ['school', 'chat', 'person'] as const
  await sync(db, 'chat_places', place, before.chatPlaces, after.chatPlaces)
}

async function sync<Table extends keyof Tables>(
  db: Transaction<Tables>,
  table: Table,
  key: readonly (keyof Tables[Table] & string)[],
  before: ReadonlyMap<string, Tables[Table]>,
  after: ReadonlyMap<string, Tables[Table]>,
): Promise<void> {
  const gone = [...before].filter(([id]) => !after.has(id)).map(([, row]) => row)
  await remove(db, table, key, gone)
  await upsert(db, table, key, changed(before, after))
}

/** In the order of their keys: two writers that meet take the rows of a table in one order and cannot lock each other out. */
function changed<Key extends string, Row>(
  before: ReadonlyMap<Key, Row>,
  after: ReadonlyMap<Key, Row>,
): readonly Row[] {
  return [...after]
    .filter(([key, row]) => before.get(key) !== row)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row)
}

async function upsert<Table extends keyof Tables>(
  db: Transaction<Tables>,
  table: Table,
  key: readonly (keyof Tables[Table] & string)[],
  rows: readonly Tables[Table][],
): Promise<void> {
  for (const chunk of chunks(rows as readonly AnyRow[])) {
    const columns = Object.keys(chunk[0] ?? {}).filter((column) => !key.some((id) => id === column))
    await anyTable(db)
      .insertInto(table as string)
      .values(chunk)
      .onConflict((conflict) =>
        conflict
          .columns(key)
          .doUpdateSet((select) =>
            Object.fromEntries(columns.map((column) => [column, select.ref(`excluded.${column}`)])),
          ),
      )
      .execute()
  }
}

async function remove<Table extends keyof Tables>(
  db: Transaction<Tables>,
  table: Table,
  key: readonly (keyof Tables[Table] & string)[],
  rows: readonly Tables[Table][],
): Promise<void> {
  for (const chunk of chunks(rows as readonly AnyRow[], 100)) {
    await anyTable(db)
      .deleteFrom(table as string)
      .where(({ and, or }) =>
        or(chunk.map((row) => and(Object.fromEntries(key.map((id) => [id, row[id] ?? null]))))),
      )
      .execute()
  }
}

type AnyRow = Readonly<Record<string, string | number | null>>

/** Kysely cannot follow a table's name that is a type parameter; the signatures above keep table, key and rows together. */
function anyTable(db: Transaction<Tables>): Transaction<Record<string, AnyRow>> {
  return db as unknown as Transaction<Record<string, AnyRow>>
}
