/** Messages that somebody reported, and who must be silent in a room for a while. Of a message only its id is kept. */
import type { Kysely, Selectable } from 'kysely'
import type { Report, ReportRepository, Silence, SilenceRepository } from './letting-in-ports.ts'
import type { Tables } from './schema.ts'
import { isoTime } from './times.ts'

export function reportRepository(db: Kysely<Tables>): ReportRepository {
  const all = () => db.selectFrom('reports').selectAll()
  return {
    async add(report) {
      const row = await db
        .insertInto('reports')
        .values({
          id: report.id,
          school: report.school ?? null,
          room_id: report.room,
          event: report.event,
          reporter: report.reporter,
          sender: report.sender,
          at: isoTime(report.at),
          state: 'open',
          handled_by: null,
          handled_at: null,
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returningAll()
        .executeTakeFirst()
      return row && reportOf(row)
    },
    async find(id) {
      const row = await all().where('id', '=', id).executeTakeFirst()
      return row && reportOf(row)
    },
    async ofSchool(school) {
      const query = all().where('school', '=', school).orderBy('at', 'desc').orderBy('id')
      return (await query.execute()).map(reportOf)
    },
    async handle(id, by, at) {
      const result = await db
        .updateTable('reports')
        .set({ state: 'handled', handled_by: by, handled_at: isoTime(at) })
        .where('id', '=', id)
        .where('state', '=', 'open')
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    async notice(event, room, report) {
      await db
        .insertInto('report_notices')
        .values({ event, room_id: room, report })
        .onConflict((conflict) => conflict.column('event').doNothing())
        .execute()
    },
    async ofNotice(event) {
      const row = await db
        .selectFrom('report_notices')
        .innerJoin('reports', 'reports.id', 'report_notices.report')
        .selectAll('reports')
        .where('report_notices.event', '=', event)
        .executeTakeFirst()
      return row && reportOf(row)
    },
  }
}

function reportOf(row: Selectable<Tables['reports']>): Report {
  return {
    id: row.id,
    school: row.school ?? undefined,
    room: row.room_id,
    event: row.event,
    reporter: row.reporter,
    sender: row.sender,
    at: row.at,
    state: row.state,
    handledBy: row.handled_by ?? undefined,
  }
}

export function silenceRepository(db: Kysely<Tables>): SilenceRepository {
  return {
    async set({ school, room, user, until }) {
      const row = { school, room_key: room, user_id: user, until: isoTime(until) }
      await db
        .insertInto('silences')
        .values(row)
        .onConflict((conflict) =>
          conflict.columns(['room_key', 'user_id']).doUpdateSet({ until: row.until }),
        )
        .execute()
    },
    async lift(room, user) {
      const query = db.deleteFrom('silences').where('room_key', '=', room)
      await query.where('user_id', '=', user).execute()
    },
    async ofSchool(school, at) {
      const query = db.selectFrom('silences').selectAll().where('school', '=', school)
      return (await query.where('until', '>', isoTime(at)).execute()).map(silenceOf)
    },
    async over(at) {
      const query = db.selectFrom('silences').selectAll().where('until', '<=', isoTime(at))
      return (await query.execute()).map(silenceOf)
    },
  }
}

function silenceOf(row: Selectable<Tables['silences']>): Silence {
  return { school: row.school, room: row.room_key, user: row.user_id, until: row.until }
}
