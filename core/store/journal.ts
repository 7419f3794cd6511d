import type { Kysely } from 'kysely'
import type { JournalEntry, JournalRepository } from './ports.ts'
import type { JournalRow, Tables } from './schema.ts'
import { isoTime } from './times.ts'

export function journalRepository(db: Kysely<Tables>): JournalRepository {
  return {
    append: (entry) => appendEntry(db, entry),
    async recent(limit) {
      const rows = await db
        .selectFrom('journal')
        .selectAll()
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute()
      return rows.map(entryOf)
    },
    async ofSchool(school, limit) {
      const rows = await db
        .selectFrom('journal')
        .selectAll()
        .where('school', '=', school)
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute()
      return rows.map(entryOf)
    },
  }
}

/** Two writers may find the same last number: who comes second takes the one after. */
async function appendEntry(db: Kysely<Tables>, entry: JournalEntry): Promise<void> {
  for (;;) {
    const last = await db
      .selectFrom('journal')
      .select((select) => select.fn.max('seq').as('seq'))
      .executeTakeFirst()
    const written = await db
      .insertInto('journal')
      .values({
        seq: (last?.seq ?? 0) + 1,
        at: isoTime(entry.at),
        actor: entry.actor,
        action: entry.action,
        school: entry.school ?? null,
        details: JSON.stringify(entry.details),
      })
      .onConflict((conflict) => conflict.column('seq').doNothing())
      .returning('seq')
      .executeTakeFirst()
    if (written !== undefined) return
  }
}

function entryOf(row: JournalRow): JournalEntry {
  return {
    at: row.at,
    actor: row.actor,
    action: row.action,
    school: row.school ?? undefined,
    // Written by `appendEntry`.
    details: JSON.parse(row.details) as JournalEntry['details'],
  }
}
