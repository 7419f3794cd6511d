import type { Kysely } from 'kysely'
import type { RoomId, UserId } from '../school/ids.ts'
import type { TalkRepository } from './live-ports.ts'
import { raiseVersion } from './facts.ts'
import { isoTime } from './times.ts'
import type { Tables } from './schema.ts'
import type { Write } from './write.ts'

export function talkRepository(db: Kysely<Tables>, write: Write): TalkRepository {
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
    async openBotRoom(room, person) {
      const known = await botRoom(db, room)
        .where('user_id', '=', person)
        .where('is_open', '=', 1)
        .executeTakeFirst()
      if (known !== undefined) return false
      await write({}, async (transaction) => {
        const version = await raiseVersion(transaction, 'botRooms')
        const row = { user_id: person, is_open: 1, version } as const
        await transaction
          .insertInto('bot_rooms')
          .values({ room_id: room, ...row })
          .onConflict((conflict) => conflict.column('room_id').doUpdateSet(row))
          .execute()
      })
      return true
    },
    async closeBotRoom(room) {
      const known = await botRoom(db, room).where('is_open', '=', 1).executeTakeFirst()
      if (known === undefined) return
      await write({}, async (transaction) => {
        const version = await raiseVersion(transaction, 'botRooms')
        await transaction
          .updateTable('bot_rooms')
          .set({ is_open: 0, version })
          .where('room_id', '=', room)
          .execute()
      })
    },
    async isAnswered(event) {
      const query = db.selectFrom('bot_answers').select('event').where('event', '=', event)
      return (await query.executeTakeFirst()) !== undefined
    },
    async answered(event, at) {
      await db
        .insertInto('bot_answers')
        .values({ event, at: isoTime(at) })
        .onConflict((conflict) => conflict.column('event').doNothing())
        .execute()
    },
  }
}

function botRoom(db: Kysely<Tables>, room: RoomId) {
  return db.selectFrom('bot_rooms').select('room_id').where('room_id', '=', room)
}

function lower(one: UserId, other: UserId): UserId {
  return one < other ? one : other
}

function higher(one: UserId, other: UserId): UserId {
  return one < other ? other : one
}
