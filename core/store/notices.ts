import { type Kysely, type Selectable, sql } from 'kysely'
import type { PersonId } from '../school/ids.ts'
import type { Notice, NoticeAbout, NoticeRepository } from './notice-ports.ts'
import type { Tables } from './schema.ts'
import { isoTime } from './times.ts'

export function noticeRepository(db: Kysely<Tables>): NoticeRepository {
  return {
    async add({ event, room, user }, { kind, subject }) {
      await db
        .insertInto('notices')
        .values({ event, room_id: room, kind, subject, user_id: user ?? null, shown: null })
        .onConflict((conflict) => conflict.column('event').doNothing())
        .execute()
    },
    async of(event) {
      const query = db.selectFrom('notices').selectAll().where('event', '=', event)
      const row = await query.executeTakeFirst()
      return row && { ...noticeOf(row), kind: row.kind, subject: row.subject }
    },
    async about({ kind, subject }) {
      const query = db.selectFrom('notices').selectAll().where('kind', '=', kind)
      const rows = await query.where('subject', '=', subject).orderBy('event').execute()
      return rows.map(noticeOf)
    },
    async naming(person, user) {
      const ofPerson = db.selectFrom('notices').selectAll().where(namedIn(person))
      const rows = [...(await ofPerson.execute())]
      if (user !== undefined) {
        const subjects = db
          .selectFrom('applications')
          .select('id')
          .where('user_id', '=', user)
          .unionAll(
            db
              .selectFrom('reports')
              .select('id')
              .where((where) =>
                where.or([where('reporter', '=', user), where('sender', '=', user)]),
              ),
          )
        const ofUser = db.selectFrom('notices').selectAll().where('subject', 'in', subjects)
        rows.push(...(await ofUser.where('kind', 'in', ['application', 'report']).execute()))
      }
      return rows.map(noticeOf)
    },
    async show(event, shown) {
      await db.updateTable('notices').set({ shown }).where('event', '=', event).execute()
    },
    async owe({ kind, subject }, at) {
      await db
        .insertInto('owed_notices')
        .values({ kind, subject, at: isoTime(at) })
        .onConflict((conflict) => conflict.columns(['kind', 'subject']).doNothing())
        .execute()
    },
    async owed() {
      const rows = await db.selectFrom('owed_notices').selectAll().orderBy('at').execute()
      return rows.map(({ kind, subject }): NoticeAbout => ({ kind, subject }))
    },
    async told({ kind, subject }) {
      const query = db.deleteFrom('owed_notices').where('kind', '=', kind)
      await query.where('subject', '=', subject).execute()
    },
  }
}

function noticeOf(row: Selectable<Tables['notices']>): Notice {
  const { event, room_id: room, shown } = row
  const notice = { event, room, user: row.user_id ?? undefined }
  return shown === null ? notice : { ...notice, shown }
}

/** Of applications and reports that are no more. */
export async function forgetNoticesOfNothing(db: Kysely<Tables>): Promise<void> {
  for (const table of ['notices', 'owed_notices'] as const) {
    await db
      .deleteFrom(table)
      .where('kind', '=', 'application')
      .where('subject', 'not in', db.selectFrom('applications').select('id'))
      .execute()
    await db
      .deleteFrom(table)
      .where('kind', '=', 'report')
      .where('subject', 'not in', db.selectFrom('reports').select('id'))
      .execute()
  }
}

/** Of a person who is erased: confirmations and guardianships, whose subjects name people. */
export async function forgetNoticesOfPerson(db: Kysely<Tables>, person: PersonId): Promise<void> {
  for (const table of ['notices', 'owed_notices'] as const) {
    await db.deleteFrom(table).where(namedIn(person)).execute()
  }
}

function namedIn(person: PersonId) {
  const id = encodeURIComponent(person).replace(/[\\%_]/g, '\\$&')
  const subject = sql.ref('subject')
  return sql<boolean>`kind in ('confirmation', 'guardian') and (${subject} like ${`%/${id}`} escape '\\' or ${subject} like ${`%/${id}/%`} escape '\\')`
}
