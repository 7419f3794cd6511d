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
    async ofSchools(schools) {
      const query = all().where((where) =>
        where.or([
          where('school', 'is', null),
          ...(schools.length === 0 ? [] : [where('school', 'in', schools)]),
        ]),
      )
      return (await query.orderBy('at', 'desc').orderBy('id').execute()).map(reportOf)
    },
    async ofEvent(event) {
      return (await all().where('event', '=', event).orderBy('at').execute()).map(reportOf)
    },
    async countOf(reporter, since) {
      const row = await db
        .selectFrom('reports')
        .select((select) => select.fn.countAll<number | string>().as('count'))
        .where('reporter', '=', reporter)
        .where('at', '>=', isoTime(since))
        .executeTakeFirstOrThrow()
      return Number(row.count)
    },
    async handle(event, by, at) {
      const result = await db
        .updateTable('reports')
        .set({ state: 'handled', handled_by: by, handled_at: isoTime(at) })
        .where('event', '=', event)
        .where((where) => where.or([where('state', '=', 'open'), where('handled_by', '=', by)]))
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    async acted(event, action) {
      const report = await all().where('event', '=', event).executeTakeFirst()
      if (report === undefined) return
      const actions = JSON.stringify([...reportOf(report).actions, action])
      await db.updateTable('reports').set({ actions }).where('event', '=', event).execute()
    },
    async reopen(event, by) {
      await db
        .updateTable('reports')
        .set({ state: 'open', handled_by: null, handled_at: null })
        .where('event', '=', event)
        .where('handled_by', '=', by)
        .where('actions', '=', '[]')
        .execute()
    },
    async position() {
      const query = db.selectFrom('positions').select('value').where('name', '=', positionName)
      return (await query.executeTakeFirst())?.value
    },
    async setPosition(position) {
      await db
        .insertInto('positions')
        .values({ name: positionName, value: position })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: position }))
        .execute()
    },
  }
}

const positionName = 'event-reports'

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
    handledAt: row.handled_at ?? undefined,
    actions: JSON.parse(row.actions) as Report['actions'],
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
    async forget({ room, user, until }) {
      const query = db.deleteFrom('silences').where('room_key', '=', room)
      await query.where('user_id', '=', user).where('until', '=', isoTime(until)).execute()
    },
  }
}

function silenceOf(row: Selectable<Tables['silences']>): Silence {
  return { school: row.school, room: row.room_key, user: row.user_id, until: row.until }
}
