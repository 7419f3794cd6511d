import type { Kysely } from 'kysely'
import { forgetNoticesOfNothing } from './notices.ts'
import type { RetentionRepository } from './personal-ports.ts'
import type { Tables } from './schema.ts'

/** Each statement by itself: a run that is cut short is ended by the next one. */
export function retentionRepository(db: Kysely<Tables>): RetentionRepository {
  return {
    async forget(limits, now) {
      const counts: Record<string, number> = {}
      const count = (table: string, deleted: readonly { readonly numDeletedRows: bigint }[]) => {
        const rows = deleted.reduce((sum, one) => sum + Number(one.numDeletedRows), 0)
        counts[table] = (counts[table] ?? 0) + rows
      }
      const journal = before(now, limits.journal)
      if (journal !== undefined) {
        count('journal', await db.deleteFrom('journal').where('at', '<', journal).execute())
        const reports = db.deleteFrom('reports').where('state', '=', 'handled')
        count('reports', await reports.where('handled_at', '<', journal).execute())
      }
      const invitations = before(now, limits.invitations)
      if (invitations !== undefined) {
        count('invitations', await forgetInvitations(db, invitations))
        count('shared_links', await forgetLinks(db, invitations))
        count('applications', await forgetApplications(db, invitations))
      }
      const events = before(now, limits.events)
      if (events !== undefined) {
        const handled = db.deleteFrom('intake_events').where('state', '=', 'handled')
        count('intake_events', await handled.where('at', '<', events).execute())
        count(
          'transactions',
          await db.deleteFrom('transactions').where('at', '<', events).execute(),
        )
        const answers = db.deleteFrom('bot_answers').where('at', '<', events)
        count('bot_answers', await answers.execute())
      }
      const over = now.toISOString()
      count('sessions', await db.deleteFrom('sessions').where('expires_at', '<', over).execute())
      // How many were sent in a day is counted by them.
      const day = new Date(now.getTime() - 86_400_000).toISOString()
      count(
        'phone_checks',
        await db.deleteFrom('phone_checks').where('expires_at', '<', day).execute(),
      )
      return counts
    },
  }
}

function before(now: Date, days: number | undefined): string | undefined {
  return days === undefined ? undefined : new Date(now.getTime() - days * 86_400_000).toISOString()
}

/** An open one is kept, however old: it says for how long itself. */
function forgetInvitations(db: Kysely<Tables>, time: string) {
  return db
    .deleteFrom('invitations')
    .where((where) =>
      where.or([
        where('used_at', '<', time),
        where('revoked_at', '<', time),
        where('expires_at', '<', time),
      ]),
    )
    .execute()
}

function forgetLinks(db: Kysely<Tables>, time: string) {
  return db
    .deleteFrom('shared_links')
    .where((where) => where.or([where('revoked_at', '<', time), where('expires_at', '<', time)]))
    .where('id', 'not in', (query) =>
      query
        .selectFrom('applications')
        .select('link')
        .where('link', 'is not', null)
        .$castTo<{ link: string }>(),
    )
    .execute()
}

async function forgetApplications(db: Kysely<Tables>, time: string) {
  const deleted = await db
    .deleteFrom('applications')
    .where('state', '!=', 'waiting')
    .where('done_at', '<', time)
    .execute()
  await forgetNoticesOfNothing(db)
  return deleted
}
