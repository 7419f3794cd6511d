import type { Kysely } from 'kysely'
import type { RoomId, UserId } from '../school/ids.ts'
import type { Session, SessionRepository } from './live-ports.ts'
import type { Tables } from './schema.ts'
import { isoTime } from './times.ts'

export function sessionRepository(db: Kysely<Tables>): SessionRepository {
  return {
    async open(tokenHash, session) {
      await db
        .insertInto('sessions')
        .values({
          token_hash: tokenHash,
          user_id: session.user,
          room_id: session.room ?? null,
          level: session.level ?? null,
          created_at: isoTime(session.createdAt),
          used_at: isoTime(session.usedAt),
          expires_at: isoTime(session.expiresAt),
        })
        .execute()
    },
    find: (tokenHash) => findSession(db, tokenHash),
    async touch(tokenHash, at) {
      await db
        .updateTable('sessions')
        .set({ used_at: isoTime(at) })
        .where('token_hash', '=', tokenHash)
        .execute()
    },
    async end(tokenHash) {
      await db.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute()
    },
    async endOf(user, room) {
      const query = db.deleteFrom('sessions').where('user_id', '=', user)
      const chosen = room === undefined ? query : query.where('room_id', '=', room)
      const { numDeletedRows } = await chosen.executeTakeFirst()
      return Number(numDeletedRows)
    },
    holders: (room) => holdersOf(db, room),
    async forget(before) {
      await db.deleteFrom('sessions').where('expires_at', '<', isoTime(before)).execute()
    },
  }
}

async function findSession(db: Kysely<Tables>, tokenHash: string): Promise<Session | undefined> {
  const row = await db
    .selectFrom('sessions')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    user: row.user_id,
    room: row.room_id ?? undefined,
    level: row.level ?? undefined,
    createdAt: row.created_at,
    usedAt: row.used_at,
    expiresAt: row.expires_at,
  }
}

async function holdersOf(db: Kysely<Tables>, room: RoomId): Promise<ReadonlyMap<UserId, number>> {
  const rows = await db
    .selectFrom('sessions')
    .select((select) => ['user_id', select.fn.max('level').as('level')])
    .where('room_id', '=', room)
    .groupBy('user_id')
    .execute()
  return new Map(rows.map((row) => [row.user_id, row.level ?? 0]))
}
