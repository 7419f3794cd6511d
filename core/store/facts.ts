/**
 * What is new since somebody looked. Every write that facts rest on raises a counter in its own transaction; the row of the
 * counter is held until the commit, so versions become visible in their order and a reader never passes one over.
 */
import type { Kysely } from 'kysely'
import type { FactRepository, FactVersions } from './live-ports.ts'
import type { Tables } from './schema.ts'

/** Gives the new version; call it in the transaction that changes the fact. */
export async function raiseVersion(db: Kysely<Tables>, kind: keyof FactVersions): Promise<number> {
  const row = await db
    .updateTable('fact_versions')
    .set((column) => ({ version: column('version', '+', 1) }))
    .where('kind', '=', kind)
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}

export function factRepository(db: Kysely<Tables>): FactRepository {
  return {
    async versions() {
      const rows = await db.selectFrom('fact_versions').selectAll().execute()
      const of = (kind: keyof FactVersions) => rows.find((row) => row.kind === kind)?.version ?? 0
      return {
        schools: of('schools'),
        accounts: of('accounts'),
        rooms: of('rooms'),
        forgotten: of('forgotten'),
        botRooms: of('botRooms'),
      }
    },
    async revisions() {
      const rows = await db.selectFrom('schools').select(['id', 'revision']).execute()
      return new Map(rows.map((row) => [row.id, row.revision]))
    },
    async accountsSince(version) {
      const rows = await db
        .selectFrom('accounts')
        .select(['person', 'user_id', 'state'])
        .where('version', '>', version)
        .execute()
      return rows.map((row) => ({ person: row.person, userId: row.user_id, state: row.state }))
    },
    async roomsSince(version) {
      const rows = await db
        .selectFrom('rooms')
        .select(['key', 'school', 'room_id'])
        .where('version', '>', version)
        .execute()
      return rows.map((row) => ({ room: row.room_id, school: row.school, key: row.key }))
    },
    async botRoomsSince(version) {
      const rows = await db
        .selectFrom('bot_rooms')
        .select(['room_id', 'user_id', 'is_open'])
        .where('version', '>', version)
        .execute()
      return rows.map((row) => ({
        room: row.room_id,
        person: row.is_open === 1 ? row.user_id : undefined,
      }))
    },
  }
}
