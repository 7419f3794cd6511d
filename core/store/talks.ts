import type { Kysely } from 'kysely'
import type { UserId } from '../school/ids.ts'
import type { TalkRepository } from './live-ports.ts'
import type { Tables } from './schema.ts'

export function talkRepository(db: Kysely<Tables>): TalkRepository {
  return {
    async find(one, other) {
      const row = await db
        .selectFrom('talks')
        .select('room_id')
        .where('one', '=', lower(one, other))
        .where('other', '=', higher(one, other))
        .executeTakeFirst()
      return row?.room_id
    },
    async remember(one, other, room) {
      await db
        .insertInto('talks')
        .values({ one: lower(one, other), other: higher(one, other), room_id: room })
        .onConflict((conflict) => conflict.columns(['one', 'other']).doUpdateSet({ room_id: room }))
        .execute()
    },
  }
}

function lower(one: UserId, other: UserId): UserId {
  return one < other ? one : other
}

function higher(one: UserId, other: UserId): UserId {
  return one < other ? other : one
}
