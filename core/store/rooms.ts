import type { Kysely } from 'kysely'
import type { RoomKey, SchoolId, UserId } from '../school/ids.ts'
import type { RoomRepository } from './ports.ts'
import type { Tables } from './schema.ts'
import type { Write } from './write.ts'
import { raiseVersion } from './facts.ts'
import { isoTime } from './times.ts'

export function roomRepository(db: Kysely<Tables>, write: Write): RoomRepository {
  return {
    async ofSchool(school) {
      const rows = await db.selectFrom('rooms').selectAll().where('school', '=', school).execute()
      return new Map(rows.map((row) => [row.key, row.room_id]))
    },
    async remember(school, key, room) {
      const known = await db
        .selectFrom('rooms')
        .select('key')
        .where('key', '=', key)
        .where('school', '=', school)
        .where('room_id', '=', room)
        .executeTakeFirst()
      if (known !== undefined) return
      await write({}, async (transaction) => {
        const version = await raiseVersion(transaction, 'rooms')
        const row = { school, room_id: room, version }
        await transaction
          .insertInto('rooms')
          .values({ key, ...row })
          .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
          .execute()
      })
    },
    async forget(key) {
      await write({}, async (transaction) => {
        await transaction.deleteFrom('rooms').where('key', '=', key).execute()
        await raiseVersion(transaction, 'forgotten')
      })
    },
    async noteReturned(key, user, at) {
      const row = await db
        .insertInto('returned')
        .values({ room_key: key, user_id: user, at: isoTime(at) })
        .onConflict((conflict) => conflict.columns(['room_key', 'user_id']).doNothing())
        .returning('room_key')
        .executeTakeFirst()
      return row !== undefined
    },
    returned: (school) => returnedOf(db, school),
  }
}

/** Of rooms that are remembered for the school. */
async function returnedOf(
  db: Kysely<Tables>,
  school: SchoolId,
): Promise<ReadonlySet<`${RoomKey} ${UserId}`>> {
  const rows = await db
    .selectFrom('returned')
    .innerJoin('rooms', 'rooms.key', 'returned.room_key')
    .select(['returned.room_key', 'returned.user_id'])
    .where('rooms.school', '=', school)
    .execute()
  return new Set(rows.map((row) => `${row.room_key} ${row.user_id}` as const))
}
